package dev.footnote.application.chat;

import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.model.ChatModel;
import dev.footnote.ports.model.Completion;
import dev.footnote.ports.model.Completion.FinishReason;
import dev.footnote.ports.model.ModelException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A model that says one thing to tasks it knows by a phrase of theirs, and another to everything else. */
final class Respondent implements ChatModel {

    private static final String FAILURE = "fail";

    private final String answer;
    private final Map<String, Deque<String>> replies = new LinkedHashMap<>();
    private final List<ChatPrompt> prompts = new CopyOnWriteArrayList<>();

    Respondent(String answer) {
        this.answer = answer;
    }

    /** Replies in turn to prompts whose system text has {@code phrase}; the last one again and again. */
    Respondent on(String phrase, String... said) {
        replies.put(phrase, new ArrayDeque<>(List.of(said)));
        return this;
    }

    /** Fails at prompts whose system text has {@code phrase}. */
    Respondent failingOn(String phrase) {
        return on(phrase, FAILURE);
    }

    @Override
    public synchronized Completion stream(ChatPrompt prompt, Sink<String> sink) {
        prompts.add(prompt);
        String said = replies.entrySet().stream()
                .filter(entry -> prompt.system().contains(entry.getKey()))
                .findFirst()
                .map(entry -> entry.getValue().size() > 1
                        ? entry.getValue().pop()
                        : entry.getValue().getFirst())
                .orElse(answer);
        if (said.equals(FAILURE)) {
            throw new ModelException.Unavailable("it is down", null);
        }
        boolean more = sink.push(said);
        return new Completion(more ? FinishReason.STOP : FinishReason.CANCELLED, 0, 1);
    }

    /** What it was asked last: the answer itself, after the errands. */
    ChatPrompt last() {
        return prompts.getLast();
    }

    /** The prompts whose system text has {@code phrase}. */
    List<ChatPrompt> asked(String phrase) {
        return prompts.stream()
                .filter(prompt -> prompt.system().contains(phrase))
                .toList();
    }
}
