package dev.footnote.testkit;

import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.model.ChatModel;
import dev.footnote.ports.model.Completion;
import dev.footnote.ports.model.Completion.FinishReason;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says the pieces it was given, whatever it is asked, and remembers what that was. A piece counts as one token. */
public final class ScriptedModel implements ChatModel {

    private final List<String> pieces;
    private volatile @Nullable ChatPrompt lastPrompt;

    /** @param pieces none of them empty */
    public ScriptedModel(String... pieces) {
        this.pieces = List.of(pieces);
    }

    @Override
    public Completion stream(ChatPrompt prompt, Sink<String> sink) {
        lastPrompt = prompt;
        int pushed = 0;
        for (String piece : pieces) {
            if (Thread.currentThread().isInterrupted() || !sink.push(piece)) {
                return new Completion(FinishReason.CANCELLED, 0, pushed);
            }
            pushed++;
        }
        return new Completion(FinishReason.STOP, 0, pushed);
    }

    /** What it was asked last; empty if nothing yet. */
    public Optional<ChatPrompt> lastPrompt() {
        return Optional.ofNullable(lastPrompt);
    }
}
