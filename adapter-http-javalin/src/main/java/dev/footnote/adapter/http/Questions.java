package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.POST;

import dev.footnote.application.ChatApplication;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.mindmap.MindMap;
import dev.footnote.domain.search.SearchSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Questions that belong to no conversation: to knowledge bases alone, and what else might be asked. */
final class Questions {

    private static final String WEB = "/v1/conversation";
    private static final String ALIAS = "/api/conversation";
    private static final String TOKEN = "/api/v1/sessions";

    private final ChatApplication app;
    private final Heartbeat heartbeat;

    Questions(ChatApplication app, Heartbeat heartbeat) {
        this.app = app;
        this.heartbeat = heartbeat;
    }

    List<Route> routes() {
        return List.of(
                web("/ask", this::askOnTheWeb),
                web("/mindmap", this::drawOnTheWeb),
                web("/related_questions", this::suggestOnTheWeb),
                Route.key(POST, TOKEN + "/ask", Route.Wording.PLAIN, this::askWithKey),
                Route.key(POST, TOKEN + "/related_questions", Route.Wording.PLAIN, this::suggestTerms));
    }

    private static Route web(String action, Route.Operation operation) {
        return new Route(
                POST, WEB + action, Set.of(ALIAS + action), Credential.SESSION, Route.Wording.PLAIN, operation);
    }

    private Result askOnTheWeb(Call call) {
        Body body = call.body().requiring("question", "kb_ids");
        SearchSettings settings = SearchApps.settings(app, call, body).orOver(ids(body, "kb_ids"));
        return ask(call, call.caller(), body.text("question").orElse(""), settings);
    }

    private Result askWithKey(Call call) {
        Body body = call.body();
        String question = question(body);
        if (body.find("dataset_ids")
                .filter(node -> !node.isContainerNode() || !node.isEmpty())
                .isEmpty()) {
            throw Refusal.invalid(102, "`dataset_ids` is required.");
        }
        if (!body.find("dataset_ids").get().isArray()) {
            throw Refusal.invalid(102, "`dataset_ids` should be a list.");
        }
        List<KnowledgeBaseId> ids = ids(body, "dataset_ids");
        app.askKnowledge().requireParsed(call.caller(), ids);
        return ask(call, call.caller(), question, SearchSettings.NONE.over(ids));
    }

    /** Answers {@code question} in a stream. */
    Result ask(Call call, Caller caller, String question, SearchSettings settings) {
        var writer = call.stream();
        var frames = new KnowledgeFrames();
        Thread reading = Thread.currentThread();
        writer.onGone(reading::interrupt);
        Runnable unwatch = heartbeat.watch(writer);
        try {
            app.askKnowledge().ask(caller, question, settings, event -> writer.send(frames.render(event)));
        } catch (ChatException.NotFound none) {
            writer.send(KnowledgeFrames.failed("No dataset was found."));
        } finally {
            unwatch.run();
            writer.close();
        }
        return new Result.Done();
    }

    private Result drawOnTheWeb(Call call) {
        Body body = call.body().requiring("question", "kb_ids");
        SearchSettings settings = SearchApps.settings(app, call, body).andOver(ids(body, "kb_ids"));
        return draw(call.caller(), body.text("question").orElse(""), settings);
    }

    /** Answers with a mind map. */
    Result draw(Caller caller, String question, SearchSettings settings) {
        try {
            return Envelope.web(shape(app.drawMindMap().draw(caller, question, settings)));
        } catch (ChatException.NotFound none) {
            throw new Refusal(Envelope.full(100, "No KB selected", null, Outcome.NOT_FOUND));
        } catch (ChatException.Invalid invalid) {
            throw invalid.problem() == Problem.UNSUPPORTED
                    ? Refusal.invalid(
                            102,
                            "The model %s only quotes; a mind map needs one that writes.".formatted(invalid.subject()))
                    : invalid;
        }
    }

    private static Map<String, @Nullable Object> shape(MindMap map) {
        return Shape.of(
                "id", map.title(),
                "label", map.title(),
                "children", map.children().stream().map(Questions::shape).toList());
    }

    private Result suggestOnTheWeb(Call call) {
        Body body = call.body().requiring("question");
        return suggest(call.caller(), body.text("question").orElse(""), SearchApps.settings(app, call, body));
    }

    /** Answers with questions that might be asked next. */
    Result suggest(Caller caller, String question, SearchSettings settings) {
        return Envelope.web(app.suggestQuestions().related(caller, question, settings));
    }

    private Result suggestTerms(Call call) {
        Body body = call.body();
        Optional<String> industry = body.text("industry").filter(text -> !text.isBlank());
        return Envelope.token(app.suggestQuestions().terms(call.caller(), question(body), industry));
    }

    private static String question(Body body) {
        return body.text("question")
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new ChatException.Invalid(Thing.QUESTION, Problem.MISSING, ""));
    }

    private static List<KnowledgeBaseId> ids(Body body, String name) {
        return body.texts(name).stream()
                .filter(id -> !id.isBlank())
                .map(KnowledgeBaseId::new)
                .distinct()
                .toList();
    }
}
