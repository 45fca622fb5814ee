package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.application.ChatApplication;
import dev.footnote.application.knowledge.ManageChunks;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkFilter;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.domain.knowledge.Position;
import dev.footnote.domain.knowledge.Tags;
import dev.footnote.domain.retrieval.Highlight;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The chunks of a document, as those who are signed in see them. */
final class WebChunks {

    static final String PATH = "/v1/chunk";

    private static final int PAGE = 30;

    /** How many chunks clients get that ask for pages of 0. */
    private static final int PAGE_OF_ZERO = 10;

    /** What existing clients expect to read where there is nothing to embed. */
    private static final String NOTHING_TO_EMBED =
            "Exception('Error: 413 - {\"error\":\"Input validation error: `inputs` cannot be empty\",\"error_type\":\"Validation\"}')";

    private final ManageChunks chunks;
    private final OwnDocuments own;

    WebChunks(ChatApplication app) {
        this.chunks = app.manageChunks();
        this.own = new OwnDocuments(app.manageDocuments());
    }

    List<Route> routes() {
        return List.of(
                Route.of(POST, PATH + "/list", Credential.SESSION, this::list),
                Route.of(GET, PATH + "/get", Credential.SESSION, this::get),
                Route.of(POST, PATH + "/set", Credential.SESSION, this::set),
                Route.of(POST, PATH + "/switch", Credential.SESSION, this::show),
                Route.of(POST, PATH + "/rm", Credential.SESSION, this::remove),
                Route.of(POST, PATH + "/create", Credential.SESSION, this::create),
                Route.of(GET, PATH + "/knowledge_graph", Credential.SESSION, this::graph));
    }

    private Result list(Call call) {
        Body body = WebBody.requiring(call, "doc_id");
        int page = (int) Lenient.number(body, "page", 1);
        if (body.has("size") && body.find("size").isEmpty()) {
            throw Refusal.unusable("`size` must be an integer.");
        }
        int asked = (int) Lenient.number(body, "size", PAGE);
        if (page < 1 || asked < 0) {
            throw Refusal.unusable("`page` must be greater than 0, and `size` not negative.");
        }
        Document document = document(call, body, "Tenant not found!");
        String keywords = body.text("keywords").orElse("");
        int size = asked == 0 ? PAGE_OF_ZERO : asked;
        int offset = (int) Math.min((page - 1L) * size, Integer.MAX_VALUE);
        Page<Chunk> found = chunks.list(
                call.caller(),
                document.knowledgeBase(),
                document.id(),
                new ChunkFilter(keywords, available(body)),
                offset,
                size);
        var words = new Highlight(keywords);
        return Envelope.web(Shape.of(
                "total",
                found.total(),
                "chunks",
                found.items().stream().map(chunk -> listed(chunk, words)).toList(),
                "doc",
                DocumentShape.row(document)));
    }

    private static Optional<Boolean> available(Body body) {
        return body.find("available_int").map(node -> DocumentEdit.flag("available_int", node));
    }

    private static Map<String, @Nullable Object> listed(Chunk chunk, Highlight words) {
        return Shape.of(
                "chunk_id", chunk.id().value(),
                "content_with_weight", words.mark(chunk.content(), "<em>", "</em>"),
                "doc_id", chunk.document().value(),
                "docnm_kwd", chunk.documentName(),
                "important_kwd", chunk.keywords(),
                "question_kwd", chunk.questions(),
                "image_id", "",
                "available_int", chunk.available() ? 1 : 0,
                "positions", ReferenceShape.positions(chunk.positions()),
                "doc_type_kwd", null);
    }

    private Result get(Call call) {
        String id = Dialogs.required(call, "chunk_id");
        try {
            return Envelope.web(stored(chunks.find(call.caller(), new ChunkId(id))));
        } catch (ChatException.NotFound none) {
            throw new Refusal(Envelope.full(100, "Chunk not found", null, Outcome.NOT_FOUND));
        }
    }

    private static Map<String, @Nullable Object> stored(Chunk chunk) {
        var stored = Shape.of(
                "id", chunk.id().value(),
                "doc_id", chunk.document().value(),
                "kb_id", chunk.knowledgeBase().value(),
                "docnm_kwd", chunk.documentName(),
                "content_with_weight", chunk.content(),
                "important_kwd", chunk.keywords(),
                "question_kwd", chunk.questions(),
                "available_int", chunk.available() ? 1 : 0,
                "create_time", Shape.plainDate(chunk.createdAt()),
                "create_timestamp_flt", Shape.seconds(chunk.createdAt()));
        if (!chunk.tags().names().isEmpty()) {
            stored.put("tag_kwd", chunk.tags().names());
        }
        if (!chunk.tags().weights().isEmpty()) {
            stored.put("tag_feas", chunk.tags().weights());
        }
        if (!chunk.positions().isEmpty()) {
            stored.put(
                    "page_num_int",
                    chunk.positions().stream().map(Position::page).toList());
            stored.put("top_int", chunk.positions().stream().map(Position::top).toList());
            stored.put("position_int", ReferenceShape.positions(chunk.positions()));
        }
        return stored;
    }

    private Result set(Call call) {
        Body body = WebBody.requiring(call, "doc_id", "chunk_id", "content_with_weight");
        String content = content(body);
        List<String> keywords = Chunks.list(body, "important_kwd", "`%s` should be a list");
        List<String> questions = Chunks.list(body, "question_kwd", "`%s` should be a list");
        SentTags tags = SentTags.of(body);
        Optional<Boolean> available = available(body);
        Document document = document(call, body, "Tenant not found!");
        Optional<String> id = WebBody.id(body, "chunk_id");
        if (id.isEmpty()) {
            return Envelope.web(true);
        }
        try {
            chunks.update(
                    call.caller(),
                    document.knowledgeBase(),
                    document.id(),
                    new ChunkId(id.get()),
                    before -> new Chunk.Contents(
                            content,
                            body.find("important_kwd").isPresent() ? keywords : before.keywords(),
                            body.find("question_kwd").isPresent() ? questions : before.questions(),
                            before.positions(),
                            before.tokens(),
                            available.orElse(before.available()),
                            tags.over(before.tags())));
        } catch (ChatException.NotFound unknownChunk) {
            return Envelope.web(true); // clients are not told
        } catch (ChatException.Invalid empty) {
            throw empty.problem() == Problem.MISSING ? Refusal.unusable(NOTHING_TO_EMBED) : empty;
        }
        return Envelope.web(true);
    }

    private Result create(Call call) {
        Body body = WebBody.requiring(call, "doc_id", "content_with_weight");
        String content = content(body);
        List<String> keywords = Chunks.list(body, "important_kwd", "`%s` is required to be a list");
        List<String> questions = Chunks.list(body, "question_kwd", "`%s` is required to be a list");
        SentTags tags = SentTags.of(body);
        Document document = document(call, body, "Document not found!");
        try {
            Chunk chunk = chunks.create(
                    call.caller(),
                    document.knowledgeBase(),
                    document.id(),
                    new ManageChunks.Written(content, keywords, questions, tags.over(Tags.NONE)));
            return Envelope.web(Shape.of("chunk_id", chunk.id().value()));
        } catch (ChatException.Invalid empty) {
            throw empty.problem() == Problem.MISSING ? Refusal.unusable(NOTHING_TO_EMBED) : empty;
        }
    }

    private static String content(Body body) {
        return body.find("content_with_weight")
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .orElseThrow(() -> Refusal.unusable("`content_with_weight` must be a string."));
    }

    private Result show(Call call) {
        Body body = WebBody.requiring(call, "chunk_ids", "available_int", "doc_id");
        Document document = document(call, body, "Document not found!");
        boolean available = available(body).orElseThrow(() -> Refusal.unusable("`available_int` must be 0 or 1."));
        Set<ChunkId> wanted = ids(body);
        Set<ChunkId> changed =
                chunks.setAvailable(call.caller(), document.knowledgeBase(), document.id(), wanted, available);
        if (changed.size() < wanted.size()) {
            throw Refusal.missing("Index updating failure");
        }
        return Envelope.web(true);
    }

    private Result remove(Call call) {
        Body body = WebBody.requiring(call, "chunk_ids", "doc_id");
        Document document = document(call, body, "Document not found!");
        if (!body.json().get("chunk_ids").isArray()) {
            throw Refusal.unusable("`chunk_ids` must be a list.");
        }
        boolean all = body.json().get("chunk_ids").isEmpty();
        Set<ChunkId> wanted = ids(body);
        boolean none = !all
                && (wanted.isEmpty()
                        || chunks.remove(call.caller(), document.knowledgeBase(), document.id(), wanted) == 0);
        if (none) {
            throw Refusal.missing("Index updating failure");
        }
        if (all) {
            chunks.remove(call.caller(), document.knowledgeBase(), document.id(), Set.of());
        }
        return Envelope.web(true);
    }

    private static Set<ChunkId> ids(Body body) {
        return WebBody.ids(body, "chunk_ids").stream()
                .filter(id -> !id.isBlank())
                .map(ChunkId::new)
                .collect(Collectors.toSet());
    }

    private Result graph(Call call) {
        String id = call.query("doc_id").orElseThrow(() -> Graphs.lacks("Document ID"));
        if (own.find(call.caller(), id).isEmpty()) {
            throw Refusal.missing("Document not found!");
        }
        return Envelope.web(Graphs.empty());
    }

    private Document document(Call call, Body body, String otherwise) {
        return own.find(call.caller(), WebBody.id(body, "doc_id").orElse(""))
                .orElseThrow(() -> Refusal.missing(otherwise));
    }
}
