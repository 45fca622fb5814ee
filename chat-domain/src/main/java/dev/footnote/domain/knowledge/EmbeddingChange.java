package dev.footnote.domain.knowledge;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.identity.TenantId;
import java.time.Instant;

/**
 * The way of a knowledge base from its embedding model to another. Until it has finished, the vectors of the model
 * before are searched.
 *
 * @param tenant whose knowledge base it is
 * @param model the full name of the model to be
 * @param done how many chunks the model has embedded
 * @param total how many there were to embed when it began
 */
public record EmbeddingChange(
        KnowledgeBaseId knowledgeBase,
        TenantId tenant,
        String model,
        State state,
        int done,
        int total,
        Instant begunAt) {

    public EmbeddingChange {
        requireNonNull(knowledgeBase, "knowledgeBase");
        requireNonNull(tenant, "tenant");
        requireNonNull(model, "model");
        requireNonNull(state, "state");
        requireNonNull(begunAt, "begunAt");
        if (done < 0 || total < 0) {
            throw new IllegalArgumentException("done %d, total %d".formatted(done, total));
        }
    }

    /** This change with so many chunks embedded. */
    public EmbeddingChange at(int embedded) {
        return new EmbeddingChange(knowledgeBase, tenant, model, state, embedded, total, begunAt);
    }

    /** This change in another state. */
    public EmbeddingChange become(State other) {
        return new EmbeddingChange(knowledgeBase, tenant, model, other, done, total, begunAt);
    }

    /** How far it is. */
    public sealed interface State {}

    /** It goes on, or waits for others. */
    public record Running() implements State {}

    /** The new model's vectors are searched. */
    public record Finished() implements State {}

    /** It was stopped; the model before stays. */
    public record Cancelled() implements State {}

    /**
     * It could not be done; the model before stays.
     *
     * @param reason for people
     */
    public record Failed(String reason) implements State {
        public Failed {
            requireNonNull(reason, "reason");
        }
    }
}
