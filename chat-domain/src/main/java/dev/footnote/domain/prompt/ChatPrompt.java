package dev.footnote.domain.prompt;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.retrieval.ScoredChunk;
import java.util.List;

/**
 * What a model reads.
 *
 * @param system may be empty
 * @param messages oldest first; the last one is the user's
 * @param question what to answer, complete in itself
 * @param quoted the chunks that the system text quotes, in order: {@code [ID:n]} is the n-th
 */
public record ChatPrompt(
        String system,
        List<PromptMessage> messages,
        String question,
        List<ScoredChunk> quoted,
        GenerationSettings generation) {
    public ChatPrompt {
        requireNonNull(system, "system");
        messages = List.copyOf(messages);
        requireNonNull(question, "question");
        quoted = List.copyOf(quoted);
        requireNonNull(generation, "generation");
    }
}
