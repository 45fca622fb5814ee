package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.DELETE;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.knowledge.ManageChunks;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Page;
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
                Route.key(DELETE, PATH, Route.Wording.PLAIN, this::remove));
    }

    private Result list(Call call) {
        KnowledgeBaseId base = base(call);
        app.manageKnowledgeBases().find(call.caller(), base);
        Document document = app.manageDocuments().find(call.caller(), base, document(call));
        Optional<String> id = call.query("id");
        Page<Chunk> page = id.isPresent()
                ? one(call, base, document, id.get())
                : chunks.list(
                        call.caller(),
                        base,
                        document.id(),
                        call.query("keywords").orElse(""),
                        call.offset(),
                        call.limit());
        return Envelope.token(Shape.of(
                "total", page.total(),
                "chunks", page.items().stream().map(Chunks::shape).toList(),
                "doc", DocumentShape.document(document)));
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
        Body body = call.body();
        String content = body.text("content").orElse("");
        if (content.isBlank()) {
            throw Refusal.invalid(102, "`content` is required");
        }
        List<String> keywords = list(body, "important_keywords");
        List<String> questions = list(body, "questions").stream()
                .map(String::strip)
                .filter(question -> !question.isEmpty())
                .toList();
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

    private static List<String> list(Body body, String name) {
        if (body.find(name).filter(node -> !node.isArray()).isPresent()) {
            throw Refusal.invalid(102, "`%s` is required to be a list".formatted(name));
        }
        return body.texts(name);
    }

    private Result remove(Call call) {
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

    private static Map<String, @Nullable Object> shape(Chunk chunk) {
        return Shape.of(
                "id", chunk.id().value(),
                "content", chunk.content(),
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
