package dev.footnote.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Section;
import dev.footnote.ports.document.BlobException;
import dev.footnote.ports.document.BlobStore;
import dev.footnote.ports.document.DocumentParser;
import dev.footnote.ports.document.UnreadableDocumentException;
import java.util.ArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link DocumentParser} promises of plain text. */
public abstract class DocumentParserContract {

    private static final DocumentId ID = new DocumentId("document");

    private final ArrayList<String> sections = new ArrayList<>();
    private BlobStore blobs;
    private DocumentParser parser;

    /** An empty store. */
    protected abstract BlobStore blobs();

    /** A parser of what is in {@code blobs}. */
    protected abstract DocumentParser parser(BlobStore blobs);

    @BeforeEach
    void openParser() {
        blobs = blobs();
        parser = parser(blobs);
    }

    @Test
    void yieldsTheTextInReadingOrder() {
        String text = lines(10_000);
        store(text.getBytes(UTF_8));

        assertThat(parser.parse(ID, "a.txt", this::take)).isTrue();

        assertThat(String.join("\n", sections)).isEqualToNormalizingWhitespace(text);
        assertThat(sections).hasSizeGreaterThan(1);
    }

    @Test
    void stopsWhenNoMoreIsWanted() {
        store(lines(10_000).getBytes(UTF_8));

        assertThat(parser.parse(ID, "a.txt", section -> !take(section))).isFalse();

        assertThat(sections).hasSize(1);
    }

    @Test
    void saysWhenThereIsNoTextToBeHad() {
        var bytes = new byte[4_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 7919 >>> 3);
        }
        store(bytes);

        assertThatExceptionOfType(UnreadableDocumentException.class)
                .isThrownBy(() -> parser.parse(ID, "a.bin", this::take));
    }

    @Test
    void failsWithoutBytes() {
        assertThatExceptionOfType(BlobException.class).isThrownBy(() -> parser.parse(ID, "a.txt", this::take));
    }

    private void store(byte[] bytes) {
        blobs.put(ID, InMemoryBlobs.source(bytes), Long.MAX_VALUE);
    }

    private boolean take(Section section) {
        return sections.add(section.text());
    }

    private static String lines(int count) {
        return IntStream.range(0, count).mapToObj(i -> "Line " + i + ".").collect(Collectors.joining("\n"));
    }
}
