package dev.footnote.application.chat;

import dev.footnote.application.knowledge.FindTags;
import dev.footnote.application.knowledge.IndexModel;
import dev.footnote.application.system.MeasuredEmbedding;
import dev.footnote.domain.failure.ChatException.Fault;
import dev.footnote.domain.failure.ChatException.Upstream;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.retrieval.Candidate;
import dev.footnote.domain.retrieval.ChunkQuery;
import dev.footnote.domain.retrieval.DocumentCount;
import dev.footnote.domain.retrieval.Families;
import dev.footnote.domain.retrieval.HybridRanking;
import dev.footnote.domain.retrieval.Knowledge;
import dev.footnote.domain.retrieval.Ranked;
import dev.footnote.domain.retrieval.RetrievalSettings;
import dev.footnote.domain.retrieval.ScoredChunk;
import dev.footnote.ports.index.ChunkIndex;
import dev.footnote.ports.index.IndexException;
import dev.footnote.ports.index.Matches;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.ModelCatalog;
import dev.footnote.ports.model.ModelCatalog.EmbeddingEntry;
import dev.footnote.ports.model.ModelCatalog.RerankEntry;
import dev.footnote.ports.model.ModelException;
import dev.footnote.ports.runtime.Telemetry;
import dev.footnote.ports.runtime.Telemetry.Outcome;
import dev.footnote.ports.store.ChunkRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the chunks that answer a question: by words and by meaning, weighed, cut and ordered. */
public final class FindKnowledge {

    private static final Logger log = LoggerFactory.getLogger(FindKnowledge.class);

    private final ModelCatalog models;
    private final ChunkIndex index;
    private final BiFunction<TenantId, Map<DocumentId, Set<ChunkId>>, List<Chunk>> chunks;
    private final BiFunction<String, List<KnowledgeBase>, Map<String, Integer>> tags;
    private final Telemetry telemetry;

    /**
     * Finds in {@code index}.
     *
     * @param chunks reads stored chunks, as {@link ChunkRepository#findAll} does
     * @param tags finds the tags of a question, as {@link FindTags#ofQuestion} does
     */
    public FindKnowledge(
            ModelCatalog models,
            ChunkIndex index,
            BiFunction<TenantId, Map<DocumentId, Set<ChunkId>>, List<Chunk>> chunks,
            BiFunction<String, List<KnowledgeBase>, Map<String, Integer>> tags,
            Telemetry telemetry) {
        this.models = models;
        this.index = index;
        this.chunks = chunks;
        this.tags = tags;
        this.telemetry = telemetry;
    }

    /** How many of the best candidates a reranker reads. */
    private static final int RERANKED = 64;

    /** Searches without a reranker. */
    public Knowledge find(
            String query, List<KnowledgeBase> bases, RetrievalSettings settings, Optional<Set<DocumentId>> documents) {
        return find(query, bases, settings, documents, Optional.empty());
    }

    /**
     * Searches {@code bases}. If their embedding model fails, or while their indexes have vectors of different ones,
     * words alone decide; if the reranker fails, the order of the index stands. Chunks with a parent are told by it.
     *
     * @param reranker orders what was found, if there is one
     * @param documents if present, only these are searched
     * @throws Upstream if the index cannot be read
     */
    public Knowledge find(
            String query,
            List<KnowledgeBase> bases,
            RetrievalSettings settings,
            Optional<Set<DocumentId>> documents,
            Optional<RerankEntry> reranker) {
        if (bases.isEmpty() || query.isBlank() || settings.topN() == 0) {
            return Knowledge.NONE;
        }
        long begun = System.nanoTime();
        try {
            Knowledge found = telemetry
                    .trail()
                    .step(
                            Telemetry.Step.RETRIEVE,
                            () -> withParents(search(query, bases, settings, documents, reranker), bases));
            telemetry.searched(Outcome.SUCCESS, since(begun));
            return found;
        } catch (IndexException e) {
            telemetry.searched(Outcome.FAILURE, since(begun));
            throw new Upstream(Thing.INDEX, Fault.UNAVAILABLE, e);
        }
    }

    /**
     * The reranker of that name that the owner of {@code bases} can use; none for an empty name, or if there is none.
     */
    public Optional<RerankEntry> reranker(List<KnowledgeBase> bases, String name) {
        return bases.isEmpty() ? Optional.empty() : reranker(owner(bases), name);
    }

    /** The reranker of that name that {@code tenant} can use; none for an empty name, or if there is none. */
    Optional<RerankEntry> reranker(TenantId tenant, String name) {
        if (name.isBlank()) {
            return Optional.empty();
        }
        Optional<RerankEntry> entry = models.of(tenant).reranker(name);
        if (entry.isEmpty()) {
            log.warn("{} is not configured, nor any other reranker; searching without", name);
        }
        return entry;
    }

    private static TenantId owner(List<KnowledgeBase> bases) {
        return bases.getFirst().tenant();
    }

    /** The same with what is told in place of some chunks. */
    private Knowledge withParents(Knowledge found, List<KnowledgeBase> bases) {
        Map<DocumentId, Set<ChunkId>> wanted = Families.parents(found.chunks());
        if (wanted.isEmpty()) {
            return found;
        }
        List<Chunk> parents = bases.stream()
                .map(KnowledgeBase::tenant)
                .distinct()
                .flatMap(tenant -> chunks.apply(tenant, wanted).stream())
                .toList();
        return Families.told(found, parents);
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private Knowledge search(
            String query,
            List<KnowledgeBase> bases,
            RetrievalSettings settings,
            Optional<Set<DocumentId>> documents,
            Optional<RerankEntry> reranker) {
        List<String> searched = models(bases);
        Optional<EmbeddingEntry> model = searched.stream().distinct().count() == 1
                ? models.of(owner(bases)).embedding(searched.getFirst())
                : Optional.empty();
        Optional<Embedding> vector = model.flatMap(entry -> embed(entry, query));
        var chunkQuery = new ChunkQuery(
                query,
                vector,
                bases.stream().map(KnowledgeBase::id).collect(Collectors.toSet()),
                documents,
                settings.topK());
        double unrelated = model.map(entry -> entry.model().unrelatedCosine()).orElse(0.0);
        Map<String, Integer> labels = tags.apply(query, bases);
        var ranking = new HybridRanking(settings, unrelated, pageranks(bases), labels);
        try (Matches met = index.search(chunkQuery)) {
            if (!models(bases).equals(searched)) { // another model took over after the question was embedded
                return search(query, bases, settings, documents, reranker);
            }
            List<Ranked> ranked = reranked(query, ranking, met, vector.isEmpty(), reranker, settings)
                    .orElseGet(() -> ranking.rank(met.all(), vector.isEmpty()));
            return new Knowledge(
                    loaded(met, ranked, settings.topN()), ranked.size(), DocumentCount.among(ranked), labels);
        }
    }

    /** The model of each index, which is what a question must be embedded by. */
    private List<String> models(List<KnowledgeBase> bases) {
        return bases.stream().map(base -> IndexModel.of(index, base)).toList();
    }

    private static Map<KnowledgeBaseId, Integer> pageranks(List<KnowledgeBase> bases) {
        return bases.stream()
                .collect(Collectors.toMap(
                        KnowledgeBase::id, base -> base.settings().pagerank(), Math::max));
    }

    /** So many of the best that {@code most} are told of them, of which a parent is one in place of its children. */
    private static List<ScoredChunk> loaded(Matches met, List<Ranked> ranked, int most) {
        var loaded = new ArrayList<ScoredChunk>();
        int told = 0;
        while (told < most && loaded.size() < ranked.size()) {
            int from = loaded.size();
            loaded.addAll(loaded(met, ranked.subList(from, Math.min(ranked.size(), from + most - told))));
            told = Families.count(loaded);
        }
        return loaded;
    }

    private static List<ScoredChunk> loaded(Matches met, List<Ranked> wanted) {
        List<Candidate> candidates = met.load(wanted.stream().map(Ranked::match).toList());
        return IntStream.range(0, wanted.size())
                .mapToObj(at -> wanted.get(at).of(candidates.get(at)))
                .toList();
    }

    private Optional<List<Ranked>> reranked(
            String query,
            HybridRanking ranking,
            Matches met,
            boolean byWordsAlone,
            Optional<RerankEntry> entry,
            RetrievalSettings settings) {
        if (entry.isEmpty() || met.all().isEmpty() || settings.vectorWeight() == 0) {
            return Optional.empty();
        }
        List<Ranked> best = ranking.best(met.all(), byWordsAlone, RERANKED);
        try {
            List<String> texts = met.load(best.stream().map(Ranked::match).toList()).stream()
                    .map(candidate -> candidate.chunk().content())
                    .toList();
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
