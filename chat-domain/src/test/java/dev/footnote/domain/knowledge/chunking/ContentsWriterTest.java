package dev.footnote.domain.knowledge.chunking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.Contents;
import dev.footnote.domain.knowledge.Contents.Entry;
import dev.footnote.domain.knowledge.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContentsWriterTest {

    private static final ChunkId ONE = new ChunkId("1");
    private static final ChunkId TWO = new ChunkId("2");
    private static final ChunkId THREE = new ChunkId("3");

    @Test
    void givesEachSectionTheChunksWithItsText() {
        var writer = new ContentsWriter();
        heading(writer, 1, "Whales");
        writer.push(new Section(Section.Kind.BLOCK, "They sing.", Optional.empty()));
        heading(writer, 2, "Krill");
        heading(writer, 2, "Never seen");
        writer.push(ONE, "\nWhales\nThey sing.");
        writer.push(TWO, "\nand dive.\nKrill\nIt drifts.");
        writer.push(THREE, "\nIt glows.");

        assertThat(writer.contents())
                .isEqualTo(new Contents(List.of(
                        new Entry(1, "Whales", List.of(ONE, TWO)), new Entry(2, "Krill", List.of(TWO, THREE)))));
    }

    @Test
    void isEmptyWithoutHeadings() {
        var writer = new ContentsWriter();
        writer.push(ONE, "They sing.");

        assertThat(writer.contents()).isEqualTo(Contents.NONE);
    }

    @Test
    void weighsChunksByTheScoresOfTheirSections() {
        var contents = new Contents(List.of(
                new Entry(1, "a", List.of(ONE, TWO)),
                new Entry(1, "b", List.of(TWO)),
                new Entry(1, "c", List.of(THREE)),
                new Entry(1, "d", List.of(new ChunkId("4")))));

        assertThat(contents.weigh(Map.of(0, 3, 1, 5, 2, -1, 3, 1, 9, 5)))
                .containsExactly(entry(TWO, 0.8), entry(ONE, 0.6));
    }

    private static void heading(ContentsWriter writer, int level, String title) {
        writer.push(new Section(Section.Kind.HEADING, title, Optional.empty(), level, List.of()));
    }
}
