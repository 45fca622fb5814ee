package dev.footnote.evaluation;

import dev.footnote.adapter.lucene.LuceneChunkIndex;
import dev.footnote.application.chat.FindKnowledge;
import dev.footnote.domain.identity.UserId;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.retrieval.Knowledge;
import dev.footnote.domain.retrieval.RetrievalSettings;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.EmbeddingModel.Purpose;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Passages in a knowledge base of the product, searched as a chat does it. */
final class SearchedPassages implements SearchedCollection {

    private static final int AT_ONCE = 500;

    private final FindKnowledge find;
    private final KnowledgeBase base;

    /** Puts each of {@code texts} into {@code index} as a document of one chunk. */
    SearchedPassages(String name, Map<String, String> texts, LuceneChunkIndex index, EmbeddingModel model) {
        this.find = new FindKnowledge(
                new OneModel(model),
                index,
                (tenant, wanted) -> List.of(),
                (query, bases) -> Map.of(),
                new NoTelemetry());
        var owner = new UserId("evaluation");
        var settings = new KnowledgeBase.Settings(
                name,
                Optional.empty(),
                Optional.empty(),
                "English",
                OneModel.NAME,
                KnowledgeBase.Permission.ME,
                Chunking.General.DEFAULT,
                ClientSettings.NONE,
                0);
        this.base = new KnowledgeBase(
                new KnowledgeBaseId(name),
                owner.ownTenant(),
                owner,
                settings,
                KnowledgeBase.Size.EMPTY,
                Instant.EPOCH,
                Instant.EPOCH);
        List<IndexedChunk> batch = new ArrayList<>();
        texts.forEach((id, text) -> {
            Embedding vector = model.embed(Purpose.PASSAGE, List.of(text)).getFirst();
            batch.add(new IndexedChunk(chunk(id, text), vector));
            if (batch.size() == AT_ONCE) {
                index.put(base.id(), batch);
                batch.clear();
            }
        });
        index.put(base.id(), batch);
    }

    private Chunk chunk(String id, String text) {
        return new Chunk(
                new ChunkId(id),
                base.id(),
                new DocumentId(id),
                id + ".txt",
                text,
                List.of(),
                List.of(),
                List.of(),
                1,
                true,
                0,
                Instant.EPOCH);
    }

    @Override
    public List<String> found(String question, RetrievalSettings settings) {
        Knowledge knowledge = find.find(question, List.of(base), settings, Optional.empty());
        return knowledge.chunks().stream()
                .map(scored -> scored.chunk().id().value())
                .toList();
    }
}
