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
import org.jspecify.annotations.Nullable;

/** Reads JSON strictly and writes it. */
final class Json {

    private static final int MAX_DEPTH = 100;
    private static final int MAX_TEXT = 8 << 20;
    private static final TypeReference<Map<String, @Nullable Object>> TREE = new TypeReference<>() {};

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_TEXT)
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

    static Map<String, @Nullable Object> tree(JsonNode object) {
        return MAPPER.convertValue(object, TREE);
    }
}
