package dev.footnote.adapter.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WordPieceTokenizerTest {

    private WordPieceTokenizer tokenizer;

    @BeforeAll
    void read() throws IOException {
        try (InputStream json = getClass().getResourceAsStream("/bge-small-en-v1.5-q-tokenizer.json")) {
            tokenizer = WordPieceTokenizer.read(json);
        }
    }

    @Test
    void cutsWordsIntoTheLongestKnownPieces() {
        assertThat(tokenizer.encode("Hello, world!", 512)).containsExactly(101, 7592, 1010, 2088, 999, 102);
        assertThat(tokenizer.encode("unaffable embeddings", 512))
                .containsExactly(101, 14477, 20961, 3468, 7861, 8270, 4667, 2015, 102);
    }

    @Test
    void ignoresCaseAccentsAndInvisibleCharacters() {
        assertThat(tokenizer.encode("HÉLLO\u00ad,\u2003W\u200bORLD\n!\uD83D", 512))
                .containsExactly(tokenizer.encode("hello , world !", 512));
    }

    @Test
    void setsIdeographsApart() {
        assertThat(tokenizer.encode("你好世界", 512)).containsExactly(tokenizer.encode("你 好 世 界", 512));
        assertThat(tokenizer.encode("你好世界", 512)).hasSize(6);
    }

    @Test
    void takesAWordItCannotReadAsOneUnknownPiece() {
        assertThat(tokenizer.encode("😀😀", 512)).containsExactly(101, 100, 102);
        assertThat(tokenizer.encode("a".repeat(101), 512)).containsExactly(101, 100, 102);
    }

    @Test
    void keepsTheMarksOfBeginningAndEndWhenItCuts() {
        assertThat(tokenizer.encode("unaffable unaffable", 5)).containsExactly(101, 14477, 20961, 3468, 102);
        assertThat(tokenizer.encode("!".repeat(1_000_000), 512)).hasSize(512).endsWith(999, 102);
        assertThat(tokenizer.encode("  ", 512)).containsExactly(101, 102);
    }
}
