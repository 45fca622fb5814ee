package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import dev.footnote.application.ChatApplication;
import dev.footnote.domain.dialog.Share;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.search.SearchApp;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Search apps that are shared by a link: what the holder of a share token may do. */
final class SearchBots {

    private static final String PATH = "/api/v1/searchbots";

    private final ChatApplication app;
    private final Questions questions;
    private final RetrievalTest retrieval;

    SearchBots(ChatApplication app, Questions questions) {
        this.app = app;
        this.questions = questions;
        this.retrieval = new RetrievalTest(app);
    }

    List<Route> routes() {
        return List.of(
                route(POST, "/ask", this::ask),
                route(POST, "/related_questions", this::suggest),
                route(POST, "/mindmap", this::draw),
                route(GET, "/detail", this::detail),
                route(POST, "/retrieval_test", this::retrieve));
    }

    private Route route(HandlerType method, String action, Route.Operation operation) {
        return Route.of(method, PATH + action, Credential.SHARE, call -> {
            Shares.keepToOrigins(app, call);
            return operation.run(call);
        });
    }

    /** The search app that the token opens; refuses a request for another one, whether or not that is there. */
    private SearchApp opened(Call call, Optional<String> wanted) {
        Share share = call.share();
        try {
            SearchApp found = app.sharedSearchApps()
                    .find(share, Authentication.session(call.context()).orElseThrow());
            if (wanted.map(found.id().value()::equals).orElse(true)) {
                return found;
            }
        } catch (ChatException.NotFound opensNone) {
            throw notOpened();
        }
        throw notOpened();
    }

    private SearchApp opened(Call call, Body body) {
        return opened(call, body.text("search_id").filter(id -> !id.isBlank()));
    }

    private static Refusal notOpened() {
        return new Refusal(Envelope.full(103, "Has no permission for this operation.", false, Outcome.FORBIDDEN));
    }

    private Caller caller(Call call) {
        return app.sharedChats().caller(call.share());
    }

    private Result ask(Call call) {
        Body body = call.body().requiring("question", "kb_ids");
        return questions.ask(
                call, caller(call), question(body), opened(call, body).settings());
    }

    private Result suggest(Call call) {
        Body body = call.body().requiring("question");
        return questions.suggest(
                caller(call), question(body), opened(call, body).settings());
    }

    private Result draw(Call call) {
        Body body = call.body().requiring("question", "kb_ids");
        return questions.draw(caller(call), question(body), opened(call, body).settings());
    }

    private static String question(Body body) {
        return body.text("question").orElse("");
    }

    private Result detail(Call call) {
        return Envelope.web(SearchAppShape.detail(opened(call, call.query("search_id"))));
    }

    private Result retrieve(Call call) {
        Body body = WebBody.requiring(call, "kb_id", "question");
        SearchApp found = opened(call, body);
        List<KnowledgeBaseId> named = RetrievalTest.named(body);
        if (!found.settings().knowledgeBases().containsAll(named)) {
            throw KnowledgeBases.notOwned();
        }
        List<KnowledgeBase> bases = retrieval.bases(caller(call), named);
        Set<DocumentId> documents = WebBody.ids(body, "doc_ids").stream()
                .filter(id -> !id.isBlank())
                .map(DocumentId::new)
                .collect(Collectors.toSet());
        return retrieval.found(
                body,
                bases,
                app.sharedSearchApps().documents(found, bases, documents),
                RetrievalTest.asked(found.settings().options()),
                Retrieval.yes(body, "highlight"));
    }
}
