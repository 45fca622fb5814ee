package dev.footnote.application.knowledge;

import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.ModelException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Embeds the chunks of a document a few at a time and hands them on to be written many at a time, as each write waits
 * for the disk; the first few at once, so that the document is soon seen to progress. For one thread.
 */
final class ChunkBatches {

    private static final int EMBEDDED = 16;
    private static final int WRITTEN = 64;

    private final EmbeddingModel model;
    private final String modelName;
    private final InstantSource clock;
    private final Steps steps;
    private final List<Chunk> cut = new ArrayList<>();
    private final List<IndexedChunk> embedded = new ArrayList<>();
    private Duration embedding = Duration.ZERO;
    private int full = EMBEDDED;

    /** What is done with a document between the batches. */
    interface Steps {

        /** Whether somebody wants no more of it. */
        boolean stopped();

        /** Writes at least one chunk; {@code false} if no more is wanted. */
        boolean write(List<IndexedChunk> chunks);
    }

    ChunkBatches(EmbeddingModel model, String modelName, InstantSource clock, Steps steps) {
        this.model = model;
        this.modelName = modelName;
        this.clock = clock;
        this.steps = steps;
    }

    /**
     * Takes a chunk; {@code false} if no more is wanted.
     *
     * @throws ModelException if chunks cannot be embedded
     */
    boolean add(Chunk chunk) {
        cut.add(chunk);
        return cut.size() < EMBEDDED || embed() && (embedded.size() < full || write());
    }

    /** Writes what is left; {@code false} if nothing of the document is wanted any more. */
    boolean finish() {
        return embed() && write();
    }

    /** How long the model took. */
    Duration embedding() {
        return embedding;
    }

    private boolean embed() {
        if (steps.stopped()) {
            return false;
        }
        if (cut.isEmpty()) {
            return true;
        }
        Instant begun = clock.instant();
        List<Embedding> vectors = model.embed(
                EmbeddingModel.Purpose.PASSAGE, cut.stream().map(Chunk::content).toList());
        embedding = embedding.plus(Duration.between(begun, clock.instant()));
        for (int i = 0; i < cut.size(); i++) {
            embedded.add(new IndexedChunk(cut.get(i), vectors.get(i), modelName));
        }
        cut.clear();
        return true;
    }

    private boolean write() {
        if (embedded.isEmpty()) {
            return true;
        }
        boolean wanted = steps.write(List.copyOf(embedded));
        embedded.clear();
        full = WRITTEN;
        return wanted;
    }
}
