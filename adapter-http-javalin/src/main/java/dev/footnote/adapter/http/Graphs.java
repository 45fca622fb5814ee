package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.DELETE;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import dev.footnote.application.ChatApplication;
import dev.footnote.domain.knowledge.KnowledgeBase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Graphs over datasets, their tasks and the logs of pipelines: none of them is made here. So there is nothing to show,
 * and what would make one says that it is not available.
 */
final class Graphs {

    private static final String WEB = KnowledgeBases.PATH;
    private static final String TOKEN = "/api/v1/datasets/{dataset}";
    private static final Set<String> TASKS = Set.of("GraphRAG", "RAPTOR", "Mindmap");

    private final ChatApplication app;

    Graphs(ChatApplication app) {
        this.app = app;
    }

    List<Route> routes() {
        return List.of(
                Route.of(GET, WEB + "/{dataset}/knowledge_graph", Credential.SESSION, this::show),
                Route.of(DELETE, WEB + "/{dataset}/knowledge_graph", Credential.SESSION, this::remove),
                Route.of(POST, WEB + "/run_graphrag", Credential.SESSION, call -> run(call, "A graph")),
                Route.of(POST, WEB + "/run_raptor", Credential.SESSION, call -> run(call, "RAPTOR")),
                Route.of(POST, WEB + "/run_mindmap", Credential.SESSION, call -> run(call, "A mind map of a dataset")),
                Route.of(GET, WEB + "/trace_graphrag", Credential.SESSION, this::trace),
                Route.of(GET, WEB + "/trace_raptor", Credential.SESSION, this::trace),
                Route.of(GET, WEB + "/trace_mindmap", Credential.SESSION, this::trace),
                Route.of(DELETE, WEB + "/unbind_task", Credential.SESSION, this::unbind),
                Route.of(POST, WEB + "/list_pipeline_logs", Credential.SESSION, this::logs),
                Route.of(POST, WEB + "/list_pipeline_dataset_logs", Credential.SESSION, this::logs),
                Route.of(POST, WEB + "/delete_pipeline_logs", Credential.SESSION, this::removeLogs),
                Route.of(GET, WEB + "/pipeline_log_detail", Credential.SESSION, Graphs::log),
                Route.key(GET, TOKEN + "/knowledge_graph", Route.Wording.PLAIN, this::showByKey),
                Route.key(DELETE, TOKEN + "/knowledge_graph", Route.Wording.PLAIN, this::removeByKey),
                Route.key(POST, TOKEN + "/run_graphrag", Route.Wording.PLAIN, call -> runByKey(call, "A graph")),
                Route.key(POST, TOKEN + "/run_raptor", Route.Wording.PLAIN, call -> runByKey(call, "RAPTOR")),
                Route.key(GET, TOKEN + "/trace_graphrag", Route.Wording.PLAIN, this::traceByKey),
                Route.key(GET, TOKEN + "/trace_raptor", Route.Wording.PLAIN, this::traceByKey));
    }

    private Result show(Call call) {
        check(ofPath(call), KnowledgeBases::foreign);
        return Envelope.web(empty());
    }

    private Result remove(Call call) {
        check(ofPath(call), KnowledgeBases::foreign);
        return Envelope.web(true);
    }

    private Result showByKey(Call call) {
        check(ofPath(call), Graphs::foreignByKey);
        return Envelope.token(empty());
    }

    private Result removeByKey(Call call) {
        check(ofPath(call), Graphs::foreignByKey);
        return Envelope.token(true);
    }

    private Result run(Call call, String what) {
        String id = WebBody.id(WebBody.of(call), "kb_id").orElseThrow(() -> Refusal.invalid(102, "Lack of \"KB ID\""));
        KnowledgeBase base = named(call, id);
        throw unavailable(base, "No documents in Knowledgebase " + base.id().value(), what);
    }

    private Result runByKey(Call call, String what) {
        KnowledgeBase base = ofPath(call).orElseThrow(Graphs::foreignByKey);
        throw unavailable(base, "No documents in Dataset " + base.id().value(), what);
    }

    private Result trace(Call call) {
        named(call, call.query("kb_id").orElseThrow(() -> Refusal.invalid(102, "Lack of \"KB ID\"")));
        return Envelope.web(Map.of());
    }

    private Result traceByKey(Call call) {
        check(ofPath(call), Graphs::foreignByKey);
        return Envelope.token(Map.of());
    }

    private Result unbind(Call call) {
        named(call, call.query("kb_id").orElseThrow(() -> Refusal.invalid(102, "Lack of \"KB ID\"")));
        if (call.query("pipeline_task_type").filter(TASKS::contains).isEmpty()) {
            throw Refusal.invalid(102, "Invalid task type");
        }
        return Envelope.web(true);
    }

    private Result logs(Call call) {
        ofQuery(call);
        return Envelope.web(Shape.of("total", 0, "logs", List.of()));
    }

    private Result removeLogs(Call call) {
        ofQuery(call);
        return Envelope.web(true);
    }

    private static Result log(Call call) {
        if (call.query("log_id").isEmpty()) {
            throw lacks("Pipeline log ID");
        }
        throw Refusal.missing("Invalid pipeline log ID");
    }

    /** Refuses a query that lacks {@code what}. */
    static Refusal lacks(String what) {
        return new Refusal(Envelope.full(101, "Lack of \"%s\"".formatted(what), false, Outcome.INVALID));
    }

    private void ofQuery(Call call) {
        String id = call.query("kb_id").orElseThrow(() -> lacks("KB ID"));
        check(KnowledgeBases.find(app, call.caller(), id), KnowledgeBases::notOwned);
    }

    private Optional<KnowledgeBase> ofPath(Call call) {
        return KnowledgeBases.find(app, call.caller(), call.path("dataset"));
    }

    private static void check(Optional<KnowledgeBase> base, Supplier<Refusal> otherwise) {
        if (base.isEmpty()) {
            throw otherwise.get();
        }
    }

    private KnowledgeBase named(Call call, String id) {
        return KnowledgeBases.find(app, call.caller(), id)
                .orElseThrow(() -> Refusal.missing("Invalid Knowledgebase ID"));
    }

    private static Refusal unavailable(KnowledgeBase base, String withoutDocuments, String what) {
        return base.size().documents() == 0
                ? Refusal.invalid(102, withoutDocuments)
                : Refusal.invalid(102, what + " is not available here.");
    }

    private static Refusal foreignByKey() {
        return new Refusal(Envelope.error(109, "No authorization.", Outcome.NOT_FOUND));
    }

    /** A graph of nothing. */
    static Map<String, @Nullable Object> empty() {
        return Shape.of("graph", Map.of(), "mind_map", Map.of());
    }
}
