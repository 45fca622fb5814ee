package dev.footnote.adapter.documents;

import static dev.footnote.domain.knowledge.Section.Kind.BLOCK;
import static dev.footnote.domain.knowledge.Section.Kind.HEADING;
import static dev.footnote.domain.knowledge.Section.Kind.PLAIN;
import static dev.footnote.domain.knowledge.Section.Kind.TABLE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Position;
import dev.footnote.domain.knowledge.Section;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.document.BlobException;
import dev.footnote.ports.document.UnreadableDocumentException;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentParsersTest {

    private static final DocumentId ID = new DocumentId("d1");
    private static final List<List<String>> PAGES = List.of(
            List.of("The hut opens in June.", "It has " + "many beds ".repeat(20) + "and one stove."),
            List.of("Page two is short."));

    @TempDir
    private static Path folder;

    private static DiskBlobStore store;
    private static DocumentParsers parsers;

    @BeforeAll
    static void openStore() {
        store = DiskBlobStore.open(folder);
        parsers = new DocumentParsers(store, ParserLimits.DEFAULT);
    }

    @AfterEach
    void forget() {
        store.remove(ID);
    }

    @AfterAll
    static void endWorkers() {
        parsers.close();
    }

    @Test
    void keepsTheLinesOfPlainText() {
        assertThat(parse("notes.txt", "one\r\ntwo\rthree\n\nlast")).containsExactly(plain("one\ntwo\nthree\n\nlast"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt", "a.md", "a.html", "a.pdf", "a"})
    void findsNothingInAnEmptyFile(String name) {
        assertThat(parse(name, "")).isEmpty();
    }

    @Test
    void cutsLongTextAtLineEnds() {
        String text = "The rope is forty metres long.\n".repeat(5_000);

        List<Section> sections = parse("rope.txt", text);

        assertThat(sections)
                .hasSizeGreaterThan(5)
                .allSatisfy(section ->
                        assertThat(section.text()).endsWith("long.\n").hasSizeLessThanOrEqualTo(16_384));
        assertThat(joined(sections)).isEqualTo(text);
    }

    @Test
    void cutsAHugeLineBetweenCharacters() {
        String text = "x" + "\ud83c\udfd4".repeat(1_300_000);

        List<Section> sections = parse("peaks.txt", text);

        assertThat(sections)
                .allSatisfy(
                        section -> assertThat(section.text().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(65_536));
        assertThat(joined(sections).equals(text)).isTrue();
        assertThat(sections)
                .noneMatch(section -> Character.isLowSurrogate(section.text().charAt(0)));
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "UTF-16", "windows-1252", "GB18030"})
    void findsTheEncoding(String charset) {
        String text = charset.equals("GB18030")
                ? "山上的小屋有四十张床。\n每年六月开放。\n"
                : "Über den Gletscher führt ein Weg – café à côté.\n";

        assertThat(parse("a.txt", text.getBytes(Charset.forName(charset)))).containsExactly(plain(text));
    }

    @Test
    void leavesOutTheByteOrderMark() {
        assertThat(parse("a.txt", "\ufeffabc".getBytes(UTF_8))).containsExactly(plain("abc"));
        assertThat(parse("a.txt", "\ufeffabc".getBytes(UTF_16LE))).containsExactly(plain("abc"));
        assertThat(parse("a.txt", "abc".getBytes(UTF_16))).containsExactly(plain("abc"));
    }

    @Test
    void leavesOutNulCharacters() {
        assertThat(joined(parse("a.txt", "a".repeat(70_000) + "\0b"))).isEqualTo("a".repeat(70_000) + "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt", "a.md", "a.bin", "a.png"})
    void refusesBinaryContent(String name) {
        byte[] bytes = new byte[5_000];
        new Random(3).nextBytes(bytes);

        assertRefused(name, bytes, "cannot be read");
    }

    @Test
    void refusesRichText() {
        assertRefused("a.txt", "{\\rtf1\\ansi hello}".getBytes(UTF_8), "application/rtf");
    }

    @Test
    void readsMarkdownBlockByBlock() {
        String source = """
                # Radio

                The radio runs on *one* battery.
                It is heavy.

                - first
                - second
                  - nested

                | Part | Mass |
                |------|-----:|
                | coil | 3 kg |

                ---

                ```
                on
                ```

                <p>Mind the <b>gap</b>.</p>
                """;

        assertThat(parse("radio.md", source))
                .extracting(Section::kind, Section::text)
                .containsExactly(
                        tuple(HEADING, "# Radio"),
                        tuple(BLOCK, "The radio runs on *one* battery.\nIt is heavy."),
                        tuple(BLOCK, "- first\n- second\n  - nested"),
                        tuple(TABLE, "| Part | Mass |\n|------|-----:|\n| coil | 3 kg |"),
                        tuple(BLOCK, "```\non\n```"),
                        tuple(BLOCK, "Mind the gap."));
    }

    @Test
    void readsALongMarkdownListItemByItem() {
        assertThat(parse("list.md", "- a rule to be kept by everyone\n".repeat(100)))
                .hasSize(100);
    }

    @Test
    void readsWhatAPageShows() {
        String page = """
                <!DOCTYPE html><html><head><title>T</title><style>p {}</style></head><body>
                <script>alert('no')</script><h1>Hut&nbsp;rules</h1>
                <div>Loose <b>bold</b> text<p>First<br>paragraph</p></div>
                <ul><li>one</li><li>two</li></ul>
                <pre>a
                  b</pre>
                <table><tr><th>Day</th><th>Soup</th></tr><tr><td>Mon</td><td>leek</td></tr></table>
                <p hidden>secret</p><img src="http://127.0.0.1:1/x.png">
                </body></html>
                """;

        assertThat(parse("rules.html", page))
                .extracting(Section::kind, Section::text)
                .containsExactly(
                        tuple(HEADING, "# Hut rules"),
                        tuple(BLOCK, "Loose bold text"),
                        tuple(BLOCK, "First paragraph"),
                        tuple(BLOCK, "one"),
                        tuple(BLOCK, "two"),
                        tuple(BLOCK, "a\n  b"),
                        tuple(TABLE, "Day | Soup\nMon | leek"));
    }

    @Test
    void readsAPdfWithTheParagraphsPlaces() {
        List<Section> sections = parse("hut.pdf", SamplePdf.of(PAGES));

        assertThat(sections)
                .extracting(Section::text)
                .containsExactly("The hut opens in June.", PAGES.getFirst().getLast(), "Page two is short.");
        assertThat(sections)
                .extracting(section -> section.position().orElseThrow())
                .satisfiesExactly(
                        first -> assertInside(first, 1, 70, 85),
                        second -> assertInside(second, 1, 95, 140),
                        last -> assertInside(last, 2, 70, 85));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hut.txt", "hut.html", "hut"})
    void findsThePdfUnderAWrongName(String name) {
        assertThat(parse(name, SamplePdf.of(PAGES))).hasSize(3);
    }

    @Test
    void findsTheTextUnderAWrongName() {
        assertThat(parse("notes.pdf", "just text")).containsExactly(plain("just text"));
    }

    @Test
    void refusesAnEncryptedPdf() {
        assertRefused("hut.pdf", SamplePdf.encrypted(PAGES, "secret"), "password");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 400})
    void refusesATruncatedPdf(int length) {
        assertRefused("hut.pdf", Arrays.copyOf(SamplePdf.of(PAGES), length), "PDF");
    }

    @Test
    void refusesGarbageThatClaimsToBeAPdf() {
        assertRefused("hut.pdf", ("%PDF-1.7\n" + "garbage ".repeat(500)).getBytes(ISO_8859_1), "damaged");
    }

    @Test
    void refusesAPdfWithoutText() {
        assertRefused("blank.pdf", SamplePdf.of(List.of(List.of())), "no text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt", "a.md", "a.html", "a.pdf"})
    void stopsWhenNoMoreIsWanted(String name) {
        byte[] bytes = name.endsWith("pdf")
                ? SamplePdf.of(PAGES)
                : "<p>one line</p>\n\n".repeat(5_000).getBytes(UTF_8);
        var taken = new ArrayList<Section>();
        put(bytes);

        assertThat(parsers.parse(ID, name, section -> {
                    taken.add(section);
                    return taken.size() < 2;
                }))
                .isFalse();
        assertThat(taken).hasSize(2);
    }

    @Test
    void letsTheFailureOfASinkThrough() {
        put(SamplePdf.of(PAGES));
        Sink<Section> failing = section -> {
            throw new IllegalStateException("the index is gone");
        };

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> parsers.parse(ID, "a.pdf", failing));
    }

    @Test
    void saysThatTheBytesAreMissing() {
        assertThatExceptionOfType(BlobException.class).isThrownBy(() -> parsers.parse(ID, "a.txt", section -> true));
    }

    private void assertRefused(String name, byte[] bytes, String reason) {
        put(bytes);
        assertThatExceptionOfType(UnreadableDocumentException.class)
                .isThrownBy(() -> parsers.parse(ID, name, section -> true))
                .withMessageContaining(reason);
    }

    private static void assertInside(Position position, int page, int top, int bottom) {
        assertThat(position.page()).isEqualTo(page);
        assertThat(position.left()).isBetween(70, 72);
        assertThat(position.right()).isBetween(150, 560);
        assertThat(position.top()).isBetween(top, bottom);
        assertThat(position.bottom()).isBetween(position.top() + 1, bottom);
    }

    private static Section plain(String text) {
        return new Section(PLAIN, text, Optional.empty());
    }

    private static String joined(List<Section> sections) {
        return sections.stream().map(Section::text).collect(joining());
    }

    private List<Section> parse(String name, String text) {
        return parse(name, text.getBytes(UTF_8));
    }

    private List<Section> parse(String name, byte[] bytes) {
        put(bytes);
        var sections = new ArrayList<Section>();
        assertThat(parsers.parse(ID, name, sections::add)).isTrue();
        return sections;
    }

    private void put(byte[] bytes) {
        var in = new ByteArrayInputStream(bytes);
        store.put(ID, buffer -> in.read(buffer, 0, buffer.length), Long.MAX_VALUE);
    }
}
