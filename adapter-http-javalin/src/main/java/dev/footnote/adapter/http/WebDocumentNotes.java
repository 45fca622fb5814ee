package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.POST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.footnote.application.ChatApplication;
import dev.footnote.application.knowledge.DocumentChange;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Metadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What those who are signed in note of documents. */
final class WebDocumentNotes {

    private final ChatApplication app;
    private final OwnDocuments own;

    WebDocumentNotes(ChatApplication app) {
        this.app = app;
        this.own = new OwnDocuments(app.manageDocuments());
    }

    List<Route> routes() {
        return List.of(
                Route.of(POST, WebDocuments.PATH + "/metadata/summary", Credential.SESSION, this::summary),
                Route.of(POST, WebDocuments.PATH + "/metadata/update", Credential.SESSION, this::update),
                Route.of(POST, WebDocuments.PATH + "/update_metadata_setting", Credential.SESSION, this::updateSetting),
                Route.of(POST, WebDocuments.PATH + "/set_meta", Credential.SESSION, this::set));
    }

    private Result summary(Call call) {
        Body body = WebBody.of(call);
        KnowledgeBaseId base = base(call, body);
        Set<DocumentId> named = ids(body);
        Optional<Set<DocumentId>> documents = named.isEmpty() ? Optional.empty() : Optional.of(named);
        return Envelope.web(Shape.of(
                "summary", MetadataShape.summary(app.manageMetadata().summarize(call.caller(), base, documents))));
    }

    private Result update(Call call) {
        Body body = WebBody.requiring(call, "doc_ids");
        KnowledgeBaseId base = base(call, body);
        Set<DocumentId> named = ids(body);
        try {
            List<Metadata.Update> updates = MetadataShape.updates(list(body, "updates"));
            List<Metadata.Removal> removals = MetadataShape.removals(list(body, "deletes"));
            int changed = app.manageMetadata().change(call.caller(), base, named, updates, removals);
            return Envelope.web(Shape.of("updated", changed, "matched_docs", named.size()));
        } catch (Refusal refused) {
            throw WebDocumentActions.withFalse(refused);
        }
    }

    private static JsonNode list(Body body, String name) {
        JsonNode node = body.find(name).orElse(JsonNodeFactory.instance.arrayNode());
        if (!node.isArray()) {
            throw WebDocuments.refused("updates and deletes must be lists.");
        }
        return node;
    }

    private KnowledgeBaseId base(Call call, Body body) {
        KnowledgeBaseId id = WebDocuments.required(body);
        return KnowledgeBases.find(app, call.caller(), id.value())
                .orElseThrow(KnowledgeBases::notOwned)
                .id();
    }

    private static Set<DocumentId> ids(Body body) {
        return WebBody.ids(body, "doc_ids").stream()
                .filter(id -> !id.isBlank())
                .map(DocumentId::new)
                .collect(Collectors.toSet());
    }

    private Result updateSetting(Call call) {
        Body body = WebBody.requiring(call, "doc_id", "metadata");
        Document document = own.one(call.caller(), WebBody.id(body, "doc_id").orElse(""));
        Map<String, @Nullable Object> sent = Json.tree(body.json());
        ClientSettings parser =
                KnowledgeBaseShape.noting(document.parser(), Shape.of("metadata", sent.get("metadata")));
        return Envelope.web(DocumentShape.row(change(call, document, DocumentChange.parser(parser))));
    }

    private Result set(Call call) {
        Body body = WebBody.requiring(call, "doc_id", "meta");
        Document document = own.one(call.caller(), WebBody.id(body, "doc_id").orElse(""));
        JsonNode sent = body.json().get("meta");
        JsonNode meta = Json.value(sent.asText())
                .filter(read -> sent.isTextual())
                .orElseThrow(
                        () -> WebDocuments.refused("Json syntax error: `meta` must be the text of a JSON object."));
        if (!meta.isObject()) {
            throw WebDocuments.refused("Only dictionary type supported.");
        }
        meta.forEach(WebDocumentNotes::check);
        change(call, document, DocumentChange.metadata(new Metadata(new ClientSettings(Json.tree(meta)))));
        return Envelope.web(true);
    }

    private static void check(JsonNode value) {
        if (value.isArray()) {
            value.forEach(item -> {
                if (!item.isValueNode() || item.isNull()) {
                    throw WebDocuments.refused("The type is not supported in list: " + PythonText.of(value));
                }
            });
        } else if (!value.isValueNode() || value.isNull()) {
            throw WebDocuments.refused("The type is not supported: " + PythonText.of(value));
        }
    }

    private Document change(Call call, Document document, DocumentChange change) {
        return app.manageDocuments().update(call.caller(), document.knowledgeBase(), document.id(), change);
    }
}
