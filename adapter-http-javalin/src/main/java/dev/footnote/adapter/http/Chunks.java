package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.DELETE;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;
import static io.javalin.http.HandlerType.PUT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.footnote.application.ChatApplication;
import dev.footnote.application.knowledge.ManageChunks;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkFilter;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.domain.knowledge.Position;
import dev.footnote.domain.retrieval.Highlight;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The chunks of a document. */
final class Chunks {

    private static final String PATH = "/api/v1/datasets/{dataset}/documents/{document}/chunks";

    private static final int PAGE = 30;
    private static final int POSITION = 5;

    /** How many chunks clients get that ask for pages of 0. */
    private static final int PAGE_OF_ZERO = 10;

    private final ManageChunks chunks;
    private final ChatApplication app;

    Chunks(ChatApplication app) {
        this.app = app;
        this.chunks = app.manageChunks();
    }

    List<Route> routes() {
        return List.of(
                Route.key(GET, PATH, Route.Wording.PLAIN, this::list),
                Route.key(POST, PATH, Route.Wording.PLAIN, this::create),
                Route.key(PUT, PATH + "/{chunk}", Route.Wording.PLAIN, this::update),
                Route.key(DELETE, PATH, Route.Wording.PLAIN, this::remove));
    }

    private Result list(Call call) {
        KnowledgeBaseId base = base(call);
        app.manageKnowledgeBases().find(call.caller(), base);
        Document document = app.manageDocuments().find(call.caller(), base, document(call));
        Optional<String> id = call.query("id");
        String keywords = call.query("keywords").orElse("");
        Page<Chunk> page =
                id.isPresent() ? one(call, base, document, id.get()) : listed(call, base, document, keywords);
        var words = new Highlight(keywords);
        return Envelope.token(Shape.of(
                "total", page.total(),
                "chunks",
                        page.items().stream().map(chunk -> shape(chunk, words)).toList(),
                "doc", DocumentShape.document(document)));
    }

    private Page<Chunk> listed(Call call, KnowledgeBaseId base, Document document, String keywords) {
        int page = Math.max(1, DocumentQuery.number(call, "page", 1));
        int asked = DocumentQuery.number(call, "page_size", PAGE);
        int size = asked == 0 ? PAGE_OF_ZERO : asked;
        int offset = (int) Math.min((page - 1L) * size, Integer.MAX_VALUE);
        return chunks.list(call.caller(), base, document.id(), ChunkFilter.of(keywords), offset, size);
    }

    private Page<Chunk> one(Call call, KnowledgeBaseId base, Document document, String id) {
        try {
            Chunk chunk = chunks.find(call.caller(), base, new ChunkId(id));
            if (chunk.document().equals(document.id())) {
                return new Page<>(List.of(chunk), 1);
            }
        } catch (ChatException.NotFound none) {
            throw unknown(base, id);
        }
        throw unknown(base, id);
    }

    private static Refusal unknown(KnowledgeBaseId base, String id) {
        return new Refusal(
                Envelope.error(404, "Chunk not found: %s/%s".formatted(base.value(), id), Outcome.NOT_FOUND));
    }

    private Result create(Call call) {
        app.manageKnowledgeBases().find(call.caller(), base(call));
        app.manageDocuments().find(call.caller(), base(call), document(call));
        Body body = call.body();
        if (body.has("content")
                && body.find("content").filter(JsonNode::isTextual).isEmpty()) {
            throw Refusal.unusable("`content` must be a string.");
        }
        String content = body.text("content").orElse("");
        if (content.isBlank()) {
            throw Refusal.invalid(102, "`content` is required");
        }
        List<String> keywords = list(body, "important_keywords", "`%s` is required to be a list");
        List<String> questions = questions(body, "`%s` is required to be a list");
        Chunk chunk = chunks.create(call.caller(), base(call), document(call), content, keywords, questions);
        return Envelope.token(Shape.of(
                "chunk",
                Shape.of(
                        "id", chunk.id().value(),
                        "content", chunk.content(),
                        "document_id", chunk.document().value(),
                        "dataset_id", chunk.knowledgeBase().value(),
                        "important_keywords", chunk.keywords(),
                        "questions", chunk.questions(),
                        "create_time", Shape.plainDate(chunk.createdAt()),
                        "create_timestamp", Shape.seconds(chunk.createdAt()))));
    }

    private static List<String> questions(Body body, String otherwise) {
        return list(body, "questions", otherwise).stream()
                .map(String::strip)
                .filter(question -> !question.isEmpty())
                .toList();
    }

    /** The texts of a list; {@code otherwise} words, for {@code %s}, that it is none. */
    static List<String> list(Body body, String name, String otherwise) {
        JsonNode node = body.find(name).orElse(JsonNodeFactory.instance.arrayNode());
        if (!node.isArray()) {
            throw Refusal.invalid(102, otherwise.formatted(name));
        }
        node.forEach(item -> {
            if (!item.isTextual()) {
                throw Refusal.unusable("`%s` must be a list of strings.".formatted(name));
            }
        });
        return body.texts(name);
    }

    private Result update(Call call) {
        var id = new ChunkId(call.path("chunk"));
        chunks.find(call.caller(), id);
        app.manageKnowledgeBases().find(call.caller(), base(call));
        app.manageDocuments().find(call.caller(), base(call), document(call));
        Body body = call.body();
        if (body.find("content").filter(node -> !node.isTextual()).isPresent()) {
            throw Refusal.unusable("`content` must be a string.");
        }
        List<String> keywords = list(body, "important_keywords", "`%s` should be a list");
        List<String> questions = questions(body, "`%s` should be a list");
        List<Position> positions = positions(body);
        Optional<Boolean> available = body.find("available").map(node -> DocumentEdit.flag("available", node));
        chunks.update(
                call.caller(),
                base(call),
                document(call),
                id,
                before -> new Chunk.Contents(
                        body.text("content").orElse(before.content()),
                        body.find("important_keywords").isPresent() ? keywords : before.keywords(),
                        body.find("questions").isPresent() ? questions : before.questions(),
                        body.find("positions").isPresent() ? positions : before.positions(),
                        before.tokens(),
                        available.orElse(before.available()),
                        before.tags()));
        return Envelope.token();
    }

    private static List<Position> positions(Body body) {
        JsonNode sent = body.find("positions").orElse(JsonNodeFactory.instance.arrayNode());
        if (!sent.isArray()) {
            throw Refusal.invalid(102, "`positions` should be a list");
        }
        List<Position> positions = new ArrayList<>();
        for (JsonNode at : sent) {
            if (at.size() != POSITION || !at.valueStream().allMatch(JsonNode::isNumber)) {
                throw Refusal.unusable("`positions` must be a list of lists of five numbers.");
            }
            positions.add(new Position(
                    at.get(0).asInt(),
                    at.get(1).asInt(),
                    at.get(2).asInt(),
                    at.get(3).asInt(),
                    at.get(4).asInt()));
        }
        return positions;
    }

    private Result remove(Call call) {
        app.manageKnowledgeBases().find(call.caller(), base(call));
        try {
            app.manageDocuments().find(call.caller(), base(call), document(call));
        } catch (ChatException.NotFound none) {
            String told = "Can't find the document with ID %s!"
                    .formatted(document(call).value());
            throw new Refusal(Envelope.full(100, told, null, Outcome.NOT_FOUND));
        }
        if (call.body().has("chunk_ids") && !call.body().json().get("chunk_ids").isArray()) {
            throw Refusal.unusable("`chunk_ids` must be a list.");
        }
        List<String> ids = call.body().texts("chunk_ids");
        Set<String> distinct = new LinkedHashSet<>(ids);
        Set<ChunkId> wanted =
                distinct.stream().filter(id -> !id.isBlank()).map(ChunkId::new).collect(Collectors.toSet());
        if (wanted.isEmpty() && !ids.isEmpty()) {
            throw Refusal.missing("rm_chunk deleted chunks 0, expect " + distinct.size());
        }
        int removed = chunks.remove(call.caller(), base(call), document(call), wanted);
        if (!ids.isEmpty() && removed != distinct.size()) {
            throw Refusal.missing("rm_chunk deleted chunks %d, expect %d".formatted(removed, distinct.size()));
        }
        if (distinct.size() < ids.size()) {
            var seen = new LinkedHashSet<String>();
            Set<String> errors = ids.stream()
                    .filter(id -> !seen.add(id))
                    .map(id -> "Duplicate chunk ids: " + id)
                    .collect(Collectors.toSet());
            return Envelope.token(Shape.of("success_count", removed, "errors", errors));
        }
        return Envelope.token();
    }

    private static Map<String, @Nullable Object> shape(Chunk chunk, Highlight words) {
        return Shape.of(
                "id", chunk.id().value(),
                "content", words.mark(chunk.content(), "<em>", "</em>"),
                "document_id", chunk.document().value(),
                "docnm_kwd", chunk.documentName(),
                "important_keywords", chunk.keywords(),
                "questions", chunk.questions(),
                "dataset_id", chunk.knowledgeBase().value(),
                "image_id", "",
                "available", chunk.available(),
                "positions", ReferenceShape.positions(chunk.positions()));
    }

    private static KnowledgeBaseId base(Call call) {
        return new KnowledgeBaseId(call.path("dataset"));
    }

    private static DocumentId document(Call call) {
        return new DocumentId(call.path("document"));
    }
}
