package dev.footnote.application.chat;

import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.answer.AnswerEvent.Progress;
import dev.footnote.domain.answer.AnswerGate;
import dev.footnote.domain.answer.Delta;
import dev.footnote.domain.answer.ThinkSplitter;
import dev.footnote.domain.citation.Citation;
import dev.footnote.domain.citation.CitationPolicy;
import dev.footnote.domain.citation.CitationStream;
import dev.footnote.domain.citation.Ledger;
import dev.footnote.domain.citation.Reference;
import dev.footnote.domain.citation.SecondOpinion;
import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.model.Completion;
import java.util.List;

/** An answer while it is written: model text in, events out. Serves one turn on one thread. */
final class Answer {

    private final Sink<AnswerEvent> log;
    private final ThinkSplitter splitter;
    private final CitationStream cited;
    private final AnswerGate gate;
    private final boolean thinkingTold;
    private final StringBuilder thinking = new StringBuilder();
    private String said = "";
    private Reference reference = Reference.NONE;
    private String prompt = "";
    private boolean cancelled;
    private boolean cut;
    private boolean refused;

    /** @param citing whether markers are sent; a policy that holds back has the sentences judged all the same */
    Answer(ChatPrompt prompt, boolean citing, CitationPolicy policy, SecondOpinion opinion, Sink<AnswerEvent> log) {
        this.log = log;
        this.thinkingTold = !policy.holdsBack(); // what a model thinks is not checked
        this.gate = new AnswerGate(policy, citing, log);
        this.cited = citing || policy.holdsBack()
                ? new CitationStream(prompt.quoted(), opinion, gate)
                : CitationStream.off(gate);
        this.splitter = new ThinkSplitter(this::take);
    }

    /** An answer that no model wrote; it is told whole, with the end of the turn. */
    static Answer said(String words, String prompt, Sink<AnswerEvent> log) {
        var answer = new Answer(
                new ChatPrompt("", List.of(), "", List.of(), GenerationSettings.NONE),
                false,
                CitationPolicy.SHOW,
                SecondOpinion.NONE,
                log);
        answer.prompt = prompt;
        return answer.saying(words);
    }

    boolean push(String piece) {
        return splitter.push(piece);
    }

    void finish(Completion completion) {
        cancelled = completion.reason() == Completion.FinishReason.CANCELLED;
        cut = completion.reason() == Completion.FinishReason.LENGTH;
        splitter.finish();
        boolean whole = cited.finish() && !cancelled;
        refused = !gate.finish(whole);
    }

    /** Whether the model wrote an answer of which nothing may be told. */
    boolean refused() {
        return refused;
    }

    /** This answer, which is these words instead of what the model wrote; nothing of that has been sent. */
    Answer saying(String words) {
        said = words;
        return this;
    }

    Answer with(Reference sources, String report) {
        reference = sources;
        prompt = report;
        return this;
    }

    /** This answer, with what was thought before the model was asked; that has been sent already. */
    Answer behind(String earlier) {
        thinking.insert(0, earlier);
        return this;
    }

    String text() {
        return said.isEmpty() ? gate.text() : said;
    }

    String thinking() {
        return thinking.toString();
    }

    List<Citation> citations() {
        return gate.citations();
    }

    Ledger ledger() {
        return gate.ledger();
    }

    Reference reference() {
        return reference;
    }

    String prompt() {
        return prompt;
    }

    boolean cancelled() {
        return cancelled;
    }

    /** Whether the model stopped because it may not write more. */
    boolean cut() {
        return cut;
    }

    private boolean take(Delta delta) {
        return switch (delta) {
            case Delta.Text(String piece) -> cited.push(piece);
            case Delta.Thinking(String piece) when !thinkingTold -> true;
            case Delta.Thinking(String piece) -> {
                thinking.append(piece);
                yield log.push(new Progress(delta));
            }
        };
    }
}
