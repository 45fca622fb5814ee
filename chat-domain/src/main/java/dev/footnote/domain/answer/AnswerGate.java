package dev.footnote.domain.answer;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.answer.AnswerEvent.Checked;
import dev.footnote.domain.answer.AnswerEvent.Cited;
import dev.footnote.domain.answer.AnswerEvent.Progress;
import dev.footnote.domain.citation.Citation;
import dev.footnote.domain.citation.CitationPolicy;
import dev.footnote.domain.citation.CitationPolicy.Mode;
import dev.footnote.domain.citation.CitedText;
import dev.footnote.domain.citation.Ledger;
import dev.footnote.domain.citation.Span;
import dev.footnote.domain.citation.Verdict;
import dev.footnote.domain.stream.Sink;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets through of a judged answer what a policy lets through, and keeps the ledger. What it holds back is in no event.
 * Serves one answer on one thread.
 */
public final class AnswerGate implements Sink<CitedText> {

    private final CitationPolicy policy;
    private final boolean citing;
    private final Sink<AnswerEvent> out;
    private final StringBuilder text = new StringBuilder();
    private final List<Citation> citations = new ArrayList<>();
    private final HeldText held = new HeldText();
    private final List<AnswerEvent> waiting = new ArrayList<>(); // for the end of the answer
    private Ledger ledger;
    private boolean wanted = true;

    /** @param citing whether markers and citations are sent; sentences are judged all the same */
    public AnswerGate(CitationPolicy policy, boolean citing, Sink<AnswerEvent> out) {
        this.policy = requireNonNull(policy, "policy");
        this.citing = citing;
        this.out = requireNonNull(out, "out");
        this.ledger = new Ledger(policy.mode(), 0, 0, 0, 0);
    }

    /**
     * Takes the next piece of the answer, or what was decided about the sentence that ends with the last one.
     *
     * @return whether more is wanted
     */
    @Override
    public boolean push(CitedText part) {
        switch (part) {
            case CitedText.Text(String piece) -> {
                if (policy.holdsBack()) {
                    held.append(piece);
                } else {
                    write(piece);
                }
            }
            case CitedText.Decided decided -> {
                Citation first = decided.citations().getFirst();
                ledger = ledger.with(first.verdict());
                int length = first.answer().end() - first.answer().start();
                if (policy.mode() == Mode.DROP && first.verdict() != Verdict.SUPPORTED) {
                    held.cut(length, text.isEmpty());
                    tellProgress();
                } else {
                    cite(decided, length);
                }
            }
        }
        return wanted;
    }

    /**
     * Ends the answer: sends what waited, or drops it.
     *
     * @param whole whether the model wrote it to its end
     * @return whether there is an answer; {@code false} if it is whole and its policy withholds all of it
     */
    public boolean finish(boolean whole) {
        return switch (policy.mode()) {
            case SHOW, FLAG -> true;
            case DROP -> {
                ledger = ledger.withholding(ledger.partial() + ledger.unsupported());
                boolean something = ledger.supported() > 0 || ledger.sentences() == 0;
                if (whole && something) {
                    write(held.take(text.isEmpty(), true));
                }
                yield something || !whole;
            }
            case ABSTAIN -> {
                boolean accepted = policy.accepts(ledger.groundedness());
                if (whole && accepted) {
                    write(held.take(text.isEmpty(), true));
                    waiting.forEach(this::emit);
                } else {
                    text.setLength(0);
                    citations.clear();
                    ledger = ledger.withholding(ledger.sentences());
                }
                yield accepted || !whole;
            }
        };
    }

    /** The answer as sent so far. */
    public String text() {
        return text.toString();
    }

    /** What was decided about the sentences that were sent. */
    public List<Citation> citations() {
        return List.copyOf(citations);
    }

    /** How all sentences fared; complete once the answer has been finished. */
    public Ledger ledger() {
        return ledger;
    }

    private void cite(CitedText.Decided decided, int length) {
        if (policy.holdsBack()) {
            write(held.take(text.isEmpty(), false));
        }
        if (citing) {
            var place = new Span(text.length() - length, text.length());
            List<Citation> placed = decided.citations().stream()
                    .map(citation -> new Citation(place, citation.source(), citation.score(), citation.verdict()))
                    .toList();
            text.append(decided.markers());
            citations.addAll(placed);
            boolean flagged = policy.mode() == Mode.FLAG && placed.getFirst().verdict() != Verdict.SUPPORTED;
            send(new Cited(decided.markers(), placed, flagged));
        }
        if (policy.mode() == Mode.ABSTAIN) {
            tellProgress();
        }
    }

    private void write(String piece) {
        if (!piece.isEmpty()) {
            text.append(piece);
            send(new Progress(new Delta.Text(piece)));
        }
    }

    private void send(AnswerEvent event) {
        if (policy.mode() == Mode.ABSTAIN) {
            waiting.add(event);
        } else {
            emit(event);
        }
    }

    private void tellProgress() {
        emit(new Checked(ledger.sentences(), ledger.supported()));
    }

    private void emit(AnswerEvent event) {
        wanted = wanted && out.push(event);
    }
}
