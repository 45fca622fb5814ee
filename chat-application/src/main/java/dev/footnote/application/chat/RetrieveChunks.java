package dev.footnote.application.chat;

import static java.util.Objects.requireNonNull;

import dev.footnote.application.knowledge.OwnKnowledgeBases;
import dev.footnote.domain.dialog.SearchOptions;
import dev.footnote.domain.failure.ChatException.Conflict;
import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.failure.ChatException.Upstream;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.MetadataFilter;
import dev.footnote.domain.retrieval.Knowledge;
import dev.footnote.domain.retrieval.RetrievalSettings;
import dev.footnote.domain.retrieval.ScoredChunk;
import dev.footnote.ports.Ports;
import dev.footnote.ports.model.ModelCatalog;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds chunks, without an answer. */
public final class RetrieveChunks {

    /** So many candidates at least are weighed, however few were asked for: the weighing decides which are best. */
    private static final int WINDOW = 64;

    private final Ports ports;
    private final RefineQuestion refine;
    private final FindKnowledge knowledge;
    private final ChooseDocuments choose;
    private final FollowContents follow;

    public RetrieveChunks(
            Ports ports,
            RefineQuestion refine,
            FindKnowledge knowledge,
            ChooseDocuments choose,
            FollowContents follow) {
        this.ports = ports;
        this.refine = refine;
        this.knowledge = knowledge;
        this.choose = choose;
        this.follow = follow;
    }

    /**
     * The knowledge bases of these ids, in this order, each once.
     *
     * @throws NotFound if one of them is not the caller's
     * @throws Conflict if they have different embedding models
     */
    public List<KnowledgeBase> bases(Caller caller, List<KnowledgeBaseId> ids) {
        List<KnowledgeBase> bases = OwnKnowledgeBases.all(ports.knowledgeBases(), caller, ids);
        OwnKnowledgeBases.requireOneModel(bases);
        return bases;
    }

    /**
     * Which documents to search in.
     *
     * @param named if not empty, exactly these
     * @param filter asked for if none are named
     * @return empty to search in all
     * @throws NotFound if a document is in none of {@code bases}
     */
    public Optional<Set<DocumentId>> documents(
            List<KnowledgeBase> bases, List<DocumentId> named, Optional<MetadataFilter> filter) {
        if (named.isEmpty()) {
            return filter.map(wanted -> choose.meeting(bases, wanted));
        }
        var searched = bases.stream().map(KnowledgeBase::id).collect(Collectors.toSet());
        Set<DocumentId> chosen = bases.stream()
                .map(KnowledgeBase::tenant)
                .distinct()
                .flatMap(owner -> ports.documents().findAll(owner, Set.copyOf(named)).stream())
                .filter(document -> searched.contains(document.knowledgeBase()))
                .map(Document::id)
                .collect(Collectors.toSet());
        named.stream().filter(id -> !chosen.contains(id)).findFirst().ifPresent(id -> {
            throw new NotFound(Thing.DOCUMENT, id.value());
        });
        return Optional.of(chosen);
    }

    /**
     * Finds and orders.
     *
     * @param bases as {@link #bases} yields them
     * @throws Invalid if a reranker is asked for and none is configured
     * @throws Upstream if the index cannot be read
     */
    public Found retrieve(Request request, List<KnowledgeBase> bases) {
        if (!request.reranker().isEmpty()
                && models(bases).reranker(request.reranker()).isEmpty()) {
            throw new Invalid(Thing.RERANKER, Problem.UNAVAILABLE, request.reranker());
        }
        int needed = (int) Math.min((long) request.offset() + request.limit(), Integer.MAX_VALUE);
        int candidates = Math.max(request.topK(), Math.max(WINDOW, needed));
        var settings = new RetrievalSettings(needed, candidates, request.similarityThreshold(), request.vectorWeight());
        Knowledge all = knowledge.find(
                widened(request, bases),
                bases,
                settings,
                documents(request, bases),
                knowledge.reranker(bases, request.reranker()));
        List<ScoredChunk> chunks = all.chunks();
        int from = Math.min(request.offset(), chunks.size());
        return new Found(followed(request, chunks.subList(from, Math.min(needed, chunks.size())), bases), all);
    }

    private List<ScoredChunk> followed(Request request, List<ScoredChunk> page, List<KnowledgeBase> bases) {
        return request.options().contents()
                ? models(bases)
                        .chat("")
                        .map(model -> follow.follow(model, request.question(), page, bases, request.limit()))
                        .orElse(page)
                : page;
    }

    private Optional<Set<DocumentId>> documents(Request request, List<KnowledgeBase> bases) {
        return models(bases)
                .chat("")
                .map(model -> choose.choose(
                        model, request.question(), bases, request.options().documents(), request.documents()))
                .orElse(request.documents());
    }

    private ModelCatalog models(List<KnowledgeBase> bases) {
        return bases.isEmpty()
                ? ports.models()
                : ports.models().of(bases.getFirst().tenant());
    }

    private String widened(Request request, List<KnowledgeBase> bases) {
        return models(bases)
                .chat("")
                .map(model -> refine.widen(model, request.question(), request.options()))
                .orElse(request.question());
    }

    /**
     * What to find.
     *
     * @param documents if present, only in these
     * @param topK how many candidates by words, and by meaning, are weighed at least
     * @param reranker empty for none; the default one is taken if there is none of that name
     * @param options what the default chat model does with the question before, and which documents it adds to those
     *     named
     */
    public record Request(
            String question,
            Optional<Set<DocumentId>> documents,
            double similarityThreshold,
            double vectorWeight,
            int topK,
            String reranker,
            SearchOptions options,
            int offset,
            int limit) {
        public Request {
            requireNonNull(question, "question");
            documents = documents.map(Set::copyOf);
            requireNonNull(reranker, "reranker");
            requireNonNull(options, "options");
            if (topK < 1 || offset < 0 || limit < 0) {
                throw new IllegalArgumentException("topK %d, offset %d, limit %d".formatted(topK, offset, limit));
            }
        }
    }

    /**
     * What was found.
     *
     * @param page the part that was asked for, best first
     * @param all the page with what is before it, and how many reached the threshold
     */
    public record Found(List<ScoredChunk> page, Knowledge all) {
        public Found {
            page = List.copyOf(page);
        }
    }
}
