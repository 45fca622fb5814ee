package dev.footnote.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Splitter;
import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.MetadataFields;
import dev.footnote.domain.knowledge.MetadataFilter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a question brings along, on every path that takes one. */
final class AskFields {

    private static final List<String> GENERATION =
            List.of("temperature", "top_p", "presence_penalty", "frequency_penalty", "max_tokens");

    /** How many files can come with a question. */
    private static final int MAX_FILES = 10;

    private AskFields() {}

    /** Values of the prompt's variables: all fields but those that mean something else. */
    static Map<String, String> variables(Body body, Set<String> known) {
        var variables = new HashMap<String, String>();
        body.others(known).forEach((key, value) -> {
            if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                variables.put(key, value.toString());
            }
        });
        return variables;
    }

    /** The documents that are searched, from a list or a text with commas; empty for all. */
    static Optional<Set<DocumentId>> documents(Body body) {
        Optional<JsonNode> node = body.find("doc_ids");
        if (node.isEmpty()) {
            return Optional.empty();
        }
        List<String> texts = node.get().isArray()
                ? body.texts("doc_ids")
                : Splitter.on(',')
                        .trimResults()
                        .splitToList(body.text("doc_ids").orElse(""));
        var ids = new LinkedHashSet<DocumentId>();
        texts.stream().filter(text -> !text.isBlank()).forEach(text -> ids.add(new DocumentId(text)));
        return ids.isEmpty() ? Optional.empty() : Optional.of(ids);
    }

    /** The files that come with a question: their ids, or what was told when they were sent. */
    static List<DocumentId> files(Body body) {
        JsonNode files = body.find("files").orElse(JsonNodeFactory.instance.arrayNode());
        if (!files.isArray()) {
            throw Refusal.invalid(101, "`files` must be a list.");
        }
        var ids = new LinkedHashSet<DocumentId>();
        for (JsonNode file : files) {
            String id = file.isTextual() ? file.textValue() : file.path("id").asText("");
            if (id.isBlank()) {
                throw Refusal.invalid(101, "Each of `files` must have an `id`.");
            }
            ids.add(new DocumentId(id));
        }
        if (ids.size() > MAX_FILES) {
            throw Refusal.invalid(101, "`files` must be %d at most.".formatted(MAX_FILES));
        }
        return List.copyOf(ids);
    }

    /** The knowledge bases that are searched beside the chat's. */
    static List<KnowledgeBaseId> knowledgeBases(Body body) {
        return body.texts("kb_ids").stream()
                .filter(id -> !id.isBlank())
                .distinct()
                .map(KnowledgeBaseId::new)
                .toList();
    }

    /** Which documents the answer may rest on; empty for all. */
    static Optional<MetadataFilter> condition(Body body) {
        return body.find("metadata_condition").filter(Json::truthy).flatMap(node -> {
            if (!(node instanceof ObjectNode condition)) {
                throw Refusal.invalid(102, "metadata_condition must be an object.");
            }
            return MetadataShape.filter(new Body(condition));
        });
    }

    /** Which fields of the documents' metadata are told with the chunks; empty for none. */
    static Optional<MetadataFields> noted(Body body) {
        return body.find("reference_metadata").filter(Json::truthy).flatMap(node -> {
            if (!(node instanceof ObjectNode wanted)) {
                throw Refusal.invalid(102, "reference_metadata must be an object.");
            }
            JsonNode fields = wanted.path("fields");
            if (!fields.isMissingNode() && !fields.isNull() && !fields.isArray()) {
                throw Refusal.invalid(102, "reference_metadata.fields must be an array.");
            }
            return Json.truthy(wanted.path("include")) ? Optional.of(fields(fields)) : Optional.empty();
        });
    }

    private static MetadataFields fields(JsonNode list) {
        if (!list.isArray()) {
            return MetadataFields.ALL;
        }
        var names = new HashSet<String>();
        list.forEach(name -> {
            if (name.isTextual()) {
                names.add(name.textValue());
            }
        });
        return new MetadataFields(Optional.of(names));
    }

    /** How the model is to write, as far as the request says. */
    static GenerationSettings generation(Body body) {
        ObjectNode some = body.json().deepCopy();
        some.retain(GENERATION);
        return ChatShape.generation(new Body(some), GenerationSettings.NONE);
    }
}
