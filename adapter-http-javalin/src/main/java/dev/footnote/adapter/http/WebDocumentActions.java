package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.POST;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.application.ChatApplication;
import dev.footnote.application.knowledge.DocumentChange;
import dev.footnote.application.knowledge.ManageDocuments;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.domain.knowledge.FileCategory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What those who are signed in do with documents. */
final class WebDocumentActions {

    private static final List<String> OF_THE_DATASET = List.of("llm_id", "enable_metadata", "metadata");

    private final ChatApplication app;
    private final ManageDocuments documents;
    private final OwnDocuments own;

    WebDocumentActions(ChatApplication app) {
        this.app = app;
        this.documents = app.manageDocuments();
        this.own = new OwnDocuments(documents);
    }

    List<Route> routes() {
        return List.of(
                Route.of(POST, WebDocuments.PATH + "/change_status", Credential.SESSION, this::changeStatus),
                Route.of(POST, WebDocuments.PATH + "/run", Credential.SESSION, this::run),
                Route.of(POST, WebDocuments.PATH + "/rename", Credential.SESSION, this::rename),
                Route.of(POST, WebDocuments.PATH + "/change_parser", Credential.SESSION, this::changeParser),
                Route.of(POST, WebDocuments.PATH + "/rm", Credential.SESSION, this::remove));
    }

    private Result changeStatus(Call call) {
        Body body = WebBody.requiring(call, "doc_ids", "status");
        String status = body.find("status").map(PythonText::of).orElse("");
        if (!status.equals("0") && !status.equals("1")) {
            throw WebDocuments.refused("\"Status\" must be either 0 or 1!");
        }
        List<String> ids = WebBody.ids(body, "doc_ids");
        Map<String, Document> there = own.some(call.caller(), ids);
        Map<String, @Nullable Object> told = Shape.of();
        boolean whole = true;
        for (String id : ids) {
            Optional<Document> document = Optional.ofNullable(there.get(id));
            if (document.isPresent() && enable(call.caller(), document.get(), status.equals("1"))) {
                told.put(id, Shape.of("status", status));
            } else {
                told.put(id, Shape.of("error", "No authorization."));
                whole = false;
            }
        }
        return whole ? Envelope.web(told) : Envelope.full(500, "Partial failure", told, Outcome.NOT_FOUND);
    }

    private boolean enable(Caller caller, Document document, boolean enabled) {
        try {
            change(caller, document, DocumentChange.enabled(enabled));
            return true;
        } catch (ChatException.NotFound removedMeanwhile) {
            return false;
        }
    }

    private Result run(Call call) {
        Body body = WebBody.requiring(call, "doc_ids", "run");
        List<Document> chosen = own.all(call.caller(), WebBody.ids(body, "doc_ids"));
        boolean start = switch (body.find("run").map(PythonText::of).orElse("")) {
            case "1" -> true;
            case "2" -> false;
            default -> throw WebDocuments.refused("`run` must be 1 to start or 2 to cancel.");
        };
        boolean afresh = body.json().path("delete").asBoolean(false);
        boolean asDataset = body.json().path("apply_kb").asBoolean(false);
        for (Document document : chosen) {
            try {
                if (asDataset) {
                    takeFromDataset(call.caller(), document);
                }
                if (start) {
                    start(call.caller(), document, afresh);
                } else {
                    cancel(call.caller(), document);
                }
            } catch (ChatException.NotFound removedMeanwhile) {
                throw Refusal.missing("Document not found!");
            }
        }
        return Envelope.web(true);
    }

    private void takeFromDataset(Caller caller, Document document) {
        Map<String, @Nullable Object> values = Shape.of();
        values.putAll(app.manageKnowledgeBases()
                .find(caller, document.knowledgeBase())
                .settings()
                .parser()
                .values());
        values.keySet().retainAll(OF_THE_DATASET);
        change(caller, document, DocumentChange.parser(KnowledgeBaseShape.noting(document.parser(), values)));
    }

    /** @param afresh whether what was written by hand goes too */
    private void start(Caller caller, Document document, boolean afresh) {
        try {
            if (afresh) {
                documents.parseAfresh(caller, document.knowledgeBase(), document.id());
            } else {
                documents.parse(caller, document.knowledgeBase(), document.id());
            }
        } catch (ChatException.Conflict begunAlready) {
            // what is being parsed goes on
        }
    }

    private void cancel(Caller caller, Document document) {
        if (document.parsing().status() instanceof DocumentStatus.Cancelled) {
            return;
        }
        try {
            documents.stopParsing(caller, document.knowledgeBase(), document.id());
        } catch (ChatException.Conflict idle) {
            throw new Refusal(
                    Envelope.error(102, "Cannot cancel a task that is not in RUNNING status", Outcome.CONFLICT));
        }
    }

    private Result rename(Call call) {
        Body body = WebBody.requiring(call, "doc_id", "name");
        Document document = own.one(call.caller(), WebBody.id(body, "doc_id").orElse(""));
        try {
            Body name = new Body(Json.object("name", body.json().get("name")));
            change(call.caller(), document, DocumentEdit.of(document, name));
            return Envelope.web(true);
        } catch (ChatException.Conflict taken) {
            throw DocumentShape.nameTaken();
        } catch (Refusal refused) {
            throw withFalse(refused);
        }
    }

    /** The refusal in the form of the web API, where {@code false} stands for the data of a refused argument. */
    static Refusal withFalse(Refusal refusal) {
        Envelope told = refusal.envelope();
        return told.body().containsKey("data")
                ? refusal
                : new Refusal(Envelope.full(101, String.valueOf(told.body().get("message")), false, told.outcome()));
    }

    private Result changeParser(Call call) {
        Body body = WebBody.requiring(call, "doc_id");
        Document document = own.one(call.caller(), WebBody.id(body, "doc_id").orElse(""));
        if (body.find("pipeline_id").filter(Json::truthy).isPresent()) {
            throw Refusal.invalid(102, "Not supported yet!"); // there are no pipelines here
        }
        String before = document.chunking().method();
        String method = body.text("parser_id")
                .filter(text -> !text.isBlank())
                .map(text -> text.toLowerCase(Locale.ROOT))
                .orElse(before);
        Optional<ClientSettings> config =
                body.object("parser_config").map(sent -> new ClientSettings(Json.tree(sent.json())));
        if (method.equals(before) && config.map(document.parser()::equals).orElse(true)) {
            return Envelope.web(true);
        }
        if (!DocumentEdit.method(method) || !suits(document, method)) {
            throw Refusal.invalid(102, "Not supported yet!");
        }
        ClientSettings parser = ParserSettings.ofDocument(document.parser(), config.orElse(ClientSettings.NONE));
        change(call.caller(), document, DocumentChange.parser(parser).cut(ParserSettings.chunking(method, parser)));
        documents.reset(call.caller(), document.knowledgeBase(), document.id());
        return Envelope.web(true);
    }

    private static boolean suits(Document document, String method) {
        return DocumentEdit.slides(document)
                ? method.equals("presentation")
                : document.category() != FileCategory.PICTURE || method.equals("picture");
    }

    private Result remove(Call call) {
        Body body = WebBody.requiring(call, "doc_id");
        JsonNode sent = body.json().get("doc_id");
        if (!sent.isTextual() && !sent.isArray()) {
            throw KnowledgeBases.foreign();
        }
        own.all(call.caller(), WebBody.ids(body, "doc_id"))
                .forEach(document -> documents.remove(call.caller(), document.knowledgeBase(), document.id()));
        return Envelope.web(true);
    }

    private void change(Caller caller, Document document, DocumentChange change) {
        documents.update(caller, document.knowledgeBase(), document.id(), change);
    }
}
