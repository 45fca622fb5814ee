package dev.footnote.application.knowledge;

import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.ports.index.ChunkIndex;
import dev.footnote.ports.index.IndexException;

/**
 * The model of the vectors that a knowledge base is searched by. The index says it: while another model takes over, the
 * settings can be a moment behind.
 */
public final class IndexModel {

    private IndexModel() {}

    /**
     * The name of the model.
     *
     * @throws IndexException if the index cannot be read
     */
    public static String of(ChunkIndex index, KnowledgeBase base) {
        return index.model(base.id()).orElse(base.settings().embeddingModel());
    }
}
