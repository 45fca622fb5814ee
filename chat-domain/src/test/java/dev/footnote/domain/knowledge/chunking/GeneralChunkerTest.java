package dev.footnote.domain.knowledge.chunking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.Position;
import dev.footnote.domain.knowledge.Section;
import dev.footnote.domain.knowledge.Section.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;
import org.junit.jupiter.api.Test;

class GeneralChunkerTest {

    private final List<Chunker.Piece> pieces = new ArrayList<>();

    @Test
    void beginsEachChunkWithALineBreak() {
        assertThat(plain("This is the content of a test TXT file.", 512, "\n", 0))
                .containsExactly("\nThis is the content of a test TXT file.");
    }

    @Test
    void keepsTheDelimiterWhenItJoins() {
        assertThat(plain("A one.\nB two.\nC three.", 512, "\n", 0)).containsExactly("\nA one.\nB two.\nC three.");
        assertThat(plain("A one.\nB two.\nC three.", 1, "\\n", 0))
                .containsExactly("\nA one.\n", "\nB two.\n", "\nC three.");
        assertThat(plain("A one.\nB two.\nC three.", 3, "\n", 0)).containsExactly("\nA one.\nB two.\n", "\nC three.");
        assertThat(plain("A one. B two", 1, "", 0)).hasSizeGreaterThan(1);
    }

    @Test
    void alwaysCutsAtDelimitersBetweenBackticks() {
        assertThat(chunks(512, "`##`", 0, block("alpha##beta"), block("gamma")))
                .containsExactly("\nalpha", "\nbeta", "\ngamma");
        assertThat(plain("alpha##beta##gamma", 512, "`##`", 0)).containsExactly("\nalpha", "\nbeta", "\ngamma");
    }

    @Test
    void joinsBlocksUntilAChunkIsFull() {
        assertThat(chunks(3, "\n", 0, block("alpha beta"), block("gamma delta"), block("epsilon zeta")))
                .containsExactly("\nalpha beta\ngamma delta", "\nepsilon zeta");
    }

    @Test
    void beginsAChunkWithTheEndOfTheOneBefore() {
        assertThat(chunks(
                        8, "\n", 20, block("a b c d e f g h i j"), block("k l m n o p q r s t"), block("u v w x y z")))
                .containsExactly("\na b c d e f g h i j", " i j\nk l m n o p q r s t", "r s t\nu v w x y z");
    }

    @Test
    void makesATableAChunkOfItsOwn() {
        assertThat(chunks(
                        512, "\n", 0, block("one"), new Section(Kind.TABLE, "<table>", Optional.empty()), block("two")))
                .containsExactly("<table>", "\none\ntwo");
    }

    @Test
    void cutsASectionThatIsTooLong() {
        String endless = "word ".repeat(1000) + "x".repeat(20);

        List<String> chunks = chunks(10, "\n", 0, block(endless));

        assertThat(pieces).allSatisfy(piece -> assertThat(piece.tokens()).isLessThanOrEqualTo(20));
        assertThat(String.join("", chunks).replace("\n", "")).isEqualTo(endless);
    }

    @Test
    void cutsATextWithoutWhiteSpaceAnywhere() {
        var chunker = new GeneralChunker(new Chunking.General(10, "\n", 0), String::length, pieces::add);
        chunker.push(block("😀".repeat(500)));
        chunker.finish();

        assertThat(pieces).allSatisfy(piece -> assertThat(piece.tokens()).isLessThanOrEqualTo(20));
        assertThat(pieces)
                .allSatisfy(piece -> assertThat(piece.content().strip()).startsWith("😀"));
    }

    @Test
    void keepsThePositionsOfItsSections() {
        var here = new Position(1, 2, 3, 4, 5);
        chunks(512, "\n", 0, new Section(Kind.BLOCK, "one", Optional.of(here)), block("two"));

        assertThat(pieces).extracting(Chunker.Piece::positions).containsExactly(List.of(here));
    }

    @Test
    void sendsNoBlankChunk() {
        assertThat(plain(" \n \n", 512, "\n", 0)).isEmpty();
        assertThat(chunks(512, "\n", 0)).isEmpty();
    }

    @Test
    void stopsWhenTheSinkWantsNoMore() {
        var chunker = new GeneralChunker(new Chunking.General(1, "\n", 0), GeneralChunkerTest::words, piece -> {
            pieces.add(piece);
            return false;
        });

        assertThat(chunker.push(new Section(Kind.PLAIN, "a b\nc d\ne f\n", Optional.empty())))
                .isFalse();
        assertThat(chunker.finish()).isFalse();
        assertThat(pieces).hasSize(1);
    }

    private static Section block(String text) {
        return new Section(Kind.BLOCK, text, Optional.empty());
    }

    private List<String> plain(String text, int maxTokens, String delimiter, int overlap) {
        return chunks(maxTokens, delimiter, overlap, new Section(Kind.PLAIN, text, Optional.empty()));
    }

    private List<String> chunks(int maxTokens, String delimiter, int overlap, Section... sections) {
        pieces.clear();
        var chunker = new GeneralChunker(
                new Chunking.General(maxTokens, delimiter, overlap), GeneralChunkerTest::words, pieces::add);
        for (Section section : sections) {
            chunker.push(section);
        }
        chunker.finish();
        return pieces.stream().map(Chunker.Piece::content).toList();
    }

    private static int words(String text) {
        return new StringTokenizer(text).countTokens();
    }
}
