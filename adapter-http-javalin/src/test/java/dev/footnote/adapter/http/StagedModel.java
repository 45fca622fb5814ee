package dev.footnote.adapter.http;

import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.model.ChatModel;
import dev.footnote.ports.model.Completion;
import dev.footnote.ports.model.ModelException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A model that is told what to say next, also while it runs. */
final class StagedModel implements ChatModel {

    private volatile ChatModel next = new Script(List.of("Yes."), Completion.FinishReason.STOP);

    void says(List<String> pieces) {
        next = new Script(pieces, Completion.FinishReason.STOP);
    }

    /** As {@link #says}, and that it would say more if it might. */
    void saysInPart(List<String> pieces) {
        next = new Script(pieces, Completion.FinishReason.LENGTH);
    }

    void fails() {
        next = (prompt, sink) -> {
            throw new ModelException.Unavailable("nobody answers", null);
        };
    }

    void isBusy() {
        next = (prompt, sink) -> {
            throw new ModelException.RateLimited("too many", null);
        };
    }

    void isSilent() {
        next = (prompt, sink) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Completion(Completion.FinishReason.CANCELLED, 0, 0);
        };
    }

    @Override
    public Completion stream(ChatPrompt prompt, Sink<String> sink) {
        return next.stream(prompt, sink);
    }

    private record Script(List<String> pieces, Completion.FinishReason end) implements ChatModel {
        @Override
        public Completion stream(ChatPrompt prompt, Sink<String> sink) {
            for (String piece : pieces) {
                if (!sink.push(piece)) {
                    return new Completion(Completion.FinishReason.CANCELLED, 0, 0);
                }
            }
            return new Completion(end, 0, pieces.size());
        }
    }
}
