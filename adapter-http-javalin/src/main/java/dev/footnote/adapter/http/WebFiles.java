package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.knowledge.FileText;
import dev.footnote.application.knowledge.ManageAttachments;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Attachment;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import io.javalin.http.HandlerType;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Files that those who are signed in send to be asked about. */
final class WebFiles {

    private static final Route.Wording WORDING =
            new Route.Wording(Map.of(Thing.CONVERSATION, "Conversation not found!"));

    private final ChatApplication app;
    private final ManageAttachments attachments;

    WebFiles(ChatApplication app) {
        this.app = app;
        this.attachments = app.manageAttachments();
    }

    List<Route> routes() {
        return List.of(
                route(POST, "/upload_info", this::keep),
                route(GET, "/download/{attachment}", this::download),
                route(POST, "/parse", this::parse),
                route(POST, "/upload_and_parse", this::learn));
    }

    private static Route route(HandlerType method, String path, Route.Operation operation) {
        return new Route(method, WebDocuments.PATH + path, Set.of(), Credential.SESSION, WORDING, operation);
    }

    private Result keep(Call call) throws IOException {
        Optional<String> url = call.query("url").filter(text -> !text.isBlank());
        if (url.isPresent()) {
            return Envelope.web(FileShape.file(reached(() -> attachments.fetch(call.caller(), url.get()))));
        }
        UploadedFile file = Uploads.files(call, WebDocuments::refused).getFirst();
        try (InputStream content = file.content()) {
            return Envelope.web(
                    FileShape.file(attachments.keep(call.caller(), file.filename(), Uploads.source(content))));
        }
    }

    private Result download(Call call) throws IOException {
        Attachment attachment = attachments.find(call.caller(), new DocumentId(call.path("attachment")));
        return FileAnswer.attached(
                call,
                attachment.name(),
                call.query("ext").orElse(attachment.suffix()),
                attachments.read(call.caller(), attachment.id()));
    }

    private Result parse(Call call) throws IOException {
        if (!call.context().isMultipartFormData()) {
            Optional<String> url = WebBody.id(WebBody.of(call), "url");
            if (url.isPresent()) {
                return Envelope.web(text(reached(() -> app.readFiles().fetch(url.get()))));
            }
        }
        var texts = new ArrayList<String>();
        for (UploadedFile file : Uploads.files(call, WebDocuments::refused)) {
            try (InputStream content = file.content()) {
                texts.add(text(app.readFiles().read(file.filename(), Uploads.source(content))));
            }
        }
        return Envelope.web(String.join("\n\n", texts));
    }

    private static String text(FileText file) {
        return switch (file) {
            case FileText.Read read -> read.headed();
            case FileText.Unreadable(String name, String reason) ->
                throw Refusal.invalid(102, "%s: %s".formatted(name, reason));
        };
    }

    private static <T> T reached(Supplier<T> page) {
        try {
            return page.get();
        } catch (ChatException.Invalid | ChatException.Upstream failure) {
            throw WebCrawl.refused(failure);
        }
    }

    /** Stores files in the first dataset of a conversation's chat, and has them parsed before it answers. */
    private Result learn(Call call) {
        String conversation = WebBody.id(WebBody.requiring(call, "conversation_id"), "conversation_id")
                .orElse("");
        List<UploadedFile> files = Uploads.files(call, WebDocuments::refused);
        Caller caller = call.caller();
        Dialog dialog = app.manageDialogs()
                .find(
                        caller,
                        app.manageConversations()
                                .find(caller, new ConversationId(conversation))
                                .dialog());
        KnowledgeBaseId base = dialog.settings().knowledgeBases().stream()
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(102, "The chat of this conversation has no dataset."));
        Uploads uploads = Uploads.store(app.manageDocuments(), caller, base, files);
        app.learnFiles().learn(caller, base, uploads.stored());
        var ids =
                uploads.stored().stream().map(document -> document.id().value()).toList();
        return uploads.errors().isEmpty()
                ? Envelope.web(ids)
                : Envelope.full(500, String.join("\n", uploads.errors()), ids, uploads.outcome());
    }
}
