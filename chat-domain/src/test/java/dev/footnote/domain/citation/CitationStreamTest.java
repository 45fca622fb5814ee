package dev.footnote.domain.citation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.citation.CitedText.Decided;
import dev.footnote.domain.citation.CitedText.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CitationStreamTest {

    private static final String[] CHUNKS = {
        "\nAlpha particles decay quickly. The reactor was built in 1954 by Dr. Meyer.",
        "\nBeta blockers help against high blood pressure. They are not given to children.",
        "\n狐狸跳过了懒狗。猫在睡觉。",
    };

    private final List<CitedText> parts = new ArrayList<>();

    static List<String> texts() {
        return List.of(
                "",
                "Hi",
                "Alpha particles decay quickly. Beta blockers help against high blood pressure!",
                "Alpha particles decay quickly [ID:0]. Then [ID: 1] more",
                "Alpha particles decay quickly. [ID:1] [ID:9]\n\nBeta",
                "A (ID: 0) b (ID 12345) c",
                "x 【ID：1】【ID: 1】 y",
                "x [ID:0, ID:1] y [ID:0,1,2] z [ID:0][ID:1].",
                "see ref 1 and refs 2, href 1, ref 7, REF12 ref 0",
                "## 1$$ ##1$$ # Title\ntext ##0$$.",
                "[ID[ID:0]:1] and [I[ID:0]D:2]",
                "##[ID:0]1$$ re[ID:0]f 1",
                "[ID: abc] [ID] [] [[ID:0]] (I think) [I",
                "Dr. Meyer built it, e.g. in 1954. The U.S. Army paid 3.5 million. Yes.",
                "See https://example.com/a.b?c=d. Next. v1.2.3 is out.",
                "1. Alpha particles decay quickly.\n2. Beta blockers\n- item one.\n  - item two",
                "# Alpha particles decay\n\nAlpha particles decay quickly.\n",
                "| alpha | beta |\n|---|---|\n| Alpha particles. Decay | quickly |\n",
                "Text\n```java\nint a = [ID:0]; // Alpha particles decay quickly. More.\n```\nAfter. End",
                "~~~\nx\n```\nAlpha particles decay quickly.\n~~~\nAlpha particles decay quickly.",
                "```\nnever closed. Alpha particles decay quickly.",
                "狐狸跳过了懒狗。猫在睡觉！「狗呢？」好。",
                "“Alpha particles decay quickly.” He said \"no.\" Then (done.) Left",
                "**Alpha particles decay quickly.** _Beta._ `a. B`",
                "Wait... What?! No…  Well",
                "Fig. 3 shows it. No. 5 is. No. It is not",
                "a\r\nAlpha particles decay quickly.\r\nb  \n  c",
                "   leading. \t trailing   ",
                "emoji 😀. 😀 Next [ID:0]😀",
                "[ID:1",
                "Alpha particles decay quickly ref 0",
                "[ID:0, ID:1, ID:2, ID:0, ID:1, ID:2] end [                        ID:0]");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void yieldsTheSameWhereverTheTextIsCut(String text) {
        String whole = flat(List.of(text));
        for (int i = 0; i <= text.length(); i++) {
            assertThat(flat(List.of(text.substring(0, i), text.substring(i)))).isEqualTo(whole);
        }
        assertThat(flat(text.chars().mapToObj(Character::toString).toList())).isEqualTo(whole);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void yieldsTheSameWhenCutAtRandom(String text) {
        String whole = flat(List.of(text));
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 30; round++) {
            var pieces = new ArrayList<String>();
            for (int at = 0; at < text.length(); ) {
                int end = Math.min(text.length(), at + 1 + random.nextInt(9));
                pieces.add(text.substring(at, end));
                at = end;
            }
            assertThat(flat(pieces)).as("seed %d", seed).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void letsNoMarkerOutThatItDidNotPutIn(String text) {
        var written = new StringBuilder();
        feed(List.of(text));
        parts.forEach(part -> {
            if (part instanceof Text piece) {
                written.append(piece.text());
            }
        });

        assertThat(written.toString()).doesNotContainPattern("\\[ID:[0-9]+\\]|##[0-9]+\\$\\$");
        assertThat(CitationMarkers.removed(text, CHUNKS.length)).isEqualTo(written.toString());
    }

    @ParameterizedTest
    @MethodSource("texts")
    void pointsAtTheSentenceInTheAnswerAndTheSourceInTheChunk(String text) {
        String answer = feed(List.of(text));

        for (Citation citation : citations()) {
            assertThat(citation.answer().end()).isLessThanOrEqualTo(answer.length());
            assertThat(answer.substring(
                            citation.answer().start(), citation.answer().end()))
                    .isNotBlank()
                    .isEqualTo(answer.substring(
                                    citation.answer().start(), citation.answer().end())
                            .strip());
            citation.source()
                    .ifPresent(source ->
                            assertThat(source.span().end()).isLessThanOrEqualTo(CHUNKS[source.chunk()].length()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "Alpha particles decay quickly. Beta blockers help. ~ Alpha particles decay quickly. [ID:0] Beta blockers help. [ID:1]",
                "Alpha particles decay quickly [ID:0]. Next ~ Alpha particles decay quickly. [ID:0] Next",
                "Alpha particles decay quickly [ID:1] [ID:7]. Next ~ Alpha particles decay quickly. [ID:0] Next",
                "Bananas are yellow [ID:0]. ~ Bananas are yellow.",
                "Beta blockers are given to children. ~ Beta blockers are given to children.",
                "The reactor was built in 1955 by Dr. Meyer. ~ The reactor was built in 1955 by Dr. Meyer.",
                "The reactor was built in 1954 by Dr. Meyer. ~ The reactor was built in 1954 by Dr. Meyer. [ID:0]",
                "狐狸跳过了懒狗。猫在睡觉。 ~ 狐狸跳过了懒狗。 [ID:2]猫在睡觉。 [ID:2]",
                "x 【ID：1】 (ID 12345) (ID: 1) y ~ x (ID 12345) y",
            })
    void citesWhatSupportsEachSentence(String text, String answer) {
        assertThat(feed(List.of(text))).isEqualTo(answer);
    }

    @Test
    void saysWhatWasDecidedAboutASentenceThatNothingSupports() {
        feed(List.of("Bananas are yellow."));

        assertThat(parts)
                .containsExactly(
                        new Text("Bananas are yellow."),
                        new Decided(
                                "", List.of(new Citation(new Span(0, 19), Optional.empty(), 0, Verdict.UNSUPPORTED))));
    }

    @Test
    void putsNothingIntoCode() {
        String answer = feed(List.of("```\nAlpha particles decay quickly. [ID:0]\n```\n"));

        assertThat(answer).isEqualTo("```\nAlpha particles decay quickly.\n```\n");
        assertThat(citations()).isEmpty();
    }

    @Test
    void letsTextFlowAtOnce() {
        var stream = stream();
        stream.push("Alpha particles [I");

        assertThat(parts).containsExactly(new Text("Alpha particles"));
    }

    @Test
    void onlyTakesMarkersOutWhenItIsOff() {
        var stream = CitationStream.off(parts::add);
        stream.push("Alpha particles decay quickly [ID:0]. ref 1");
        stream.finish();

        assertThat(joined()).isEqualTo("Alpha particles decay quickly. ref 1");
        assertThat(citations()).isEmpty();
    }

    @Test
    void stopsWhenTheSinkWantsNoMore() {
        var stream = new CitationStream(Quoted.chunks(CHUNKS), part -> {
            parts.add(part);
            return false;
        });

        assertThat(stream.push("Alpha particles decay quickly. Beta blockers help. "))
                .isFalse();
        assertThat(stream.finish()).isFalse();
        assertThat(parts).hasSize(1);
    }

    @Test
    void weighsASecondOpinion() {
        String lie = "Beta blockers are given to children against high blood pressure.";
        String truth = "Alpha particles decay quickly.";
        SecondOpinion judge = (sentence, sources) -> {
            assertThat(sources)
                    .isNotEmpty()
                    .hasSizeLessThanOrEqualTo(4)
                    .allSatisfy(source -> assertThat(CHUNKS).contains(source));
            return sources.stream()
                    .map(source -> sentence.equals(truth) ? 1.0 : 0.0)
                    .toList();
        };

        assertThat(citations(truth, judge)).singleElement().satisfies(cited -> {
            assertThat(cited.verdict()).isEqualTo(Verdict.SUPPORTED);
            assertThat(cited.score())
                    .isGreaterThan(
                            citations(truth, SecondOpinion.NONE).getFirst().score());
        });
        assertThat(citations(lie, judge))
                .allSatisfy(cited -> assertThat(cited.score())
                        .isLessThanOrEqualTo(
                                citations(lie, SecondOpinion.NONE).getFirst().score() / 2));
        assertThat(citations("Nothing of it.", (sentence, sources) -> {
                    throw new IllegalStateException("asked without a source");
                }))
                .allSatisfy(cited -> assertThat(cited.verdict()).isEqualTo(Verdict.UNSUPPORTED));
    }

    @Test
    void noSecondOpinionOutweighsAMissingNumber() {
        SecondOpinion sure =
                (sentence, sources) -> sources.stream().map(source -> 1.0).toList();

        assertThat(citations("The reactor was built in 1954 by Dr. Meyer.", sure))
                .extracting(Citation::verdict)
                .containsExactly(Verdict.SUPPORTED);
        assertThat(citations("The reactor was built in 1964 by Dr. Meyer.", sure))
                .extracting(Citation::verdict)
                .doesNotContain(Verdict.SUPPORTED);
    }

    private static List<Citation> citations(String text, SecondOpinion opinion) {
        var citations = new ArrayList<Citation>();
        var stream = new CitationStream(Quoted.chunks(CHUNKS), opinion, part -> {
            if (part instanceof Decided decided) {
                citations.addAll(decided.citations());
            }
            return true;
        });
        stream.push(text);
        stream.finish();
        return citations;
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "`", "[ID:", "(ID", "##1", "[ID:0]", " ", "ref ", "a.", "。", "[ID:0,", "\n"})
    @Timeout(20)
    void takesTimeInProportionToTheText(String piece) {
        String text = piece.repeat(200_000 / piece.length());

        long start = System.nanoTime();
        feed(List.of(text));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    private CitationStream stream() {
        return new CitationStream(Quoted.chunks(CHUNKS), parts::add);
    }

    private String feed(List<String> pieces) {
        parts.clear();
        var stream = stream();
        pieces.forEach(stream::push);
        stream.finish();
        return joined();
    }

    private String joined() {
        var answer = new StringBuilder();
        for (CitedText part : parts) {
            answer.append(
                    switch (part) {
                        case Text(String text) -> text;
                        case Decided(String markers, var citations) -> markers;
                    });
        }
        return answer.toString();
    }

    private List<Citation> citations() {
        return parts.stream()
                .filter(Decided.class::isInstance)
                .flatMap(part -> ((Decided) part).citations().stream())
                .toList();
    }

    /** The answer with what was decided, where it was decided; without the borders between deltas. */
    private String flat(List<String> pieces) {
        feed(pieces);
        var flat = new StringBuilder();
        for (CitedText part : parts) {
            flat.append(
                    switch (part) {
                        case Text(String text) -> text;
                        case Decided decided -> "{" + decided + "}";
                    });
        }
        return flat.toString();
    }
}
