package dev.footnote.application.chat;

import dev.footnote.application.system.MeasuredEmbedding;
import dev.footnote.domain.failure.ChatException.Fault;
import dev.footnote.domain.failure.ChatException.Upstream;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.retrieval.Candidate;
import dev.footnote.domain.retrieval.ChunkQuery;
import dev.footnote.domain.retrieval.HybridRanking;
import dev.footnote.domain.retrieval.Knowledge;
import dev.footnote.domain.retrieval.RetrievalSettings;
import dev.footnote.ports.index.ChunkIndex;
import dev.footnote.ports.index.IndexException;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.ModelCatalog;
import dev.footnote.ports.model.ModelCatalog.EmbeddingEntry;
import dev.footnote.ports.model.ModelCatalog.RerankEntry;
import dev.footnote.ports.model.ModelException;
import dev.footnote.ports.runtime.Telemetry;
import dev.footnote.ports.runtime.Telemetry.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the chunks that answer a question: by words and by meaning, weighed, cut and ordered. */
public final class FindKnowledge {

    private static final Logger log = LoggerFactory.getLogger(FindKnowledge.class);

    private final ModelCatalog models;
    private final ChunkIndex index;
    private final Telemetry telemetry;

    public FindKnowledge(ModelCatalog models, ChunkIndex index, Telemetry telemetry) {
        this.models = models;
        this.index = index;
        this.telemetry = telemetry;
    }

    /** How many of the best candidates a reranker reads. */
    private static final int RERANKED = 64;

    /** Searches without a reranker. */
    public Knowledge find(
            String query, List<KnowledgeBase> bases, RetrievalSettings settings, Optional<Set<DocumentId>> documents) {
        return find(query, bases, settings, documents, "");
    }

    /**
     * Searches {@code bases}, whose embedding model is that of the first. If that model fails, words alone decide; if
     * the reranker fails or there is none, the order of the index stands.
     *
     * @param reranker by name, as in {@link ModelCatalog#reranker}; empty for none
     * @param documents if present, only these are searched
     * @throws Upstream if the index cannot be read
     */
    public Knowledge find(
            String query,
            List<KnowledgeBase> bases,
            RetrievalSettings settings,
            Optional<Set<DocumentId>> documents,
            String reranker) {
        if (bases.isEmpty() || query.isBlank() || settings.topN() == 0) {
            return Knowledge.NONE;
        }
        long begun = System.nanoTime();
        try {
            Knowledge found = telemetry
                    .trail()
                    .step(Telemetry.Step.RETRIEVE, () -> search(query, bases, settings, documents, reranker));
            telemetry.searched(Outcome.SUCCESS, since(begun));
            return found;
        } catch (IndexException e) {
            telemetry.searched(Outcome.FAILURE, since(begun));
            throw new Upstream(Thing.INDEX, Fault.UNAVAILABLE, e);
        }
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private Knowledge search(
            String query,
            List<KnowledgeBase> bases,
            RetrievalSettings settings,
            Optional<Set<DocumentId>> documents,
            String reranker) {
        Optional<EmbeddingEntry> model =
                models.embedding(bases.getFirst().settings().embeddingModel());
        Optional<Embedding> vector = model.flatMap(entry -> embed(entry, query));
        var chunkQuery = new ChunkQuery(
                query,
                vector,
                bases.stream().map(KnowledgeBase::id).collect(Collectors.toSet()),
                documents,
                settings.topK());
        double unrelated = model.map(entry -> entry.model().unrelatedCosine()).orElse(0.0);
        var ranking = new HybridRanking(settings, unrelated);
        List<Candidate> found = index.search(chunkQuery);
        return reranked(query, ranking, ranking.best(found, vector.isEmpty(), RERANKED), reranker, settings)
                .orElseGet(() -> ranking.rank(found, vector.isEmpty()));
    }

    private Optional<Knowledge> reranked(
            String query, HybridRanking ranking, List<Candidate> best, String name, RetrievalSettings settings) {
        if (name.isBlank() || best.isEmpty() || settings.vectorWeight() == 0) {
            return Optional.empty();
        }
        Optional<RerankEntry> entry = models.reranker(name);
        if (entry.isEmpty()) {
            log.warn("{} is not configured, nor any other reranker; searching without", name);
            return Optional.empty();
        }
        try {
            List<String> texts =
                    best.stream().map(candidate -> candidate.chunk().content()).toList();
            return Optional.of(ranking.rerank(best, entry.get().model().score(query, texts)));
        } catch (ModelException e) {
            log.warn("{} fails, searching without: {}", entry.get().name(), Failures.describe(e));
            return Optional.empty();
        }
    }

    private Optional<Embedding> embed(EmbeddingEntry entry, String query) {
        try {
            return Optional.of(new MeasuredEmbedding(entry, telemetry)
                    .embed(EmbeddingModel.Purpose.QUESTION, List.of(query))
                    .getFirst());
        } catch (ModelException e) {
            log.warn("{} fails, searching by words alone: {}", entry.name(), e.getMessage());
            return Optional.empty();
        }
    }
}
