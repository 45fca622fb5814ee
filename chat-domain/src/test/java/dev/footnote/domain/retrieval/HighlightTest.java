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

    @Test
    void knowsLettersAndDigitsOfAllScripts() {
        assertThat(Highlight.tokens("Ⅷ² Ünï\u0301x 𝔘nd 𠀀法x٣ 〇々, _a_b-c\uD800d"))
                .isEqualTo("ⅷ² ünï x 𝔘nd 𠀀法 x٣ 〇々 a b c d");
        assertThat(mark("straße", "STRASSE, Straßes!")).isEqualTo("STRASSE, <Straßes>!");
        assertThat(mark("i\u0307", "İ x")).isEqualTo("İ x");
    }

    private static String mark(String question, String text) {
        return new Highlight(question).mark(text, "<", ">");
    }
}
