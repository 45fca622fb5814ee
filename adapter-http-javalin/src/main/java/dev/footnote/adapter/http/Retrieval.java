package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.POST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.footnote.application.ChatApplication;
import dev.footnote.application.chat.RetrieveChunks;
import dev.footnote.domain.dialog.SearchOptions;
import dev.footnote.domain.failure.ChatException.Conflict;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.knowledge.DocumentChoice;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.MetadataFilter;
import dev.footnote.domain.retrieval.Highlight;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finding chunks without an answer. */
final class Retrieval {

    private static final Route.Wording WORDING =
            new Route.Wording(Map.of(Thing.DOCUMENT, "The datasets don't own the document %s"));

    private final RetrieveChunks retrieve;

    Retrieval(ChatApplication app) {
        this.retrieve = app.retrieveChunks();
    }

    List<Route> routes() {
        return List.of(Route.key(POST, "/api/v1/retrieval", WORDING, this::retrieve));
    }

    private Result retrieve(Call call) {
        Body body = call.body();
        List<KnowledgeBase> bases = bases(call, body);
        if (!body.has("question")) {
            throw Refusal.invalid(102, "`question` is required.");
        }
        String question = body.find("question").map(PythonText::of).orElse("").strip();
        if (question.isEmpty()) {
            return Envelope.token(Shape.of("total", 0, "chunks", List.of(), "doc_aggs", Map.of()));
        }
        Optional<Set<DocumentId>> documents = retrieve.documents(bases, documents(body), condition(body));
        if (documents.filter(Set::isEmpty).isPresent()) {
            return Envelope.token(Shape.of("total", 0, "chunks", List.of(), "doc_aggs", Map.of()));
        }
        Optional<Highlight> highlight = highlights(body) ? Optional.of(new Highlight(question)) : Optional.empty();
        var found = retrieve.retrieve(request(body, question, documents), bases);
        return Envelope.token(Shape.of(
                "total",
                found.all().total(),
                "chunks",
                found.page().stream()
                        .map(scored -> HitShape.hit(scored, highlight))
                        .toList(),
                "doc_aggs",
                HitShape.counts(found.all().documents())));
    }

    private List<KnowledgeBase> bases(Call call, Body body) {
        JsonNode sent = body.find("dataset_ids").orElse(JsonNodeFactory.instance.arrayNode());
        if (sent.isArray() && sent.isEmpty()
                || sent.isTextual() && sent.textValue().isEmpty()) {
            throw Refusal.invalid(102, "`dataset_ids` is required.");
        }
        if (!sent.isArray()) {
            throw Refusal.invalid(102, "`dataset_ids` should be a list");
        }
        List<KnowledgeBaseId> ids = new ArrayList<>();
        for (JsonNode id : sent) {
            if (id.asText().isBlank()) {
                throw Refusal.missing("You don't own the dataset %s.".formatted(PythonText.of(id)));
            }
            ids.add(new KnowledgeBaseId(id.asText()));
        }
        try {
            return retrieve.bases(call.caller(), ids);
        } catch (Conflict different) {
            throw mixed();
        }
    }

    /** What is said of datasets that cannot be searched as one. */
    static Refusal mixed() {
        return new Refusal(Envelope.error(102, "Datasets use different embedding models.\"", Outcome.CONFLICT));
    }

    private static List<DocumentId> documents(Body body) {
        if (!body.has("document_ids")) {
            return List.of();
        }
        if (!body.json().get("document_ids").isArray()) {
            throw Refusal.invalid(102, "`documents` should be a list");
        }
        return body.texts("document_ids").stream()
                .map(id -> {
                    if (id.isBlank()) {
                        throw Refusal.missing("The datasets don't own the document " + id);
                    }
                    return new DocumentId(id);
                })
                .toList();
    }

    private static Optional<MetadataFilter> condition(Body body) {
        return body.object("metadata_condition").flatMap(MetadataShape::filter);
    }

    private static boolean highlights(Body body) {
        JsonNode sent = body.find("highlight").orElse(JsonNodeFactory.instance.booleanNode(false));
        String text = sent.asText().toLowerCase(Locale.ROOT);
        if (!(sent.isBoolean() || sent.isTextual()) || !Set.of("true", "false").contains(text)) {
            throw Refusal.invalid(102, "`highlight` should be a boolean");
        }
        return text.equals("true");
    }

    /** The languages that a question is to be asked in too. */
    static List<String> languages(Body body) {
        List<String> languages = new ArrayList<>();
        body.find("cross_languages").ifPresent(sent -> sent.forEach(language -> languages.add(language.asText())));
        return languages.stream().filter(language -> !language.isBlank()).toList();
    }

    /** Whether that field says yes, as a boolean or a text. */
    static boolean yes(Body body, String name) {
        return body.find(name)
                .filter(node -> node.asBoolean(node.asText().equalsIgnoreCase("true")))
                .isPresent();
    }

    private static RetrieveChunks.Request request(Body body, String question, Optional<Set<DocumentId>> documents) {
        int page = (int) Lenient.number(body, "page", 1);
        int size = (int) Lenient.number(body, "page_size", 30);
        int topK = (int) Lenient.number(body, "top_k", 1024);
        if (page < 1 || size < 1) {
            throw Refusal.unusable("`page` and `page_size` must be greater than 0");
        }
        if (topK < 1) {
            throw Refusal.unusable("`top_k` must be greater than 0");
        }
        return new RetrieveChunks.Request(
                question,
                documents,
                Lenient.number(body, "similarity_threshold", 0.2),
                Lenient.number(body, "vector_similarity_weight", 0.3),
                topK,
                body.find("rerank_id").map(JsonNode::asText).orElse(""),
                new SearchOptions(
                        languages(body), yes(body, "keyword"), false, DocumentChoice.ALL, yes(body, "toc_enhance")),
                (int) Math.min((page - 1L) * size, Integer.MAX_VALUE),
                size);
    }
}
