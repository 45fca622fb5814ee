package dev.footnote.application.knowledge;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.failure.ChatException.Fault;
import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.failure.ChatException.Upstream;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkFilter;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.ports.Ports;
import dev.footnote.ports.index.IndexException;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.ModelCatalog.EmbeddingEntry;
import dev.footnote.ports.model.ModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;

/** Tells whether another embedding model makes the same vectors as those that a knowledge base has. */
public final class CheckEmbedding {

    /** A model is the same if its vectors are as near as this, on average. */
    private static final double NEAR = 0.9;

    private final Ports ports;

    public CheckEmbedding(Ports ports) {
        this.ports = ports;
    }

    /**
     * Embeds some chunks of the knowledge base, from all over it, with {@code model} and compares.
     *
     * @param model by name
     * @param most how many chunks at most, at least 1
     * @throws NotFound if the knowledge base is not the caller's
     * @throws Invalid if there is no such model
     * @throws Upstream if the model or the index fails
     */
    public Comparison check(Caller caller, KnowledgeBaseId id, String model, int most) {
        KnowledgeBase base = ports.knowledgeBases()
                .find(caller.tenant(), id)
                .orElseThrow(() -> new NotFound(Thing.KNOWLEDGE_BASE, id.value()));
        EmbeddingEntry entry = ports.models()
                .of(base.tenant())
                .embedding(model)
                .orElseThrow(() -> new Invalid(Thing.EMBEDDING_MODEL, Problem.UNAVAILABLE, model));
        List<Chunk> chunks = some(base, most);
        List<Embedding> fresh = embed(entry, chunks);
        var samples = new ArrayList<Sample>();
        for (int i = 0; i < chunks.size(); i++) {
            samples.add(new Sample(chunks.get(i), fresh.get(i), stored(chunks.get(i))));
        }
        return new Comparison(entry.name(), samples);
    }

    private List<Chunk> some(KnowledgeBase base, int most) {
        List<Document> documents = ports.documents().list(base.tenant(), base.id(), Listing.ALL).items().stream()
                .filter(document -> document.parsing().chunks() > 0)
                .toList();
        var chunks = new ArrayList<Chunk>();
        int wanted = documents.isEmpty() ? 0 : Math.min(most, base.size().chunks());
        for (int i = 0; i < wanted; i++) {
            Document document = documents.get((int) ((long) i * documents.size() / wanted));
            int each = Math.ceilDiv(wanted, documents.size());
            int offset = i % each * document.parsing().chunks() / each;
            ports.chunks().list(base.tenant(), document.id(), ChunkFilter.of(""), offset, 1).items().stream()
                    .filter(chunk -> chunk.available() && !chunks.contains(chunk))
                    .forEach(chunks::add);
        }
        return chunks;
    }

    private static List<Embedding> embed(EmbeddingEntry entry, List<Chunk> chunks) {
        try {
            return chunks.isEmpty()
                    ? List.of()
                    : entry.model()
                            .embed(
                                    EmbeddingModel.Purpose.PASSAGE,
                                    chunks.stream().map(StoredChunks::embedded).toList());
        } catch (ModelException e) {
            throw new Upstream(Thing.EMBEDDING_MODEL, Fault.UNAVAILABLE, e);
        }
    }

    private Optional<Embedding> stored(Chunk chunk) {
        try {
            return ports.index().load(chunk.knowledgeBase(), Set.of(chunk.id())).stream()
                    .findFirst()
                    .map(IndexedChunk::embedding);
        } catch (IndexException e) {
            throw new Upstream(Thing.INDEX, Fault.UNAVAILABLE, e);
        }
    }

    /**
     * A chunk with the vector that the model makes of it.
     *
     * @param stored the vector that it is found by; empty if there is none at hand
     */
    public record Sample(Chunk chunk, Embedding fresh, Optional<Embedding> stored) {
        public Sample {
            requireNonNull(chunk, "chunk");
            requireNonNull(fresh, "fresh");
            requireNonNull(stored, "stored");
        }

        /** How near the two vectors are, from -1 to 1, 0 if they have other dimensions; empty without a stored one. */
        public OptionalDouble cosine() {
            return stored.map(vector ->
                            OptionalDouble.of(vector.dimension() == fresh.dimension() ? vector.cosine(fresh) : 0))
                    .orElse(OptionalDouble.empty());
        }
    }

    /**
     * What was compared.
     *
     * @param model by its full name
     */
    public record Comparison(String model, List<Sample> samples) {
        public Comparison {
            requireNonNull(model, "model");
            samples = List.copyOf(samples);
        }

        /** The cosines of the samples that have one. */
        public DoubleStream cosines() {
            return samples.stream().flatMapToDouble(sample -> sample.cosine().stream());
        }

        /** Whether the model can take over the vectors that there are. */
        public boolean fits() {
            return cosines().average().orElse(0) > NEAR;
        }
    }
}
