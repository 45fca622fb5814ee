package dev.footnote.adapter.extractive;

import dev.footnote.domain.citation.CitationMarkers;
import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.model.ChatModel;
import dev.footnote.ports.model.Completion;
import dev.footnote.ports.model.Completion.FinishReason;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Answers without a language model: with the sentences of the quoted chunks that fit the question best, word for word,
 * each followed by its marker. It reads the question alone, not the system text or earlier messages, and writes nothing
 * of its own, except that nothing was found. Tokens are words here. Immutable.
 */
public final class ExtractiveChatModel implements ChatModel {

    /** The name by which this model is chosen. */
    public static final String NAME = "extractive";

    static final String NOTHING_FOUND = "Nothing in the documents answers this question.";

    @Override
    public Completion stream(ChatPrompt prompt, Sink<String> sink) {
        List<Sentence> picked = Selection.of(prompt.question(), Sentences.of(prompt.quoted()));
        String answer = picked.isEmpty()
                ? NOTHING_FOUND
                : picked.stream()
                        .map(sentence -> sentence.text() + " " + CitationMarkers.marker(sentence.chunk()))
                        .collect(Collectors.joining(" "));
        return push(answer, prompt.generation().maxTokens().orElse(Integer.MAX_VALUE), sink);
    }

    private static Completion push(String answer, int mostWords, Sink<String> sink) {
        int words = 0;
        for (int from = 0; from < answer.length(); ) {
            if (words == mostWords) {
                return new Completion(FinishReason.LENGTH, 0, words);
            }
            int space = answer.indexOf(' ', from + 1); // a piece is a word and the space before it
            int to = space < 0 ? answer.length() : space;
            if (Thread.currentThread().isInterrupted() || !sink.push(answer.substring(from, to))) {
                return new Completion(FinishReason.CANCELLED, 0, words);
            }
            words++;
            from = to;
        }
        return new Completion(FinishReason.STOP, 0, words);
    }
}
