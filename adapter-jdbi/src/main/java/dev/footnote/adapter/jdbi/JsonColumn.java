package dev.footnote.adapter.jdbi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.footnote.ports.store.StoreException;
import java.util.List;

/**
 * Values in JSON columns, written and read. A component that a stored value lacks is read as empty; one that is stored
 * and no longer known is left out.
 */
final class JsonColumn {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new JsonForms())
            .build();

    private JsonColumn() {}

    static <T> String write(T value, Class<? super T> type) {
        return write(value, JSON.constructType(type));
    }

    static <T> String writeList(List<? extends T> values, Class<T> type) {
        return write(values, listOf(type));
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw unreadable(type, e);
        }
    }

    static <T> List<T> readList(String json, Class<T> type) {
        try {
            return JSON.readerForListOf(type).readValue(json);
        } catch (JsonProcessingException e) {
            throw unreadable(type, e);
        }
    }

    private static JavaType listOf(Class<?> type) {
        return JSON.getTypeFactory().constructCollectionType(List.class, type);
    }

    private static String write(Object value, JavaType type) {
        try {
            return JSON.writerFor(type).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + type, e);
        }
    }

    private static StoreException unreadable(Class<?> type, JsonProcessingException cause) {
        return new StoreException("a stored value is not a " + type.getSimpleName(), cause);
    }
}
