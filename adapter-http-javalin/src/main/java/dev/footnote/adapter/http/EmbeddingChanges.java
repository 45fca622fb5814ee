package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.DELETE;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.knowledge.ChangeEmbedding;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.knowledge.EmbeddingChange;
import dev.footnote.domain.knowledge.EmbeddingChange.Cancelled;
import dev.footnote.domain.knowledge.EmbeddingChange.Failed;
import dev.footnote.domain.knowledge.EmbeddingChange.Finished;
import dev.footnote.domain.knowledge.EmbeddingChange.Running;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Datasets on their way to another embedding model. */
final class EmbeddingChanges {

    private static final String PATH = "/api/v1/datasets/{dataset}/embedding";

    private final ChangeEmbedding changes;

    EmbeddingChanges(ChatApplication app) {
        this.changes = app.changeEmbedding();
    }

    List<Route> routes() {
        return List.of(
                Route.key(POST, PATH, Route.Wording.PLAIN, this::begin),
                Route.key(GET, PATH, Route.Wording.PLAIN, this::find),
                Route.key(DELETE, PATH, Route.Wording.PLAIN, this::cancel));
    }

    private Result begin(Call call) {
        Body body = Json.body(call.context().bodyAsBytes());
        String model = body.text("embedding_model").orElse("");
        if (model.isBlank()) {
            throw Refusal.invalid(101, "`embedding_model` is required.");
        }
        return Envelope.token(within(call, id -> told(changes.begin(call.caller(), id, model))));
    }

    private Result find(Call call) {
        return Envelope.token(within(
                call,
                id -> changes.find(call.caller(), id)
                        .map(EmbeddingChanges::told)
                        .orElseGet(Map::of)));
    }

    private Result cancel(Call call) {
        return Envelope.token(within(call, id -> Shape.of("cancelled", changes.cancel(call.caller(), id))));
    }

    private static <T> T within(Call call, Function<KnowledgeBaseId, T> work) {
        String id = call.path("dataset");
        try {
            return work.apply(new KnowledgeBaseId(id));
        } catch (ChatException.NotFound | ChatException.Forbidden none) {
            throw Datasets.foreign(call.caller(), "dataset", id);
        }
    }

    private static Map<String, @Nullable Object> told(EmbeddingChange change) {
        return Shape.of(
                "embedding_model", change.model(),
                "state", word(change.state()),
                "done", change.done(),
                "total", change.total(),
                "reason", change.state() instanceof Failed(String reason) ? reason : "");
    }

    private static String word(EmbeddingChange.State state) {
        return switch (state) {
            case Running running -> "running";
            case Finished finished -> "finished";
            case Cancelled cancelled -> "cancelled";
            case Failed failed -> "failed";
        };
    }
}
