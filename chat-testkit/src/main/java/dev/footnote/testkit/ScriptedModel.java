package dev.footnote.testkit;

import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.model.ChatModel;
import dev.footnote.ports.model.Completion;
import dev.footnote.ports.model.Completion.FinishReason;
import dev.footnote.ports.model.ModelException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** Says the pieces it was given, whatever it is asked, and remembers what that was. A piece counts as one token. */
public final class ScriptedModel implements ChatModel {

    private final List<String> pieces;
    private final Supplier<FinishReason> ending;
    private final List<ChatPrompt> prompts = new CopyOnWriteArrayList<>();

    /** @param pieces none of them empty */
    public ScriptedModel(String... pieces) {
        this(List.of(pieces), () -> FinishReason.STOP);
    }

    private ScriptedModel(List<String> pieces, Supplier<FinishReason> ending) {
        this.pieces = pieces;
        this.ending = ending;
    }

    /** A model that fails behind {@code pieces}. */
    public static ScriptedModel failing(ModelException failure, String... pieces) {
        return new ScriptedModel(List.of(pieces), () -> {
            throw failure;
        });
    }

    /** A model that says nothing more behind {@code pieces} until it is interrupted. */
    public static ScriptedModel silent(String... pieces) {
        return waiting(new CountDownLatch(1), pieces);
    }

    /** A model that is done behind {@code pieces}, but not before {@code gate} is open. */
    public static ScriptedModel waiting(CountDownLatch gate, String... pieces) {
        return new ScriptedModel(List.of(pieces), () -> {
            try {
                gate.await();
                return FinishReason.STOP;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return FinishReason.CANCELLED;
            }
        });
    }

    @Override
    public Completion stream(ChatPrompt prompt, Sink<String> sink) {
        prompts.add(prompt);
        int pushed = 0;
        for (String piece : pieces) {
            if (Thread.currentThread().isInterrupted() || !sink.push(piece)) {
                return new Completion(FinishReason.CANCELLED, 0, pushed);
            }
            pushed++;
        }
        return new Completion(ending.get(), 0, pushed);
    }

    /** What it was asked last; empty if nothing yet. */
    public Optional<ChatPrompt> lastPrompt() {
        return prompts.isEmpty() ? Optional.empty() : Optional.of(prompts.getLast());
    }

    /** What it was asked, oldest first. */
    public List<ChatPrompt> prompts() {
        return List.copyOf(prompts);
    }
}
