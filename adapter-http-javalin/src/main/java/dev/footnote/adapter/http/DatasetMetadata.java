package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.footnote.application.ChatApplication;
import dev.footnote.application.knowledge.ManageMetadata;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Metadata;
import dev.footnote.domain.knowledge.MetadataFilter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is noted of the documents of a dataset. */
final class DatasetMetadata {

    private static final String PATH = "/api/v1/datasets/{dataset}/metadata";
    private static final Route.Wording WORDING =
            new Route.Wording(Map.of(Thing.KNOWLEDGE_BASE, "You don't own the dataset %s. "));

    private final ManageMetadata metadata;
    private final ChatApplication app;

    DatasetMetadata(ChatApplication app) {
        this.app = app;
        this.metadata = app.manageMetadata();
    }

    List<Route> routes() {
        return List.of(
                Route.key(GET, PATH + "/summary", WORDING, this::summary),
                Route.key(POST, PATH + "/update", WORDING, this::update));
    }

    private Result summary(Call call) {
        List<DocumentId> ids = ids(call.body().texts("doc_ids"));
        Optional<Set<DocumentId>> documents = ids.isEmpty() ? Optional.empty() : Optional.of(Set.copyOf(ids));
        return Envelope.token(
                Shape.of("summary", MetadataShape.summary(metadata.summarize(call.caller(), base(call), documents))));
    }

    private Result update(Call call) {
        KnowledgeBaseId base = base(call);
        app.manageKnowledgeBases().find(call.caller(), base);
        Body body = call.body();
        Body selector = object(body, "selector", "selector must be an object.");
        List<Metadata.Update> updates =
                MetadataShape.updates(list(body, "updates", "updates and deletes must be lists."));
        List<Metadata.Removal> removals =
                MetadataShape.removals(list(body, "deletes", "updates and deletes must be lists."));
        Set<DocumentId> chosen = chosen(call.caller(), base, selector);
        int changed = metadata.change(call.caller(), base, chosen, updates, removals);
        return Envelope.token(Shape.of("updated", changed, "matched_docs", chosen.size()));
    }

    private Set<DocumentId> chosen(Caller caller, KnowledgeBaseId base, Body selector) {
        Body condition = object(selector, "metadata_condition", "metadata_condition must be an object.");
        list(selector, "document_ids", "document_ids must be a list.");
        List<DocumentId> named = ids(selector.texts("document_ids"));
        List<DocumentId> foreign = metadata.missing(caller, base, named);
        if (!foreign.isEmpty()) {
            throw Refusal.missing("These documents do not belong to dataset %s: %s"
                    .formatted(
                            base.value(),
                            foreign.stream().map(DocumentId::value).collect(Collectors.joining(", "))));
        }
        var filter = MetadataShape.filter(condition).orElse(new MetadataFilter(List.of(), true));
        Set<DocumentId> chosen = new HashSet<>(metadata.choose(caller, base, filter));
        if (!named.isEmpty()) {
            chosen.retainAll(Set.copyOf(named));
        }
        return chosen;
    }

    private static List<DocumentId> ids(List<String> texts) {
        return texts.stream()
                .filter(id -> !id.isBlank())
                .distinct()
                .map(DocumentId::new)
                .toList();
    }

    private static Body object(Body body, String name, String otherwise) {
        JsonNode node = body.find(name).orElse(JsonNodeFactory.instance.objectNode());
        if (!node.isObject()) {
            throw Refusal.invalid(102, otherwise);
        }
        return new Body(node.deepCopy());
    }

    private static JsonNode list(Body body, String name, String otherwise) {
        JsonNode node = body.find(name).orElse(JsonNodeFactory.instance.arrayNode());
        if (!node.isArray()) {
            throw Refusal.invalid(102, otherwise);
        }
        return node;
    }

    private static KnowledgeBaseId base(Call call) {
        return new KnowledgeBaseId(call.path("dataset"));
    }
}
