package dev.footnote.adapter.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.ports.document.UnreadableDocumentException;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that were made to do harm: each is refused with a reason, and the next one is read. */
class BombsTest {

    private static final DocumentId ID = new DocumentId("d1");
    private static final int MEGABYTE = 1 << 20;
    private static final byte[] WORD = SampleOffice.word("Harmless", List.of("Text."), List.of());
    private static final String LAUGHS = """
            <?xml version="1.0"?>
            <!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "%1$s"><!ENTITY c "%2$s"><!ENTITY d "%3$s"><!ENTITY e "%4$s">
            <!ENTITY f "%5$s"><!ENTITY g "%6$s">]>
            """.formatted(ten("a"), ten("b"), ten("c"), ten("d"), ten("e"), ten("f"));

    @TempDir
    private static Path folder;

    private static DiskBlobStore store;
    private static DocumentParsers parsers;

    @BeforeAll
    static void openStore() {
        store = DiskBlobStore.open(folder);
        parsers = new DocumentParsers(store, new ParserLimits(96, Duration.ofSeconds(60), 20L * MEGABYTE, 1_000, 3));
    }

    @AfterAll
    static void endWorkers() {
        parsers.close();
    }

    @AfterEach
    void readsTheNextDocument() {
        assertThat(texts("a.docx", WORD)).containsExactly("Harmless", "Text.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"word/document.xml", "word/media/picture.bin"})
    void refusesWhatUnpacksToTooMuch(String entry) {
        byte[] zeros = new byte[30 * MEGABYTE];

        assertRefused("a.docx", SampleOffice.with(WORD, entry, zeros), "unpacks to too much");
    }

    @Test
    void refusesWhatHasTooManyParts() {
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put("word/document.xml", new byte[0]);
        for (int i = 0; i < 1_100; i++) {
            entries.put("part" + i, new byte[0]);
        }

        assertRefused("a.docx", SampleOffice.zip(entries), "too many parts");
    }

    @Test
    void refusesFilesInFilesInFiles() {
        byte[] file = WORD;
        for (int i = 0; i < 5; i++) {
            file = SampleOffice.embedding("Level " + i, List.of(), file);
        }

        assertRefused("a.docx", file, "files within files");
    }

    @Test
    void refusesAnArchiveInAnArchive() {
        byte[] file = new byte[MEGABYTE];
        for (int i = 0; i < 42; i++) {
            file = SampleOffice.zip(Map.of("a.zip", file));
        }

        assertRefused("a.docx", file, "application/zip");
    }

    @Test
    void refusesEntitiesThatGrow() {
        assertRefused("a.xml", bytes(LAUGHS + "<lolz>&g;</lolz>"), "entities grow too large");
        assertRefused("a.svg", bytes(LAUGHS + "<svg><text>&g;</text></svg>"), "entities grow too large");
        assertRefused("a.docx", SampleOffice.with(WORD, "word/document.xml", bytes(LAUGHS + "<w>&g;</w>")), "damaged");
    }

    @Test
    void refusesAPdfWhosePageDecodesToTooMuch() {
        assertRefused("a.pdf", SamplePdf.withContent(" ".repeat(30 * MEGABYTE)), "unpacks to too much");
    }

    @Test
    void refusesAPdfWhosePagesGoRoundInACircle() {
        assertRefused("a.pdf", SamplePdf.circular(), "There is no text");
    }

    @Test
    void refusesAPdfOfManyEmptyPages() {
        assertRefused("a.pdf", SamplePdf.ofPages(10_000), "There is no text");
    }

    @Test
    @Tag("large")
    void refusesAPdfOfAMillionPages() {
        byte[] pdf = SamplePdf.ofPages(1_000_000);

        assertThatExceptionOfType(UnreadableDocumentException.class)
                .isThrownBy(() -> texts("a.pdf", pdf))
                .withMessageMatching(".*(needs more memory|took too long).*"); // whichever limit is met first
    }

    @Test
    void refusesAPdfOfStreamsThatAreInEachOther() {
        assertRefused("a.pdf", SamplePdf.ofStreamsInEachOther(), "damaged");
    }

    /** Forty files that are one and the same place in the archive, so that it is small whatever is counted. */
    @Test
    void refusesAnArchiveWhoseFilesOverlap() {
        byte[] zip = SampleOffice.with(WORD, "word/media/picture.bin", new byte[15 * MEGABYTE]);

        assertRefused("a.docx", SampleOffice.overlapped(zip, "word/media/picture.bin", 40), "unpacks to too much");
    }

    @Test
    void refusesWhatNeedsTooMuchMemory() {
        String deep = "<div>".repeat(2_500_000);

        assertRefused("a.html", bytes("<!DOCTYPE html><html><body>" + deep), "more memory");
    }

    @Test
    void opensNoConnection() throws Exception {
        try (var listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:%d/x".formatted(listening.getLocalPort());
            String entity = "<!DOCTYPE a SYSTEM \"%s\" [<!ENTITY e SYSTEM \"%s\">]><a>t&e;</a>".formatted(url, url);
            texts(
                    "a.html",
                    bytes("<html><body><p>t</p><img src='%s'><iframe src='%s'></body></html>".formatted(url, url)));
            texts("a.xml", bytes(entity));
            texts("a.md", bytes("![t](%s) [t](%s)".formatted(url, url)));
            assertRefused("a.pdf", SamplePdf.phoningHome(url), "There is no text");
            texts("a.epub", SampleOffice.epub(Map.of("one", entity)));
            assertRefused("a.docx", SampleOffice.with(WORD, "word/document.xml", bytes(entity)), "damaged");

            listening.setSoTimeout(1);
            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(listening::accept);
        }
    }

    @Test
    void readsNoFileThatADocumentRefersTo() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "the secret");
        String entity = "<!DOCTYPE a [<!ENTITY e SYSTEM \"%s\">]><a>text &e;</a>".formatted(secret.toUri());

        assertThat(texts("a.xml", bytes(entity))).containsExactly("text");
    }

    /** Names in archives are never used as paths. */
    @Test
    void writesNothingWhereAnEntryWantsToBe() {
        byte[] file = SampleOffice.with(WORD, "../../../footnote-was-here", bytes("x"));

        List<String> read = new ArrayList<>();
        try {
            read.addAll(texts("a.docx", file));
        } catch (UnreadableDocumentException refused) {
            assertThat(refused).hasMessageContaining("damaged");
        }

        assertThat(read.isEmpty() || read.contains("Text.")).isTrue();
        for (Path at = folder; at != null; at = at.getParent()) {
            assertThat(at.resolve("footnote-was-here")).doesNotExist();
        }
        assertThat(Path.of("/tmp", "footnote-was-here")).doesNotExist();
    }

    private static String ten(String entity) {
        return "&%s;".formatted(entity).repeat(10);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static void assertRefused(String name, byte[] bytes, String reason) {
        assertThatExceptionOfType(UnreadableDocumentException.class)
                .isThrownBy(() -> texts(name, bytes))
                .withMessageContaining(reason);
    }

    private static List<String> texts(String name, byte[] bytes) {
        var in = new ByteArrayInputStream(bytes);
        store.put(ID, buffer -> in.read(buffer, 0, buffer.length), Long.MAX_VALUE);
        var texts = new ArrayList<String>();
        parsers.parse(ID, name, section -> texts.add(section.text()));
        return texts;
    }
}
