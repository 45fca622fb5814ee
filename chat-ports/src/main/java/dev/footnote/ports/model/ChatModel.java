package dev.footnote.ports.model;

import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.stream.Sink;

/**
 * A language model, or what stands in for one, that writes text piece by piece.
 *
 * <p>Safe for use by several threads at once.
 */
public interface ChatModel {

    /**
     * Answers {@code prompt} and pushes the text to {@code sink} as it arrives.
     *
     * <p>Blocks until the model is done, {@code sink} wants no more, or the thread is interrupted. In each case the
     * connection to the model is closed when this returns, and after an interruption the thread's flag is set. Pieces
     * may be cut anywhere, also inside a word or a tag. Reasoning stands between {@code <think>} and {@code </think>}.
     *
     * @param sink takes each piece of text, never an empty one, on the calling thread
     * @return why the text ended and what it cost
     * @throws ModelException if the model refuses or cannot be reached; what was pushed until then stays valid
     */
    Completion stream(ChatPrompt prompt, Sink<String> sink);
}
