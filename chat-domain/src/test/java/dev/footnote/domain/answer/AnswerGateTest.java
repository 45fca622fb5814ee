package dev.footnote.domain.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.answer.AnswerEvent.Checked;
import dev.footnote.domain.answer.AnswerEvent.Cited;
import dev.footnote.domain.answer.AnswerEvent.Progress;
import dev.footnote.domain.citation.Citation;
import dev.footnote.domain.citation.CitationPolicy;
import dev.footnote.domain.citation.CitationPolicy.Mode;
import dev.footnote.domain.citation.CitationStream;
import dev.footnote.domain.citation.Ledger;
import dev.footnote.domain.citation.Quoted;
import dev.footnote.domain.citation.Span;
import dev.footnote.domain.citation.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each policy sends of an answer with sentences that nothing supports. */
class AnswerGateTest {

    private static final String[] SOURCES = {"Refunds take ten days.", "Parcels are sent on Mondays."};
    private static final String TWO_OF_THREE =
            "Refunds take ten days. Unicorns paint glaciers blue. Parcels are sent on Mondays.";
    private static final String ONLY_SUPPORTED = "Refunds take ten days. [ID:0] Parcels are sent on Mondays. [ID:1]";

    private final List<AnswerEvent> events = new ArrayList<>();
    private boolean answered;

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"SHOW", "FLAG"})
    void sendsEverySentenceAtOnce(Mode mode) {
        var gate = new AnswerGate(new CitationPolicy(mode, 0.5), true, this::note);
        var stream = stream(gate);

        stream.push("Refunds take ten days. Uni");

        assertThat(text()).isEqualTo("Refunds take ten days. [ID:0] Uni");
        stream.push("corns paint glaciers blue.");
        stream.finish();
        assertThat(gate.finish(true)).isTrue();
        assertThat(text()).isEqualTo(gate.text()).endsWith("Unicorns paint glaciers blue.");
        assertThat(events)
                .filteredOn(Cited.class::isInstance)
                .extracting(event -> ((Cited) event).flagged())
                .containsExactly(false, mode == Mode.FLAG);
        assertThat(gate.ledger()).isEqualTo(new Ledger(mode, 1, 0, 1, 0));
    }

    @Test
    void dropsWhatIsNotSupportedWhereverTheTextIsCut() {
        for (int cut = 1; cut <= TWO_OF_THREE.length(); cut++) {
            AnswerGate gate = run(new CitationPolicy(Mode.DROP, 0.5), TWO_OF_THREE, cut);

            assertThat(answered).isTrue();
            assertThat(gate.text()).isEqualTo(ONLY_SUPPORTED).isEqualTo(text());
            assertThat(events.toString()).doesNotContain("nicorn").doesNotContain("blue");
            assertThat(events).contains(new Checked(2, 1));
            assertThat(gate.citations())
                    .extracting(citation -> cut(gate.text(), citation.answer()))
                    .containsExactly("Refunds take ten days.", "Parcels are sent on Mondays.");
            assertThat(gate.ledger()).isEqualTo(new Ledger(Mode.DROP, 2, 0, 1, 1));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'Unicorns paint. Refunds take ten days.', 'Refunds take ten days. [ID:0]'",
        "'Refunds take ten days. Unicorns paint. Dragons sing.', 'Refunds take ten days. [ID:0]'",
        "'Refunds take ten days.  Unicorns paint.\n\nDragons sing.\nParcels are sent on Mondays.',"
                + "'Refunds take ten days. [ID:0]\n\nParcels are sent on Mondays. [ID:1]'",
        "'- Unicorns paint.\n- Refunds take ten days.\n', '- Refunds take ten days. [ID:0]\n'",
        "'# Terms\n\nUnicorns paint. Refunds take ten days.', '# Terms\n\nRefunds take ten days. [ID:0]'",
        "'Refunds take ten days.\n```\nx = 1\n```\n', 'Refunds take ten days. [ID:0]\n```\nx = 1\n```\n'",
        "'```\nx = 1\n```\n', '```\nx = 1\n```\n'",
    })
    void leavesNoGapWhereASentenceWas(String written, String sent) {
        AnswerGate gate = run(new CitationPolicy(Mode.DROP, 0.5), written, 3);

        assertThat(gate.text()).isEqualTo(sent).isEqualTo(text());
        assertThat(answered).isTrue();
    }

    @Test
    void dropsAlsoASentenceThatIsSupportedInPartOnly() {
        AnswerGate gate =
                run(new CitationPolicy(Mode.DROP, 0.5), "Refunds take 30 days. Parcels are sent on Mondays.", 7);

        assertThat(gate.ledger().supported()).isEqualTo(1);
        assertThat(gate.text()).isEqualTo("Parcels are sent on Mondays. [ID:1]");
    }

    @Test
    void saysThatThereIsNoAnswerIfNothingIsLeft() {
        AnswerGate gate = run(new CitationPolicy(Mode.DROP, 0.5), "# Art\n\nUnicorns paint glaciers blue.", 4);

        assertThat(answered).isFalse();
        assertThat(gate.text()).isEmpty();
        assertThat(events).containsExactly(new Checked(1, 0));
    }

    @ParameterizedTest
    @CsvSource({"0, true", "0.6, true", "0.7, false", "1, false"})
    void abstainsBelowTheBound(double bound, boolean told) {
        AnswerGate gate = run(new CitationPolicy(Mode.ABSTAIN, bound), TWO_OF_THREE, 5);

        assertThat(events.subList(0, 3)).containsExactly(new Checked(1, 1), new Checked(2, 1), new Checked(3, 2));
        assertThat(answered).isEqualTo(told);
        assertThat(gate.text()).isEqualTo(text()).matches(text -> text.contains("Unicorns") == told);
        assertThat(events.size() > 3).isEqualTo(told);
        assertThat(gate.citations()).hasSize(told ? 3 : 0);
        assertThat(gate.ledger()).isEqualTo(new Ledger(Mode.ABSTAIN, 2, 0, 1, told ? 0 : 3));
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"DROP", "ABSTAIN"})
    void sendsNothingOfWhatWaitsWhenTheAnswerIsCutOff(Mode mode) {
        var gate = new AnswerGate(new CitationPolicy(mode, 0), true, this::note);
        stream(gate).push("```\nx = 1\n");

        assertThat(gate.finish(false)).isTrue();
        assertThat(gate.text()).isEmpty();
        assertThat(events).isEmpty();
    }

    @Test
    void dropsAlsoWithoutMarkers() {
        var gate = new AnswerGate(new CitationPolicy(Mode.DROP, 0.5), false, this::note);
        CitationStream stream = stream(gate);
        stream.push(TWO_OF_THREE);
        stream.finish();
        answered = gate.finish(true);

        assertThat(text()).isEqualTo("Refunds take ten days. Parcels are sent on Mondays.");
        assertThat(gate.citations()).isEmpty();
    }

    @Test
    void countsASentenceOnceHoweverManyChunksSupportIt() {
        var gate = new AnswerGate(CitationPolicy.SHOW, true, this::note);
        var stream = new CitationStream(Quoted.chunks("Refunds take ten days.", "Refunds take ten days."), gate);
        stream.push("Refunds take ten days.");
        stream.finish();

        assertThat(gate.citations())
                .extracting(Citation::verdict)
                .containsExactly(Verdict.SUPPORTED, Verdict.SUPPORTED);
        assertThat(gate.ledger().groundedness()).hasValue(1);
        assertThat(gate.ledger().sentences()).isEqualTo(1);
    }

    private AnswerGate run(CitationPolicy policy, String answer, int cut) {
        events.clear();
        var gate = new AnswerGate(policy, true, this::note);
        CitationStream stream = stream(gate);
        for (int at = 0; at < answer.length(); at += cut) {
            stream.push(answer.substring(at, Math.min(answer.length(), at + cut)));
        }
        answered = gate.finish(stream.finish());
        return gate;
    }

    private static CitationStream stream(AnswerGate gate) {
        return new CitationStream(Quoted.chunks(SOURCES), gate);
    }

    private boolean note(AnswerEvent event) {
        return events.add(event);
    }

    private String text() {
        var text = new StringBuilder();
        for (AnswerEvent event : events) {
            if (event instanceof Progress(Delta delta)) {
                text.append(delta.text());
            } else if (event instanceof Cited cited) {
                text.append(cited.markers());
            }
        }
        return text.toString();
    }

    private static String cut(String text, Span span) {
        return text.substring(span.start(), span.end());
    }
}
