package dev.footnote.adapter.http;

import static dev.footnote.adapter.http.Schema.also;
import static dev.footnote.adapter.http.Schema.flag;
import static dev.footnote.adapter.http.Schema.integer;
import static dev.footnote.adapter.http.Schema.list;
import static dev.footnote.adapter.http.Schema.nullable;
import static dev.footnote.adapter.http.Schema.number;
import static dev.footnote.adapter.http.Schema.oneOf;
import static dev.footnote.adapter.http.Schema.optional;
import static dev.footnote.adapter.http.Schema.required;
import static dev.footnote.adapter.http.Schema.text;
import static dev.footnote.adapter.http.Schema.trimmed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footnote.adapter.http.Schema.Field;
import dev.footnote.domain.knowledge.ClientSettings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the bodies of the datasets routes may have in them. */
final class DatasetSchema {

    private static final int LONG = 65_535;
    private static final int MANY = Integer.MAX_VALUE;
    private static final Pattern UUID1 =
            Pattern.compile("[0-9a-f]{8}-?[0-9a-f]{4}-?1[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}");
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-fA-F]*");
    private static final List<String> METHODS = List.of(
            "naive",
            "book",
            "email",
            "laws",
            "manual",
            "one",
            "paper",
            "picture",
            "presentation",
            "qa",
            "table",
            "tag");

    private static final Schema RAPTOR = new Schema(List.of(
            optional("use_raptor", flag()),
            optional("prompt", trimmed(1, MANY)),
            optional("max_token", integer(1, 2048)),
            optional("threshold", number(0, 1)),
            optional("max_cluster", integer(1, 1024)),
            optional("random_seed", integer(0, MANY)),
            optional("auto_disable_for_structured_data", flag())));

    private static final Schema GRAPH = new Schema(List.of(
            optional("use_graphrag", flag()),
            optional("entity_types", list(text(0, MANY))),
            optional("method", oneOf(List.of("light", "general"), "Input should be 'light' or 'general'")),
            optional("community", flag()),
            optional("resolution", flag())));

    private static final Schema PARSER = new Schema(List.of(
            optional("auto_keywords", integer(0, 32)),
            optional("auto_questions", integer(0, 10)),
            optional("chunk_token_num", integer(1, 2048)),
            optional("delimiter", text(1, MANY)),
            optional("graphrag", GRAPH.asRule("GraphragConfig")),
            optional("html4excel", flag()),
            optional("layout_recognize", text(0, MANY)),
            optional("raptor", RAPTOR.asRule("RaptorConfig")),
            optional("tag_kb_ids", list(text(0, MANY))),
            optional("topn_tags", integer(1, 10)),
            optional("filename_embd_weight", nullable(number(0, 1))),
            optional("task_page_size", nullable(integer(1, MANY))),
            optional("pages", nullable(list(list(integer(Integer.MIN_VALUE, MANY)))))));

    private static final List<Field> SETTINGS = List.of(
            optional("avatar", nullable(also(text(0, LONG), DatasetSchema::avatar))),
            optional("description", nullable(text(0, LONG))),
            optional("embedding_model", nullable(also(trimmed(0, 255), DatasetSchema::model))),
            optional("permission", oneOf(List.of("me", "team"), "Input should be 'me' or 'team'")),
            optional("chunk_method", oneOf(METHODS, "Input should be " + choices(METHODS))),
            optional("parse_type", nullable(integer(0, 64))),
            optional("pipeline_id", nullable(also(text(32, 32), DatasetSchema::pipeline))),
            optional("parser_config", nullable(DatasetSchema::parser)));

    private static final Schema CREATE = new Schema(with(required("name", trimmed(1, 128))));
    private static final Schema UPDATE =
            new Schema(with(optional("name", trimmed(1, 128)), optional("pagerank", integer(0, 100))));
    private static final Schema REMOVE = new Schema(List.of(required("ids", nullable(list(DatasetSchema::uuid)))));

    private DatasetSchema() {}

    /** The settings of a new dataset. */
    static Body create(Call call) {
        ObjectNode sent = body(call);
        return Schema.all(errors -> {
            ObjectNode read = CREATE.read(sent, "", errors);
            if (errors.isEmpty()) {
                crossCheck(sent, errors);
            }
            return new Body(read);
        });
    }

    /** The changes to a dataset: only fields that were sent. */
    static Body update(Call call) {
        ObjectNode sent = body(call);
        ObjectNode read = Schema.all(errors -> {
            id(call.path("dataset"), "dataset_id", errors);
            return UPDATE.read(sent, "", errors);
        });
        if (read.isEmpty()) {
            throw Refusal.invalid(101, "No properties were modified");
        }
        return new Body(read);
    }

    /** The datasets to remove; empty for all. */
    static Optional<List<String>> remove(Call call) {
        ObjectNode sent = body(call);
        return Schema.all(errors -> {
            ObjectNode read = REMOVE.read(sent, "", errors);
            if (!errors.isEmpty() || read.path("ids").isNull()) {
                return Optional.empty();
            }
            List<String> ids = new Body(read).texts("ids");
            var seen = new LinkedHashSet<String>();
            var twice = new LinkedHashSet<String>();
            ids.stream().filter(id -> !seen.add(id)).forEach(twice::add);
            if (!twice.isEmpty()) {
                Schema.wrong(
                        sent.path("ids"), "ids", errors, "Duplicate ids: '%s'".formatted(String.join(", ", twice)));
            }
            return Optional.of(ids);
        });
    }

    /** The version-1 UUID that {@code text} is, as 32 digits. */
    static String id(String text, String path, List<String> errors) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!UUID1.matcher(lower).matches()) {
            errors.add(Schema.error(path, "Invalid UUID1 format", text));
        }
        return lower.replace("-", "");
    }

    private static ObjectNode body(Call call) {
        String type = call.header("Content-Type").orElse("None");
        int end = type.indexOf(';');
        if (!(end < 0 ? type : type.substring(0, end)).strip().equalsIgnoreCase("application/json")) {
            throw Refusal.invalid(101, "Unsupported content type: Expected application/json, got " + type);
        }
        return Json.strictObject(call.context().bodyAsBytes());
    }

    private static JsonNode uuid(JsonNode value, String path, List<String> errors) {
        if (!value.isTextual()) {
            return Schema.wrong(value, path, errors, "Invalid UUID1 format");
        }
        return JsonNodeFactory.instance.textNode(id(value.textValue(), path, errors));
    }

    private static void crossCheck(ObjectNode sent, List<String> errors) {
        boolean type = sent.hasNonNull("parse_type");
        boolean pipeline = sent.hasNonNull("pipeline_id");
        if (sent.has("chunk_method") && (type || pipeline)) {
            List<String> fields = new ArrayList<>(type ? List.of("parse_type") : List.of());
            fields.addAll(pipeline ? List.of("pipeline_id") : List.of());
            Schema.wrong(
                    sent, "", errors, "parser_id provided → disallowed fields present: " + String.join(", ", fields));
        } else if (!sent.has("chunk_method") && type != pipeline) {
            Schema.wrong(
                    sent,
                    "",
                    errors,
                    "parser_id omitted → required fields missing: " + (type ? "pipeline_id" : "parse_type"));
        }
    }

    private static JsonNode parser(JsonNode value, String path, List<String> errors) {
        int before = errors.size();
        JsonNode read = PARSER.asRule("ParserConfig").read(value, path, errors);
        if (errors.size() == before) {
            int size = Json.text(ParserSettings.FULL
                            .merged(new ClientSettings(Json.tree(read)))
                            .values())
                    .length();
            if (size > LONG) {
                return Schema.wrong(
                        value,
                        path,
                        errors,
                        "Parser config exceeds size limit (max 65,535 characters). Current size: %,d".formatted(size));
            }
        }
        return read;
    }

    private static Optional<String> avatar(String data) {
        int comma = data.indexOf(',');
        if (comma < 0) {
            return Optional.of("Missing MIME prefix. Expected format: data:<mime>;base64,<data>");
        }
        if (!data.startsWith("data:")) {
            return Optional.of("Invalid MIME prefix format. Must start with 'data:'");
        }
        String type = data.substring("data:".length(), comma).split(";", 2)[0];
        return List.of("image/jpeg", "image/png").contains(type)
                ? Optional.empty()
                : Optional.of("Unsupported MIME type. Allowed: ['image/jpeg', 'image/png']");
    }

    private static Optional<String> model(String name) {
        int at = name.indexOf('@');
        if (at < 0) {
            return Optional.of("Embedding model identifier must follow <model_name>@<provider> format");
        }
        if (at == 0 || at == name.length() - 1) {
            return Optional.of("Both model_name and provider must be non-empty strings");
        }
        return Optional.empty();
    }

    private static Optional<String> pipeline(String id) {
        return HEXADECIMAL.matcher(id).matches() ? Optional.empty() : Optional.of("pipeline_id must be hexadecimal");
    }

    private static String choices(List<String> texts) {
        String quoted = "'" + String.join("', '", texts.subList(0, texts.size() - 1)) + "'";
        return quoted + " or '" + texts.getLast() + "'";
    }

    private static List<Field> with(Field first, Field... last) {
        List<Field> fields = new ArrayList<>(List.of(first));
        fields.addAll(SETTINGS);
        fields.addAll(List.of(last));
        return fields;
    }
}
