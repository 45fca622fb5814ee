package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.POST;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.chat.RetrieveChunks;
import dev.footnote.domain.dialog.SearchOptions;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.retrieval.ScoredChunk;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finding chunks for Dify, whose answers have no envelope and whose failures their code as status. */
final class DifyRetrieval {

    static final String PATH = "/api/v1/dify/retrieval";
    static final int WRONG_KEY = 403;

    private static final double VECTOR_WEIGHT = 0.3;
    private static final int MOST = 1024;

    private final ChatApplication app;
    private final RetrieveChunks retrieve;

    DifyRetrieval(ChatApplication app) {
        this.app = app;
        this.retrieve = app.retrieveChunks();
    }

    List<Route> routes() {
        return List.of(Route.of(POST, PATH, Credential.NONE, this::retrieve));
    }

    private Result retrieve(Call call) {
        Optional<String> header = call.header("Authorization");
        if (header.isEmpty()) {
            throw new Refusal(Envelope.full(100, "`Authorization` can't be empty", null, Outcome.UNKNOWN_KEY));
        }
        String[] words = header.get().strip().split("\\s+", 3);
        Optional<Caller> caller = app.authenticate().byApiToken(new Secret(words[words.length > 1 ? 1 : 0]));
        if (caller.isEmpty()) {
            return failed(call, WRONG_KEY, "API-KEY is invalid!");
        }
        Body body = call.body().requiring("knowledge_id", "query");
        String id = body.find("knowledge_id").map(PythonText::of).orElse("");
        Optional<List<KnowledgeBase>> bases = bases(caller.get(), id);
        return bases.isPresent()
                ? found(call, caller.get(), body, bases.get())
                : failed(call, 404, "Knowledgebase not found!");
    }

    private Optional<List<KnowledgeBase>> bases(Caller caller, String id) {
        if (id.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(retrieve.bases(caller, List.of(new KnowledgeBaseId(id))));
        } catch (ChatException.NotFound none) {
            return Optional.empty();
        }
    }

    private Result found(Call call, Caller caller, Body body, List<KnowledgeBase> bases) {
        Body settings = body.object("retrieval_setting").orElse(Body.EMPTY);
        int topK = (int) Lenient.number(settings, "top_k", MOST);
        if (topK < 1) {
            throw Refusal.unusable("`top_k` must be greater than 0");
        }
        var documents = retrieve.documents(
                bases, List.of(), body.object("metadata_condition").flatMap(MetadataShape::filter));
        var request = new RetrieveChunks.Request(
                body.find("query").map(PythonText::of).orElse("").strip(),
                documents,
                Lenient.number(settings, "score_threshold", 0),
                VECTOR_WEIGHT,
                topK,
                "",
                SearchOptions.NONE,
                0,
                topK);
        List<ScoredChunk> page = retrieve.retrieve(request, bases).page();
        var known = new HashMap<DocumentId, ClientSettings>();
        return answer(
                call,
                200,
                Shape.of(
                        "records",
                        page.stream()
                                .map(scored -> record(
                                        scored,
                                        known.computeIfAbsent(
                                                scored.chunk().document(), document -> metadata(caller, scored))))
                                .toList()));
    }

    private ClientSettings metadata(Caller caller, ScoredChunk scored) {
        try {
            Document document = app.manageDocuments()
                    .find(caller, scored.chunk().knowledgeBase(), scored.chunk().document());
            return document.metadata().fields();
        } catch (ChatException.NotFound removedMeanwhile) {
            return ClientSettings.NONE;
        }
    }

    private static Map<String, @Nullable Object> record(ScoredChunk scored, ClientSettings metadata) {
        Map<String, @Nullable Object> fields = Shape.of();
        fields.putAll(metadata.values());
        fields.put("doc_id", scored.chunk().document().value());
        return Shape.of(
                "content", scored.chunk().content(),
                "score", scored.similarity(),
                "title", scored.chunk().documentName(),
                "metadata", fields);
    }

    private static Result failed(Call call, int code, String message) {
        return answer(call, code, Shape.of("code", code, "message", message));
    }

    private static Result answer(Call call, int status, Map<String, @Nullable Object> body) {
        call.context()
                .status(status)
                .contentType("application/json; charset=utf-8")
                .result(Json.bytes(body));
        return new Result.Done();
    }
}
