package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;

import dev.footnote.application.ChatApplication;
import dev.footnote.domain.dialog.Share;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Files for whoever may ask a shared chat or search app: those that it can cite, and no others. */
final class SharedDocuments {

    private final ChatApplication app;
    private final OwnDocuments own;

    SharedDocuments(ChatApplication app) {
        this.app = app;
        this.own = new OwnDocuments(app.manageDocuments());
    }

    List<Route> routes() {
        return List.of(Route.of(GET, "/api/v1/documents/{document}", Credential.SHARE, this::download));
    }

    private Result download(Call call) throws IOException {
        Share share = call.share();
        Caller caller = app.sharedChats().caller(share);
        Set<KnowledgeBaseId> cited = cited(share);
        Document document = own.find(caller, call.path("document"))
                .filter(found -> cited.contains(found.knowledgeBase()) || searched(call, found))
                .orElseThrow(
                        () -> Refusal.missing("The dataset not own the document %s.".formatted(call.path("document"))));
        if (document.bytes() == 0) {
            throw Refusal.invalid(102, "This file is empty.");
        }
        return FileAnswer.attached(
                call, document, app.manageDocuments().read(caller, document.knowledgeBase(), document.id()));
    }

    private boolean searched(Call call, Document document) {
        return Authentication.session(call.context())
                .filter(token -> app.sharedSearchApps().opens(call.share(), token, document))
                .isPresent();
    }

    private Set<KnowledgeBaseId> cited(Share share) {
        try {
            return share.dialog()
                    .map(dialog -> Set.copyOf(
                            app.sharedChats().find(share, dialog).settings().knowledgeBases()))
                    .orElse(Set.of());
        } catch (ChatException.NotFound removedMeanwhile) {
            return Set.of();
        }
    }
}
