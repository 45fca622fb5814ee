package dev.footnote.application.knowledge;

import dev.footnote.application.system.MeasuredEmbedding;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkFilter;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.ports.Ports;
import dev.footnote.ports.index.IndexException;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.ModelCatalog.EmbeddingEntry;
import dev.footnote.ports.model.ModelException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The chunks of a knowledge base as the database has them, made ready for the index. */
final class StoredChunks {

    private static final Logger log = LoggerFactory.getLogger(StoredChunks.class);
    private static final int AT_ONCE = 1_000;
    private static final int EMBEDDED_AT_ONCE = 16;

    private final Ports ports;
    private final KnowledgeBase base;
    private final String model;

    /** With vectors of the model that the knowledge base is searched by. */
    StoredChunks(Ports ports, KnowledgeBase base) {
        this(ports, base, IndexModel.of(ports.index(), base));
    }

    /** With vectors of {@code model}. */
    StoredChunks(Ports ports, KnowledgeBase base, String model) {
        this.ports = ports;
        this.base = base;
        this.model = model;
    }

    /** The full name of the model, as far as it is configured. */
    String model() {
        return entry().map(EmbeddingEntry::name).orElse(model);
    }

    private Optional<EmbeddingEntry> entry() {
        return ports.models().of(base.tenant()).embedding(model);
    }

    /** The text that a chunk is found by through its vector: its questions, or what it says if it has none. */
    static String embedded(Chunk chunk) {
        return chunk.questions().isEmpty() ? chunk.content() : String.join("\n", chunk.questions());
    }

    /** Whether a document is done: what one that is being parsed has is not to be found yet. */
    boolean settled(Document document) {
        return ports.documents()
                .find(base.tenant(), base.id(), document.id())
                .filter(now -> !(now.parsing().status() instanceof DocumentStatus.Running))
                .isPresent();
    }

    /** Gives the chunks of a document to {@code batch}, some at a time. */
    void forEachBatch(Document document, Consumer<List<Chunk>> batch) {
        List<Chunk> some = List.of();
        for (int from = 0; from == 0 || some.size() == AT_ONCE; from += AT_ONCE) {
            some = ports.chunks()
                    .list(base.tenant(), document.id(), ChunkFilter.of(""), from, AT_ONCE)
                    .items();
            batch.accept(some);
        }
    }

    /** What the index has of {@code chunks}, by id; nothing if it cannot be read. */
    Map<ChunkId, IndexedChunk> indexed(List<Chunk> chunks) {
        try {
            return ports.index().load(base.id(), chunks.stream().map(Chunk::id).collect(Collectors.toSet())).stream()
                    .collect(Collectors.toMap(one -> one.chunk().id(), one -> one));
        } catch (IndexException e) {
            log.warn("The index of {} cannot be read: {}", base.id().value(), e.getMessage());
            return Map.of();
        }
    }

    /**
     * {@code chunks} with their vectors: those that {@code known} has for the same text, and new ones for the rest.
     *
     * @throws ModelException if the model is not there or fails
     */
    List<IndexedChunk> withVectors(List<Chunk> chunks, Map<ChunkId, IndexedChunk> known) {
        EmbeddingEntry entry = entry().orElseThrow(
                        () -> new ModelException.Unavailable("the model of the dataset is not configured", null));
        var model = new MeasuredEmbedding(entry, ports.telemetry());
        Map<String, Embedding> vectors = new HashMap<>();
        known.values().stream()
                .filter(one -> madeBy(entry, one) && one.embedding().dimension() == model.dimension())
                .forEach(one -> vectors.put(embedded(one.chunk()), one.embedding()));
        List<String> texts = chunks.stream()
                .map(StoredChunks::embedded)
                .filter(text -> !vectors.containsKey(text))
                .distinct()
                .toList();
        for (int from = 0; from < texts.size(); from += EMBEDDED_AT_ONCE) {
            List<String> some = texts.subList(from, Math.min(from + EMBEDDED_AT_ONCE, texts.size()));
            List<Embedding> made = model.embed(EmbeddingModel.Purpose.PASSAGE, some);
            for (int at = 0; at < some.size(); at++) {
                vectors.put(some.get(at), made.get(at));
            }
        }
        List<IndexedChunk> ready = new ArrayList<>();
        for (Chunk chunk : chunks) {
            Embedding vector = vectors.get(embedded(chunk));
            if (vector != null) {
                ready.add(new IndexedChunk(chunk, vector, entry.name()));
            }
        }
        return ready;
    }

    /** An index that does not tell its model has the vectors of the one that is set. */
    private boolean madeBy(EmbeddingEntry entry, IndexedChunk known) {
        String made = known.model().isEmpty() ? base.settings().embeddingModel() : known.model();
        return ports.models()
                .of(base.tenant())
                .embedding(made)
                .filter(entry::equals)
                .isPresent();
    }
}
