package dev.footnote.domain.knowledge.chunking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChildrenTest {

    @Test
    void areCutBehindCharactersAndLongerDelimiters() {
        assertThat(Children.of("\nOne. Two##three\n...\nfour", "\\n.`##`"))
                .containsExactly("One.", "Two##", "three", "four");
    }

    @Test
    void takeWhatPatternsWouldReadAsMore() {
        assertThat(Children.of("a|b(c", "|(")).containsExactly("a|", "b(", "c");
    }

    @Test
    void areNoneWhereNothingIsCut() {
        assertThat(Children.of("One sentence.", ".")).isEmpty();
        assertThat(Children.of("One sentence.", ";")).isEmpty();
    }
}
