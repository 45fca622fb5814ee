package dev.footnote.domain.citation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        var support = new SupportScorer(Quoted.chunks(source))
                .supports(sentence, none -> Optional.empty())
                .getFirst();

        assertThat(source.substring(support.span().start(), support.span().end()))
                .isEqualTo(place);
    }

    private static Verdict verdict(String source, String sentence) {
        return new SupportScorer(Quoted.chunks(source))
                .supports(sentence, none -> Optional.empty()).stream()
                        .findFirst()
                        .map(SupportScorer.Support::verdict)
                        .orElse(Verdict.UNSUPPORTED);
    }
}
