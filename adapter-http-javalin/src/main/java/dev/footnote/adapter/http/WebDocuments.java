package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import com.google.common.base.Splitter;
import dev.footnote.application.ChatApplication;
import dev.footnote.application.knowledge.ManageDocuments;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.domain.stream.ByteSource;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Documents, as those who are signed in see them: how they come, and how they are found. */
final class WebDocuments {

    static final String PATH = "/v1/document";

    private final ChatApplication app;
    private final ManageDocuments documents;
    private final OwnDocuments own;

    WebDocuments(ChatApplication app) {
        this.app = app;
        this.documents = app.manageDocuments();
        this.own = new OwnDocuments(documents);
    }

    List<Route> routes() {
        return List.of(
                Route.of(POST, PATH + "/upload", Credential.SESSION, this::upload),
                Route.of(POST, PATH + "/create", Credential.SESSION, this::create),
                Route.of(POST, PATH + "/list", Credential.SESSION, this::list),
                Route.of(POST, PATH + "/filter", Credential.SESSION, this::count),
                Route.of(POST, PATH + "/infos", Credential.SESSION, this::infos),
                Route.of(GET, PATH + "/thumbnails", Credential.SESSION, this::thumbnails),
                Route.of(GET, PATH + "/image/{image}", Credential.SESSION, this::picture),
                Route.of(GET, PATH + "/get/{document}", Credential.SESSION, this::file));
    }

    private Result upload(Call call) {
        KnowledgeBaseId base = required(WebBody.requiring(call, "kb_id"));
        List<UploadedFile> files = Uploads.files(call, WebDocuments::refused);
        if (KnowledgeBases.find(app, call.caller(), base.value()).isEmpty()) {
            throw new Refusal(Envelope.full(100, "Can't find this dataset!", null, Outcome.NOT_FOUND));
        }
        Uploads uploads = Uploads.store(documents, call.caller(), base, files);
        var stored = uploads.stored().stream().map(DocumentShape::row).toList();
        return uploads.errors().isEmpty()
                ? Envelope.web(stored)
                : Envelope.full(500, String.join("\n", uploads.errors()), stored, uploads.outcome());
    }

    private Result create(Call call) {
        Body body = WebBody.requiring(call, "name", "kb_id");
        KnowledgeBaseId base = required(body);
        String name = body.find("name").map(PythonText::of).orElse("");
        if (Uploads.tooLong(name)) {
            throw refused("File name must be 255 bytes or less.");
        }
        if (name.isBlank()) {
            throw refused("File name can't be empty.");
        }
        try {
            return Envelope.web(DocumentShape.row(documents.create(call.caller(), base, name)));
        } catch (ChatException.NotFound none) {
            throw Refusal.missing("Can't find this dataset!");
        } catch (ChatException.Conflict taken) {
            throw DocumentShape.nameTaken();
        }
    }

    private Result list(Call call) {
        KnowledgeBase base = ofQuery(call);
        var query = WebDocumentQuery.of(call, WebBody.of(call), app, base.id());
        if (query.isEmpty()) {
            return Envelope.web(Shape.of("total", 0, "docs", List.of()));
        }
        Page<Document> page = documents.list(
                call.caller(), base.id(), Dialogs.listing(call), query.get().filter());
        String nickname = page.items().isEmpty()
                ? ""
                : app.manageUsers().find(call.caller()).nickname();
        return Envelope.web(Shape.of(
                "total",
                page.total(),
                "docs",
                page.items().stream()
                        .map(document -> listed(document, nickname))
                        .toList()));
    }

    private static Map<String, @Nullable Object> listed(Document document, String nickname) {
        Map<String, @Nullable Object> row = DocumentShape.row(document);
        row.put("parser_config", MetadataSchema.shown(document.parser()));
        row.put("thumbnail", DocumentShape.thumbnailPath(document));
        row.put("pipeline_name", null);
        row.put("nickname", nickname);
        return row;
    }

    private Result count(Call call) {
        Body body = WebBody.of(call);
        String id = WebBody.id(body, "kb_id").orElseThrow(() -> Graphs.lacks("KB ID"));
        KnowledgeBase base = KnowledgeBases.find(app, call.caller(), id).orElseThrow(KnowledgeBases::notOwned);
        Optional<WebDocumentQuery> query = WebDocumentQuery.of(call, body, app, base.id());
        List<Document> found = query.isEmpty()
                ? List.of()
                : documents
                        .list(
                                call.caller(),
                                base.id(),
                                WebDocumentQuery.all(body.text("keywords").orElse("")),
                                query.get().filter())
                        .items();
        return Envelope.web(Shape.of("total", found.size(), "filter", WebDocumentQuery.counts(found)));
    }

    private KnowledgeBase ofQuery(Call call) {
        String id = call.query("kb_id").orElseThrow(() -> Graphs.lacks("KB ID"));
        return KnowledgeBases.find(app, call.caller(), id).orElseThrow(KnowledgeBases::notOwned);
    }

    private Result infos(Call call) {
        Body body = WebBody.of(call);
        if (!body.has("doc_ids")) {
            throw Refusal.unusable("`doc_ids` is required.");
        }
        List<Document> all = own.all(call.caller(), WebBody.ids(body, "doc_ids"));
        return Envelope.web(all.stream().map(DocumentShape::row).toList());
    }

    private Result thumbnails(Call call) {
        List<String> ids = call.context().queryParams("doc_ids").stream()
                .flatMap(sent -> List.of(sent.split(",", -1)).stream())
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .toList();
        if (ids.isEmpty()) {
            throw Graphs.lacks("Document ID");
        }
        Map<String, @Nullable Object> thumbnails = Shape.of();
        own.some(call.caller(), ids)
                .forEach((id, document) -> thumbnails.put(id, DocumentShape.thumbnailPath(document)));
        return Envelope.web(thumbnails);
    }

    private Result file(Call call) throws IOException {
        Caller caller = call.caller();
        Document document =
                own.find(caller, call.path("document")).orElseThrow(() -> Refusal.missing("Document not found!"));
        return FileAnswer.shown(call, document, documents.read(caller, document.knowledgeBase(), document.id()));
    }

    /** The small picture of a document, by the name that {@link DocumentShape#thumbnailPath} ends with. */
    private Result picture(Call call) throws IOException {
        List<String> parts = Splitter.on('-').splitToList(call.path("image"));
        Optional<DocumentId> document = parts.size() == 2 ? DocumentShape.pictured(parts.getLast()) : Optional.empty();
        if (document.isEmpty() || parts.getFirst().isBlank()) {
            throw Refusal.missing("Image not found.");
        }
        try {
            ByteSource picture = app.drawDocuments()
                    .draw(call.caller(), new KnowledgeBaseId(parts.getFirst()), document.get())
                    .orElseThrow(() -> Refusal.missing("Image not found."));
            return FileAnswer.picture(call, parts.getLast(), picture);
        } catch (ChatException.NotFound none) {
            throw Refusal.missing("Image not found.");
        }
    }

    /** The id of a knowledge base; refuses a body that names none. */
    static KnowledgeBaseId required(Body body) {
        return WebBody.id(body, "kb_id").map(KnowledgeBaseId::new).orElseThrow(() -> Graphs.lacks("KB ID"));
    }

    /** An argument that cannot be taken. */
    static Refusal refused(String message) {
        return new Refusal(Envelope.full(101, message, false, Outcome.INVALID));
    }
}
