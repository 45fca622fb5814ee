package dev.footnote.domain.knowledge.chunking;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.Chunking.Form;
import dev.footnote.domain.knowledge.Position;
import dev.footnote.domain.knowledge.Section;
import dev.footnote.domain.knowledge.Section.Kind;
import dev.footnote.domain.knowledge.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each method makes of the same kinds of sections. */
class ChunkerTest {

    private final List<Chunker.Piece> pieces = new ArrayList<>();

    @Test
    void makesALineOfEachRowThatNamesItsColumns() {
        assertThat(general(
                        Chunking.General.DEFAULT,
                        sheet("Sheet1"),
                        row("name", "age", "note"),
                        row("Ann", "30", ""),
                        row("Bob", "", "x"),
                        sheet("People"),
                        row("k", "v"),
                        row("a", "b", "c")))
                .containsExactly("\nname：Ann; age：30\nname：Bob; note：x\nk：a; v：b; Column_3：c ——People");
        assertThat(general(Chunking.General.DEFAULT, row("name"), row("Ann"))).containsExactly("\nname：Ann ——Data");
        assertThat(general(Chunking.General.DEFAULT, sheet("Empty"), row("only", "a header")))
                .isEmpty();
    }

    @Test
    void makesTablesOfTwelveRows() {
        var settings = new Chunking.General(512, "\n", 0, true, Optional.empty(), false);
        var sections = new ArrayList<>(List.of(sheet("A & B"), row("n")));
        IntStream.range(0, 14).forEach(i -> sections.add(row("r" + i)));

        List<String> chunks = general(settings, sections.toArray(Section[]::new));

        assertThat(chunks).hasSize(2);
        assertThat(chunks.getFirst())
                .startsWith("<table><caption>A &amp; B</caption><tr><th>n</th></tr><tr><td>r0</td></tr>")
                .contains("r11")
                .doesNotContain("r12");
        assertThat(chunks.getLast())
                .isEqualTo("<table><caption>A &amp; B</caption><tr><th>n</th></tr><tr><td>r12</td></tr>"
                        + "<tr><td>r13</td></tr></table>\n");
    }

    @Test
    void pairsQuestionsAndAnswersOfRowsAndLines() {
        assertThat(form(Form.QA, row("What is A?", "Answer A"), row("Q: What is B?", "A: cat")))
                .containsExactly("Question: What is A?\tAnswer: A", "Question: What is B?\tAnswer: cat");
        assertThat(form(Form.QA, row("header"), row("q1", "a1"), row("extra line"), row("q2", ""), row("q3", "a3")))
                .containsExactly("Question: q1\tAnswer: a1\nextra line", "Question: q3\tAnswer: a3");
        assertThat(form(Form.QA, plain("q1\ta1\nmo"), plain("re\nq2\ta2")))
                .containsExactly("Question: q1\tAnswer: a1\nmore", "Question: q2\tAnswer: a2");
        assertThat(form(Form.QA, sheet("S"), row("", "q1", "a1", "more"), row("alone"), row("q2", "a2")))
                .containsExactly("Question: q1\tAnswer: a1", "Question: q2\tAnswer: a2");
    }

    @Test
    void takesHeadingsForQuestions() {
        assertThat(form(
                        Form.QA,
                        heading(1, "# T"),
                        block("intro"),
                        heading(2, "## Q1"),
                        block("ans **b**"),
                        heading(2, "## Q2"),
                        heading(1, "# U"),
                        block("end")))
                .containsExactly(
                        "Question: T\tAnswer: intro", "Question: T\nQ1\tAnswer: ans **b**", "Question: U\tAnswer: end");
    }

    @Test
    void announcesQuestionsInTheLanguageOfTheDataset() {
        Chunker chunker = Chunker.of(Form.QA, ChunkerTest::words, true, pieces::add);
        chunker.push(row("问：几点？", "答：八点。"));
        chunker.finish();

        assertThat(pieces).extracting(Chunker.Piece::content).containsExactly("问题：几点？\t回答：八点。");
    }

    @Test
    void takesNumberedLinesForQuestionsWhereNothingIsMarked() {
        var here = new Position(3, 1, 2, 3, 4);
        assertThat(form(
                        Form.QA,
                        block("Preface"),
                        new Section(Kind.BLOCK, "1. Why?", Optional.of(here)),
                        block("Because."),
                        block("2. How?"),
                        block("So.")))
                .containsExactly("Question: 1. Why?\tAnswer: Because.", "Question: 2. How?\tAnswer: So.");
        assertThat(pieces.getFirst().positions()).containsExactly(here);
    }

    @Test
    void makesAChunkOfEachRow() {
        assertThat(form(Form.TABLE, sheet("S"), row("id", "name", "age"), row("1", "Ann", "30"), row("2", "Bob", "")))
                .containsExactly("- name: Ann\n- age: 30", "- name: Bob");
        assertThat(form(Form.TABLE, plain("name\tage\nAnn\t30\nbroken\nBob\t31\n")))
                .containsExactly("- name: Ann\n- age: 30", "- name: Bob\n- age: 31");
    }

    @Test
    void givesTextsTheirTags() {
        assertThat(form(Form.TAG, row("first part"), row("second", "v1.0, new ,new"), row("third", "old")))
                .containsExactly("first part\nsecond", "third");
        assertThat(pieces)
                .extracting(Chunker.Piece::tags)
                .containsExactly(Tags.named(List.of("v1_0", "new")), Tags.named(List.of("old")));
        assertThat(pieces).allSatisfy(piece -> assertThat(piece.keywords()).isEmpty());
    }

    @Test
    void boundsTags() {
        String many = IntStream.range(0, 150).mapToObj(i -> "tag" + i).collect(joining(","));
        form(Form.TAG, row("many", many), row("long", "x".repeat(150)));

        assertThat(pieces.getFirst().tags().names()).hasSize(100).contains("tag0", "tag99");
        assertThat(pieces.getLast().tags().names()).containsExactly("x".repeat(100));
    }

    @Test
    void makesOneChunkOfTheWhole() {
        assertThat(form(Form.ONE, heading(1, "# T"), plain("one\n"), plain("two\n"), block("three")))
                .containsExactly("# T\none\ntwo\nthree");
        assertThat(form(Form.ONE, sheet("S"), row("a"), row("1")))
                .containsExactly("<table><caption>S</caption><tr><th>a</th></tr><tr><td>1</td></tr></table>\n");
    }

    @Test
    void putsTheHeadingsOfABookAboveItsText() {
        assertThat(form(
                        Form.BOOK,
                        heading(1, "Part"),
                        heading(2, "Chapter"),
                        block("one"),
                        new Section(Kind.TABLE, "a | b", Optional.empty()),
                        block("two"),
                        heading(2, "Next"),
                        block("three")))
                .containsExactly("a | b", "Part\nChapter\none\ntwo", "Part\nNext\nthree");
    }

    @Test
    void findsTheHeadingsOfALawByTheirNumbers() {
        assertThat(form(
                        Form.LAWS,
                        plain("The law\nChapter 1 Huts\nSection 1 Beds\nA bed is free.\nArticle 1 It is clean.\n"
                                + "Section 2 Soup\nSoup is hot.\nChapter 2 Ropes\nA rope is long.\n")))
                .containsExactly(
                        "The law",
                        "Chapter 1 Huts\nSection 1 Beds\nA bed is free.\nArticle 1 It is clean.\n"
                                + "Section 2 Soup\nSoup is hot.",
                        "Chapter 2 Ropes\nA rope is long.");
        assertThat(form(Form.LAWS, plain("第一章 总则\n第一条 适用。\n第二条 定义。\n第二章 附则\n第三条 施行。\n")))
                .containsExactly("第一章 总则\n第一条 适用。\n第二条 定义。", "第二章 附则\n第三条 施行。");
    }

    @Test
    void joinsShortSectionsOfAHandbook() {
        String longer = "word ".repeat(40).strip();

        assertThat(form(
                        Form.MANUAL,
                        heading(1, "Start"),
                        block("short"),
                        heading(1, "Use"),
                        block(longer),
                        heading(1, "End"),
                        block("bye")))
                .containsExactly("Start\nshort\nUse\n" + longer, "End\nbye");
    }

    @Test
    void findsTheAbstractOfAPaper() {
        assertThat(form(
                        Form.PAPER,
                        block("On Huts"),
                        block("Abstract"),
                        block("Huts are good."),
                        block("1 Introduction"),
                        block("Long ago."),
                        block("2 Method"),
                        block("We slept.")))
                .containsExactly(
                        "Abstract\nHuts are good.", "On Huts", "1 Introduction\nLong ago.", "2 Method\nWe slept.");
        assertThat(pieces.getFirst().keywords()).contains("summary", "abstract");
        assertThat(pieces.getLast().keywords()).isEmpty();
    }

    @Test
    void makesAChunkOfEachSlide() {
        assertThat(form(Form.PRESENTATION, slide(1, "One"), slide(1, "a"), slide(2, "Two"), slide(4, "Four")))
                .containsExactly("One\na", "Two", "Four");
        assertThat(pieces).extracting(Chunker.Piece::positions).containsExactly(at(1), at(2), at(4));
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void stopsWhenNoMoreIsWanted(Form form) {
        Chunker chunker = Chunker.of(form, ChunkerTest::words, false, piece -> {
            pieces.add(piece);
            return false;
        });
        for (int i = 1; i < 100; i++) {
            chunker.push(slide(i, "1. What? " + i));
            chunker.push(heading(1, "# H" + i));
            chunker.push(row("a" + i, "b"));
            chunker.push(plain("c\td\n"));
        }

        assertThat(chunker.finish()).isFalse();
        assertThat(pieces).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void makesNothingOfNothing(Form form) {
        assertThat(form(form)).isEmpty();
        assertThat(form(form, plain(" \n \n"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Form.class,
            names = {"ONE"},
            mode = EnumSource.Mode.EXCLUDE)
    void cutsWhatIsTooLong(Form form) {
        String endless = "word ".repeat(20_000);
        form(form, heading(1, "T"), block("1. " + endless), row("a", "b"), row(endless, endless), slide(2, endless));

        assertThat(pieces)
                .isNotEmpty()
                .allSatisfy(piece -> assertThat(piece.tokens()).isLessThanOrEqualTo(2 * 1_024));
    }

    private List<String> general(Chunking.General settings, Section... sections) {
        pieces.clear();
        return fed(Chunker.of(settings, ChunkerTest::words, pieces::add), sections);
    }

    private List<String> form(Form form, Section... sections) {
        pieces.clear();
        return fed(Chunker.of(form, ChunkerTest::words, false, pieces::add), sections);
    }

    private List<String> fed(Chunker chunker, Section... sections) {
        Stream.of(sections).forEach(chunker::push);
        chunker.finish();
        return pieces.stream().map(Chunker.Piece::content).toList();
    }

    private static Section block(String text) {
        return new Section(Kind.BLOCK, text, Optional.empty());
    }

    private static Section plain(String text) {
        return new Section(Kind.PLAIN, text, Optional.empty());
    }

    private static Section heading(int level, String text) {
        return new Section(Kind.HEADING, text, Optional.empty(), level, List.of());
    }

    private static Section sheet(String name) {
        return new Section(Kind.SHEET, name, Optional.empty());
    }

    private static Section row(String... cells) {
        return new Section(Kind.ROW, String.join(" | ", cells), Optional.empty(), 0, List.of(cells));
    }

    private static Section slide(int number, String text) {
        return new Section(Kind.BLOCK, text, Optional.of(new Position(number, 0, 0, 0, 0)));
    }

    private static List<Position> at(int page) {
        return List.of(new Position(page, 0, 0, 0, 0));
    }

    private static int words(String text) {
        return new StringTokenizer(text).countTokens();
    }
}
