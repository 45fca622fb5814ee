package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.POST;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.application.ChatApplication;
import dev.footnote.application.chat.RetrieveChunks;
import dev.footnote.domain.dialog.SearchOptions;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentChoice;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.MetadataFilter;
import dev.footnote.domain.retrieval.Highlight;
import dev.footnote.domain.retrieval.ScoredChunk;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finding chunks without an answer, as those who are signed in try it out. */
final class RetrievalTest {

    private final ChatApplication app;
    private final RetrieveChunks retrieve;
    private final OwnDocuments own;

    RetrievalTest(ChatApplication app) {
        this.app = app;
        this.retrieve = app.retrieveChunks();
        this.own = new OwnDocuments(app.manageDocuments());
    }

    List<Route> routes() {
        return List.of(Route.of(POST, WebChunks.PATH + "/retrieval_test", Credential.SESSION, this::retrieve));
    }

    private Result retrieve(Call call) {
        Body body = WebBody.requiring(call, "kb_id", "question");
        List<KnowledgeBase> bases = bases(call.caller(), named(body));
        SearchOptions options = body.has("search_id")
                ? SearchApps.settings(app, call, body).options()
                : SearchShape.options(body, Body.EMPTY, SearchOptions.NONE);
        return found(body, bases, documents(call, body, bases), asked(options), false);
    }

    /**
     * What is found in {@code bases}, as the body says.
     *
     * @param documents empty for all
     * @param choice what a model adds to them
     */
    Result found(
            Body body,
            List<KnowledgeBase> bases,
            Optional<Set<DocumentId>> documents,
            DocumentChoice choice,
            boolean highlighting) {
        String question = body.find("question").map(PythonText::of).orElse("").strip();
        if (question.isEmpty()) {
            return Envelope.web(Shape.of("total", 0, "chunks", List.of(), "doc_aggs", Map.of(), "labels", null));
        }
        Optional<Highlight> highlight = highlighting ? Optional.of(new Highlight(question)) : Optional.empty();
        var found = retrieve.retrieve(request(body, question, documents, choice), bases);
        return Envelope.web(Shape.of(
                "total",
                found.all().total(),
                "chunks",
                found.page().stream().map(scored -> hit(scored, highlight)).toList(),
                "doc_aggs",
                HitShape.counts(found.all().documents()),
                "labels",
                found.all().labels().isEmpty() ? null : found.all().labels()));
    }

    /** The ids of the knowledge bases to search; refuses a body that names none. */
    static List<KnowledgeBaseId> named(Body body) {
        List<KnowledgeBaseId> named = WebBody.ids(body, "kb_id").stream()
                .filter(id -> !id.isBlank())
                .map(KnowledgeBaseId::new)
                .toList();
        if (named.isEmpty()) {
            throw new Refusal(Envelope.full(102, "Please specify dataset firstly.", false, Outcome.INVALID));
        }
        return named;
    }

    /** These knowledge bases; refuses those that are not the caller's. */
    List<KnowledgeBase> bases(Caller caller, List<KnowledgeBaseId> named) {
        try {
            return retrieve.bases(caller, named);
        } catch (ChatException.NotFound foreign) {
            throw KnowledgeBases.notOwned();
        } catch (ChatException.Conflict mixed) {
            throw Retrieval.mixed();
        }
    }

    /** Where to search: in those that are named and those that the condition on metadata chooses; empty for all. */
    private Optional<Set<DocumentId>> documents(Call call, Body body, List<KnowledgeBase> bases) {
        Optional<MetadataFilter> filter =
                body.has("search_id") ? SearchApps.settings(app, call, body).metadata() : condition(body);
        List<String> named = WebBody.ids(body, "doc_ids");
        if (named.isEmpty() && filter.isEmpty()) {
            return Optional.empty();
        }
        Set<DocumentId> chosen = new HashSet<>();
        Set<KnowledgeBaseId> searched = new HashSet<>();
        bases.forEach(base -> searched.add(base.id()));
        own.some(call.caller(), named).values().stream()
                .filter(document -> searched.contains(document.knowledgeBase()))
                .map(Document::id)
                .forEach(chosen::add);
        if (filter.isPresent()) {
            retrieve.documents(bases, List.of(), filter).ifPresent(chosen::addAll);
        }
        return Optional.of(chosen);
    }

    /** The condition on metadata that is stated by hand; empty if there is none. */
    static Optional<MetadataFilter> condition(Body body) {
        DocumentChoice choice =
                SearchShape.options(body, Body.EMPTY, SearchOptions.NONE).documents();
        return choice instanceof DocumentChoice.Stated(var filter) ? Optional.of(filter) : Optional.empty();
    }

    /** The choice of documents that is left to a model; all of them if none is. */
    static DocumentChoice asked(SearchOptions options) {
        return options.documents() instanceof DocumentChoice.Asked asked ? asked : DocumentChoice.ALL;
    }

    private static RetrieveChunks.Request request(
            Body body, String question, Optional<Set<DocumentId>> documents, DocumentChoice choice) {
        int page = (int) Lenient.number(body, "page", 1);
        int size = (int) Lenient.number(body, "size", 30);
        int topK = (int) Lenient.number(body, "top_k", 1024);
        if (page < 1 || size < 1) {
            throw Refusal.unusable("`page` and `size` must be greater than 0");
        }
        if (topK < 1) {
            throw Refusal.unusable("`top_k` must be greater than 0");
        }
        return new RetrieveChunks.Request(
                question,
                documents,
                Lenient.number(body, "similarity_threshold", 0),
                Lenient.number(body, "vector_similarity_weight", 0.3),
                topK,
                body.find("rerank_id").map(JsonNode::asText).orElse(""),
                new SearchOptions(Retrieval.languages(body), Retrieval.yes(body, "keyword"), false, choice, false),
                (int) Math.min((page - 1L) * size, Integer.MAX_VALUE),
                size);
    }

    private static Map<String, @Nullable Object> hit(ScoredChunk scored, Optional<Highlight> highlight) {
        Chunk chunk = scored.chunk();
        Map<String, @Nullable Object> hit = Shape.of(
                "chunk_id", chunk.id().value(),
                "id", chunk.id().value(),
                "content_ltks", Highlight.tokens(chunk.content()),
                "content_with_weight", chunk.content(),
                "doc_id", chunk.document().value(),
                "docnm_kwd", chunk.documentName(),
                "kb_id", chunk.knowledgeBase().value(),
                "important_kwd", chunk.keywords(),
                "image_id", "",
                "similarity", scored.similarity(),
                "vector_similarity", scored.vectorSimilarity(),
                "term_similarity", scored.termSimilarity(),
                "keywords_similarity", scored.termSimilarity(),
                "positions", ReferenceShape.positions(chunk.positions()),
                "doc_type_kwd", "",
                "mom_id", "");
        highlight.ifPresent(words -> hit.put("highlight", words.mark(chunk.content(), "<em>", "</em>")));
        return hit;
    }
}
