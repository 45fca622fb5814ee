package dev.footnote.domain.citation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SupportScorerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "The plant opened in 1954 and employs 300 people. ~ The plant opened in 1954.",
                "The plant opened in 1954 and employs 300 people. ~ The plant employs 300 people.",
                "Rent is due on the first day of the month. ~ Rent is due on the 1st day of the month.",
                "Sales grew by 7 percent in May. ~ Sales grew by 7% in May.",
                "Three pumps fill the tank. ~ 3 pumps fill the tank [2].",
                "The drug is not given to children. ~ The drug is not given to children.",
                "A network that is not secured lets anybody read mail. ~ A network lets anybody read mail.",
                "The lamp must not be opened. It is cleaned with water. ~ It is cleaned with water.",
            })
    void findsSupport(String source, String sentence) {
        assertThat(verdict(source, sentence)).isEqualTo(Verdict.SUPPORTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "The plant opened in 1954 and employs 300 people. ~ The plant opened in 1955.",
                "Sales grew by 3.5 million euros last year. ~ Sales grew by 3.5 billion euros last year.",
                "The meeting is on 4 March in Berlin. ~ The meeting is on 4 April in Berlin.",
                "The test takes 30 minutes. ~ The test takes 30 seconds.",
                "The drug is not given to children. ~ The drug is given to children.",
                "The drug is given to children. ~ The drug is never given to children.",
                "The lamp can be opened. ~ The lamp can't be opened.",
                "猫不在睡觉。 ~ 猫在睡觉。",
                "The reactor was built by Meyer. ~ I love the reactor that was built by Meyer, do you?",
                "Rent is due on the first day. ~ Bananas are yellow.",
            })
    void refusesWhatDiffersInNumberUnitDateDenialOrMatter(String source, String sentence) {
        assertThat(verdict(source, sentence)).isNotEqualTo(Verdict.SUPPORTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "The lamp is red. The drug is given at night. Rain fell. ~ The drug is given at night. ~ The drug is given at night.",
                "Rain fell. The drug is red. It is given at night. ~ The drug is given at night. ~ The drug is red. It is given at night.",
            })
    void pointsAtThePlaceThatSaysIt(String source, String sentence, String place) {
        var support =
                new SupportScorer(Quoted.chunks(source)).supports(sentence).getFirst();

        assertThat(source.substring(support.span().start(), support.span().end()))
                .isEqualTo(place);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 63, 64, 65, 128, 200, 511, 512, 513, 3000})
    void findsTheOrderOfWordsInSentencesOfAnyLength(int length) {
        List<String> words = IntStream.range(0, length)
                .mapToObj(i -> "w" + (char) ('a' + i / 676 % 26) + (char) ('a' + i / 26 % 26) + (char) ('a' + i % 26))
                .toList();
        String source = String.join(" ", words) + ".";

        assertThat(score(source, source)).isGreaterThan(0.9);
        assertThat(score(source, String.join(" ", words.reversed()) + ".")).isLessThan(score(source, source) - 0.1);
    }

    private static double score(String source, String sentence) {
        return new SupportScorer(Quoted.chunks(source))
                .supports(sentence)
                .getFirst()
                .score();
    }

    private static Verdict verdict(String source, String sentence) {
        return new SupportScorer(Quoted.chunks(source))
                .supports(sentence).stream()
                        .findFirst()
                        .map(SupportScorer.Support::verdict)
                        .orElse(Verdict.UNSUPPORTED);
    }
}
