package dev.footnote.application.chat;

import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.answer.AnswerEvent.Cited;
import dev.footnote.domain.answer.AnswerEvent.Progress;
import dev.footnote.domain.answer.Delta;
import dev.footnote.domain.answer.ThinkSplitter;
import dev.footnote.domain.citation.Citation;
import dev.footnote.domain.citation.CitationStream;
import dev.footnote.domain.citation.CitedText;
import dev.footnote.domain.citation.Reference;
import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.model.Completion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** An answer while it is written: model text in, events out. Serves one turn on one thread. */
final class Answer {

    private final Sink<AnswerEvent> log;
    private final ThinkSplitter splitter;
    private final CitationStream cited;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thinking = new StringBuilder();
    private final List<Citation> citations = new ArrayList<>();
    private Reference reference = Reference.NONE;
    private String prompt = "";
    private boolean cancelled;
    private boolean cut;

    Answer(ChatPrompt prompt, boolean citing, Function<String, Optional<Embedding>> embedder, Sink<AnswerEvent> log) {
        this.log = log;
        this.cited =
                citing ? new CitationStream(prompt.quoted(), embedder, this::write) : CitationStream.off(this::write);
        this.splitter = new ThinkSplitter(this::take);
    }

    /** An answer that no model wrote; it is told whole, with the end of the turn. */
    static Answer said(String words, String prompt, Sink<AnswerEvent> log) {
        var answer = new Answer(
                new ChatPrompt("", List.of(), "", List.of(), GenerationSettings.NONE),
                false,
                s -> Optional.empty(),
                log);
        answer.text.append(words);
        answer.prompt = prompt;
        return answer;
    }

    boolean push(String piece) {
        return splitter.push(piece);
    }

    void finish(Completion completion) {
        cancelled = completion.reason() == Completion.FinishReason.CANCELLED;
        cut = completion.reason() == Completion.FinishReason.LENGTH;
        splitter.finish();
        cited.finish();
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
        return text.toString();
    }

    String thinking() {
        return thinking.toString();
    }

    List<Citation> citations() {
        return citations;
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
            case Delta.Thinking(String piece) -> {
                thinking.append(piece);
                yield log.push(new Progress(delta));
            }
        };
    }

    private boolean write(CitedText part) {
        return switch (part) {
            case CitedText.Text(String piece) -> {
                text.append(piece);
                yield log.push(new Progress(new Delta.Text(piece)));
            }
            case CitedText.Decided(String markers, List<Citation> decided) -> {
                text.append(markers);
                citations.addAll(decided);
                yield log.push(new Cited(markers, decided));
            }
        };
    }
}
