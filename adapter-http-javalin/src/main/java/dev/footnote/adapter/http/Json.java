package dev.footnote.adapter.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads JSON strictly and writes it. */
final class Json {

    private static final int MAX_DEPTH = 100;
    private static final int MAX_TEXT = 8 << 20;

    /** Names, values and brackets: some ten thousand messages have less than a third of it. */
    private static final long MAX_TOKENS = 250_000;

    private static final TypeReference<Map<String, @Nullable Object>> TREE = new TypeReference<>() {};

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_TEXT)
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer that is no JSON", e);
        }
    }

    static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer that is no JSON", e);
        }
    }

    /** Reads an object; nothing at all is an empty one. */
    static Body body(byte[] bytes) {
        if (bytes.length == 0) {
            return new Body(MAPPER.createObjectNode());
        }
        try {
            JsonNode node = MAPPER.readTree(bytes);
            if (node instanceof ObjectNode object) {
                return new Body(object);
            }
            if (node == null || node.isMissingNode()) {
                return new Body(MAPPER.createObjectNode());
            }
        } catch (IOException e) {
            throw Refusal.unusable("<BadRequest '400: Bad Request'>");
        }
        throw Refusal.unusable("JSON payload must be an object.");
    }

    /** Reads an object; nothing at all is refused, and what is empty or zero in itself is an empty one. */
    static ObjectNode strictObject(byte[] bytes) {
        JsonNode node;
        try {
            node = MAPPER.readTree(bytes);
        } catch (IOException e) {
            throw malformed();
        }
        if (node == null || node.isMissingNode()) {
            throw malformed();
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        if (!truthy(node)) {
            return MAPPER.createObjectNode();
        }
        throw Refusal.invalid(101, "Invalid request payload: expected object, got " + PythonText.type(node));
    }

    /** Whether clients of a language where what is empty or zero is false would call {@code node} true. */
    static boolean truthy(JsonNode node) {
        return switch (node.getNodeType()) {
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> node.doubleValue() != 0;
            case STRING -> !node.textValue().isEmpty();
            case ARRAY, OBJECT -> !node.isEmpty();
            case BINARY, POJO -> true;
            case NULL, MISSING -> false;
        };
    }

    /** An object of one field. */
    static ObjectNode object(String name, JsonNode value) {
        ObjectNode object = MAPPER.createObjectNode();
        object.set(name, value);
        return object;
    }

    /** Reads any value from a text; empty if it is none. */
    static Optional<JsonNode> value(String text) {
        try {
            return Optional.ofNullable(MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Refusal malformed() {
        return Refusal.invalid(101, "Malformed JSON syntax: Missing commas/brackets or invalid encoding");
    }

    static Map<String, @Nullable Object> tree(JsonNode object) {
        return MAPPER.convertValue(object, TREE);
    }
}
