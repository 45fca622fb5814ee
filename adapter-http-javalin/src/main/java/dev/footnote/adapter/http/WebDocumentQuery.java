package dev.footnote.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.application.ChatApplication;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentFilter;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.DocumentStatus.Kind;
import dev.footnote.domain.knowledge.FileCategory;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Metadata;
import dev.footnote.domain.knowledge.MetadataFilter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which documents a request of the web API asks for. */
record WebDocumentQuery(DocumentFilter filter) {

    private static final Set<String> TYPES = Set.of("pdf", "doc", "visual", "aural", "virtual", "folder", "other");
    private static final String EMPTY = "empty_metadata";

    /** Reads the query and {@code sent}; empty if no document can be meant. */
    static Optional<WebDocumentQuery> of(Call call, Body sent, ChatApplication app, KnowledgeBaseId base) {
        List<String> types = texts(sent, "types");
        var filter = new DocumentFilter(
                Optional.empty(),
                statuses(texts(sent, "run_status")),
                DocumentQuery.suffixes(texts(sent, "suffix"), checked(types).contains("virtual") ? List.of() : types),
                DocumentQuery.time(call, "create_time_from"),
                DocumentQuery.time(call, "create_time_to"));
        if (types.contains("virtual")) {
            filter = filter.among(ofTypes(app, call.caller(), base, types));
        }
        Optional<Predicate<Metadata>> noted = noted(sent);
        if (noted.isEmpty()) {
            return Optional.of(new WebDocumentQuery(filter));
        }
        Set<DocumentId> chosen = app.manageMetadata().of(call.caller(), base).entrySet().stream()
                .filter(entry -> noted.get().test(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return chosen.isEmpty() ? Optional.empty() : Optional.of(new WebDocumentQuery(filter.among(chosen)));
    }

    /** All documents with that in their name, newest first. */
    static Listing all(String keywords) {
        return new Listing(Optional.empty(), keywords, Listing.Order.CREATED, true, 0, Listing.ALL.limit());
    }

    private static List<String> texts(Body sent, String name) {
        List<String> texts = new ArrayList<>();
        sent.find(name).ifPresent(list -> {
            if (!list.isArray()) {
                throw Refusal.unusable("`%s` must be a list.".formatted(name));
            }
            list.forEach(item -> texts.add(PythonText.of(item).strip().toLowerCase(Locale.ROOT)));
        });
        return texts;
    }

    private static Optional<Set<Kind>> statuses(List<String> sent) {
        List<String> unknown =
                sent.stream().filter(status -> !status.matches("[0-5]")).toList();
        if (!unknown.isEmpty()) {
            throw Refusal.invalid(102, "Invalid filter run status conditions: " + String.join(", ", unknown));
        }
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(sent.stream()
                .flatMap(status -> DocumentShape.kind(status).stream())
                .collect(Collectors.toSet()));
    }

    private static List<String> checked(List<String> types) {
        List<String> unknown = types.stream()
                .filter(type -> !TYPES.contains(type) && FileCategory.of("a." + type) == FileCategory.OTHER)
                .toList();
        if (!unknown.isEmpty()) {
            throw Refusal.invalid(
                    102,
                    "Invalid filter conditions: %s type%s"
                            .formatted(String.join(", ", unknown), unknown.size() == 1 ? "" : "s"));
        }
        return types;
    }

    private static Set<DocumentId> ofTypes(
            ChatApplication app, Caller caller, KnowledgeBaseId base, List<String> types) {
        return app.manageDocuments().list(caller, base, Listing.ALL).items().stream()
                .filter(document -> types.contains(DocumentShape.type(document))
                        || document.origin() == Document.Origin.FILE
                                && types.contains(document.suffix().toLowerCase(Locale.ROOT)))
                .map(Document::id)
                .collect(Collectors.toSet());
    }

    private static Optional<Predicate<Metadata>> noted(Body sent) {
        JsonNode wanted = object(sent, "metadata");
        if (sent.json().path("return_empty_metadata").asBoolean(false)
                || wanted.path(EMPTY).asBoolean(false)) {
            return Optional.of(metadata -> metadata.fields().values().isEmpty());
        }
        Optional<MetadataFilter> condition =
                MetadataShape.filter(new Body(object(sent, "metadata_condition").deepCopy()));
        Map<String, Set<String>> values = new TreeMap<>();
        wanted.properties().forEach(field -> values.put(field.getKey(), values(field.getValue())));
        values.remove(EMPTY);
        if (condition.isEmpty() && values.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(metadata ->
                condition.map(filter -> filter.matches(metadata)).orElse(true)
                        && values.entrySet().stream()
                                .allMatch(field ->
                                        metadata.values(field.getKey()).stream().anyMatch(field.getValue()::contains)));
    }

    private static JsonNode object(Body sent, String name) {
        JsonNode node = sent.find(name).orElse(Body.EMPTY.json());
        if (!node.isObject()) {
            throw Refusal.invalid(102, name + " must be an object.");
        }
        return node;
    }

    private static Set<String> values(JsonNode sent) {
        Set<String> values = new HashSet<>();
        if (sent.isArray()) {
            sent.forEach(value -> values.add(value.asText()));
        } else {
            values.add(sent.asText());
        }
        return values;
    }

    /** How many of {@code documents} have which ending, status and metadata. */
    static Map<String, @Nullable Object> counts(List<Document> documents) {
        var suffixes = new TreeMap<String, Integer>();
        var statuses = new TreeMap<String, Integer>();
        var fields = new TreeMap<String, Map<String, Integer>>();
        for (Document document : documents) {
            suffixes.merge(document.suffix(), 1, Integer::sum);
            statuses.merge(DocumentShape.digit(document.parsing().status()), 1, Integer::sum);
            Metadata metadata = document.metadata();
            if (metadata.fields().values().isEmpty()) {
                fields.computeIfAbsent(EMPTY, any -> new TreeMap<>()).merge("true", 1, Integer::sum);
            }
            for (String name : metadata.fields().values().keySet()) {
                Map<String, Integer> counts = fields.computeIfAbsent(name, any -> new TreeMap<>());
                metadata.values(name).forEach(value -> counts.merge(value, 1, Integer::sum));
            }
        }
        return Shape.of("suffix", suffixes, "run_status", statuses, "metadata", fields);
    }
}
