package dev.footnote.domain.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HighlightTest {

    @Test
    void marksTheWordsThatCarryMeaning() {
        assertThat(mark("What do whales eat?", "Whale oil: what the WHALES do not eat."))
                .isEqualTo("<Whale> oil: what the <WHALES> do not <eat>.");
        assertThat(mark("eat", "Beating meat")).isEqualTo("Beating meat");
        assertThat(mark("", "Anything")).isEqualTo("Anything");
    }

    @Test
    void marksPairsOfChineseCharactersAsOneRun() {
        assertThat(mark("法国大革命", "在法国大革命时期")).isEqualTo("在<法国大革命>时期");
        assertThat(mark("革命", "法国人")).isEqualTo("法国人");
    }

    @Test
    void putsBlanksBetweenTokens() {
        assertThat(Highlight.tokens("Krill, drift (in swarms)!")).isEqualTo("krill drift in swarms");
    }

    private static String mark(String question, String text) {
        return new Highlight(question).mark(text, "<", ">");
    }
}
