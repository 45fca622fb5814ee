package dev.footnote.adapter.documents.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.adapter.documents.ParserLimits;
import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.Section;
import dev.footnote.domain.knowledge.chunking.Chunker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents that would not fit into the memory they are read with. */
@Tag("large")
class LargeDocumentsTest {

    private static final int HEAP_MEGABYTES = 64;
    private static final int PAGES = 1_000;
    private static final int LINES = 40;
    private static final long TEXT_BYTES = 200_000_000;
    private static final ParserLimits LIMITS =
            new ParserLimits(HEAP_MEGABYTES, Duration.ofMinutes(5), 1_000_000_000, 10_000, 5);

    @TempDir
    private Path folder;

    private final AtomicLong chunks = new AtomicLong();

    @Test
    void readsAPdfOfAThousandPages() throws Exception {
        Path file = folder.resolve("long.pdf");
        writePdf(file);
        Set<Integer> pages = new HashSet<>();
        Chunker chunker = chunker();

        try (var pool = new WorkerPool(LIMITS)) {
            assertThat(pool.parse(file, "long.pdf", section -> {
                        pages.add(section.position().orElseThrow().page());
                        return chunker.push(section);
                    }))
                    .isTrue();
        }

        assertThat(chunker.finish()).isTrue();
        assertThat(pages).hasSize(PAGES);
        assertThat(chunks.get()).isGreaterThan(PAGES / 2);
    }

    @Test
    void readsATextOfTwoHundredMegabytes() throws Exception {
        Path file = folder.resolve("long.txt");
        String line = "The rope is forty metres long and hangs behind the door of the hut.\n";
        try (var out = Files.newBufferedWriter(file)) {
            for (long written = 0; written < TEXT_BYTES; written += line.length()) {
                out.write(line);
            }
        }
        var read = new AtomicLong();
        Chunker chunker = chunker();

        try (var pool = new WorkerPool(LIMITS)) {
            assertThat(pool.parse(file, "long.txt", section -> {
                        read.addAndGet(section.text().length());
                        assertThat(section.kind()).isEqualTo(Section.Kind.PLAIN);
                        return chunker.push(section);
                    }))
                    .isTrue();
        }

        assertThat(chunker.finish()).isTrue();
        assertThat(read.get()).isEqualTo(Files.size(file));
        assertThat(chunks.get()).isGreaterThan(50_000);
    }

    private Chunker chunker() {
        return Chunker.of(
                Chunking.General.DEFAULT,
                text -> new StringTokenizer(text).countTokens(),
                piece -> chunks.incrementAndGet() > 0);
    }

    private static void writePdf(Path file) throws Exception {
        var font = new PDType1Font(FontName.HELVETICA);
        try (var document = new PDDocument()) {
            for (int number = 1; number <= PAGES; number++) {
                var page = new PDPage();
                document.addPage(page);
                try (var content = new PDPageContentStream(document, page)) {
                    content.beginText();
                    content.setFont(font, 11);
                    content.setLeading(16);
                    content.newLineAtOffset(72, 740);
                    for (int line = 0; line < LINES; line++) {
                        content.showText("Page %d, line %d: the hut opens in June and closes in October."
                                .formatted(number, line));
                        content.newLine();
                    }
                    content.endText();
                }
            }
            document.save(file.toFile());
        }
    }
}
