package dev.footnote.adapter.documents;

import static dev.footnote.domain.knowledge.Section.Kind.BLOCK;
import static dev.footnote.domain.knowledge.Section.Kind.HEADING;
import static dev.footnote.domain.knowledge.Section.Kind.PLAIN;
import static dev.footnote.domain.knowledge.Section.Kind.ROW;
import static dev.footnote.domain.knowledge.Section.Kind.SHEET;
import static dev.footnote.domain.knowledge.Section.Kind.TABLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Position;
import dev.footnote.domain.knowledge.Section;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of the files of office programs, of books, mail and data. */
class OfficeFormatsTest {

    private static final DocumentId ID = new DocumentId("d1");
    private static final byte[] WORD = SampleOffice.word(
            "Hut rules",
            List.of("The hut opens in June.", "Bring a sleeping bag."),
            List.of(List.of("Day", "Soup"), List.of("Mon", "leek")));

    @TempDir
    private static Path folder;

    private static DiskBlobStore store;
    private static DocumentParsers parsers;

    @BeforeAll
    static void openStore() {
        store = DiskBlobStore.open(folder);
        parsers = new DocumentParsers(store, ParserLimits.DEFAULT);
    }

    @AfterAll
    static void endWorkers() {
        parsers.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rules.docx", "rules.txt", "rules"})
    void readsAWordDocumentUnderAnyName(String name) {
        assertThat(parse(name, WORD))
                .extracting(Section::kind, Section::text)
                .containsExactly(
                        tuple(HEADING, "Hut rules"),
                        tuple(BLOCK, "The hut opens in June."),
                        tuple(BLOCK, "Bring a sleeping bag."),
                        tuple(TABLE, "Day | Soup\nMon | leek"));
    }

    @Test
    void readsWhatIsEmbeddedInAWordDocument() {
        byte[] inner = SampleOffice.word("Inner", List.of("From within."), List.of());
        byte[] outer = SampleOffice.embedding("Outer", List.of("From outside."), inner);

        assertThat(parse("a.docx", outer))
                .extracting(Section::text)
                .containsExactly("Outer", "From outside.", "Inner", "From within.");
    }

    @Test
    void readsTheRowsOfAWorkbook() {
        var sheets = new LinkedHashMap<String, List<List<String>>>();
        sheets.put("People", List.of(List.of("name", "age"), List.of("Ann", "30"), List.of("", ""), List.of("", "31")));
        sheets.put("Prices", List.of(List.of("bed", "12")));

        for (byte[] file : List.of(SampleOffice.excel(sheets), SampleOffice.oldExcel(sheets))) {
            assertThat(parse("a.xlsx", file))
                    .extracting(Section::kind, Section::text, Section::cells)
                    .containsExactly(
                            tuple(SHEET, "People", List.of()),
                            tuple(ROW, "name | age", List.of("name", "age")),
                            tuple(ROW, "Ann | 30", List.of("Ann", "30")),
                            tuple(ROW, " | 31", List.of("", "31")),
                            tuple(SHEET, "Prices", List.of()),
                            tuple(ROW, "bed | 12", List.of("bed", "12")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "\t", ";"})
    void readsSeparatedValues(String separator) {
        String text = "name,note\n\"Ann, or Anna\",\"says \"\"hi\"\"\nand goes\"\n\nBob\n".replace(",", separator);

        assertThat(parse("a.csv", text.getBytes(UTF_8)))
                .extracting(Section::cells)
                .containsExactly(
                        List.of("name", "note"),
                        List.of("Ann%s or Anna".formatted(separator), "says \"hi\"\nand goes"),
                        List.of("Bob"));
    }

    @Test
    void readsSlidesWithTheirNumbers() {
        var slides = new LinkedHashMap<String, String>();
        slides.put("Welcome", "To the hut.");
        slides.put("Goodbye", "Shut the door.");

        assertThat(parse("a.pptx", SampleOffice.slides(slides)))
                .extracting(
                        Section::kind,
                        Section::text,
                        section -> section.position().map(Position::page).orElse(0))
                .containsExactly(
                        tuple(HEADING, "Welcome", 1),
                        tuple(BLOCK, "To the hut.", 1),
                        tuple(HEADING, "Goodbye", 2),
                        tuple(BLOCK, "Shut the door.", 2));
    }

    @Test
    void readsABookInItsOrder() {
        var chapters = new LinkedHashMap<String, String>();
        chapters.put("one", "<html><body><h1>One</h1><p>First.</p></body></html>");
        chapters.put("two", "<html><body><h2>Two</h2><p>Second.</p></body></html>");

        assertThat(parse("a.epub", SampleOffice.epub(chapters)))
                .extracting(Section::text)
                .containsExactly("# One", "First.", "## Two", "Second.");
    }

    @Test
    void readsAMailWithWhatIsAttached() {
        String mail = """
                From: Ann <ann@example.org>
                To: bob@example.org
                Subject: =?utf-8?q?The_h=C3=BCt?=
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: multipart/alternative; boundary=c

                --c
                Content-Type: text/html; charset=utf-8

                <p>It is <b>open</b>.</p>
                --c
                Content-Type: text/plain; charset=utf-8

                It is open.
                --c--
                --b
                Content-Type: text/markdown; name="rules.md"
                Content-Disposition: attachment; filename="rules.md"

                # Rules
                --b--
                """.replace("\n", "\r\n");

        assertThat(parse("a.eml", mail.getBytes(UTF_8)))
                .extracting(Section::kind, section -> section.text().strip())
                .containsExactly(
                        tuple(BLOCK, "Subject: The hüt\nFrom: Ann <ann@example.org>\nTo: bob@example.org"),
                        tuple(PLAIN, "It is open."),
                        tuple(HEADING, "# Rules"));
    }

    @Test
    void readsJsonByItsParts() {
        assertThat(texts("a.json", "[1,2,{\"k\":[3]}]"))
                .containsExactly("{\"0\": 1, \"1\": 2, \"2\": {\"k\": {\"0\": 3}}}");
        assertThat(texts("a.jsonl", "{\"a\":1}\n{\"b\":\"ü\"}\n")).containsExactly("{\"a\": 1}", "{\"b\": \"ü\"}");
        assertThat(texts("a.json", "{}")).isEmpty();
        assertThat(texts("a.json", "{\"l\":[%s]}".formatted("\"some words\",".repeat(500) + "1")))
                .hasSizeGreaterThan(5)
                .allSatisfy(part -> assertThat(part).startsWith("{\"l\": {").hasSizeLessThan(1_400));
    }

    @Test
    void readsXmlWithoutItsTags() {
        assertThat(texts("a.xml", "<?xml version='1.0'?><a><b>One.</b>Two.<c/> Three.<!-- no --></a>"))
                .containsExactly("One.", "Two.", "Three.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"py", "js", "java", "c", "cpp", "h", "php", "go", "ts", "sh", "cs", "kt", "sql", "yml", "ini"})
    void readsSourceCodeAsItIs(String ending) {
        assertThat(texts("a." + ending, "x = 1\n  # why\n")).containsExactly("x = 1\n  # why\n");
    }

    @Test
    void readsOneDocumentAfterTheOther() {
        for (int i = 0; i < 20; i++) {
            assertThat(parse("a.docx", WORD)).hasSize(4);
        }
    }

    private List<String> texts(String name, String text) {
        return parse(name, text.getBytes(UTF_8)).stream().map(Section::text).toList();
    }

    private List<Section> parse(String name, byte[] bytes) {
        var in = new ByteArrayInputStream(bytes);
        store.put(ID, buffer -> in.read(buffer, 0, buffer.length), Long.MAX_VALUE);
        var sections = new ArrayList<Section>();
        assertThat(parsers.parse(ID, name, sections::add)).isTrue();
        return sections;
    }
}
