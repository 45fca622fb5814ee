package dev.footnote.adapter.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footnote.ports.model.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/**
 * Reads an answer that is one JSON value of bounded length.
 *
 * @param meaning what the value says; fails with {@link #unintelligible} if it is not as asked for
 */
record JsonReading<T>(Function<JsonNode, T> meaning) implements Upstream.Reading<T> {

    private static final int LIMIT = 16 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public boolean begun() {
        return false;
    }

    @Override
    public T read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LIMIT + 1);
        if (bytes.length > LIMIT) {
            throw unintelligible("the model's answer has no end");
        }
        try {
            return meaning.apply(JSON.readTree(bytes));
        } catch (JsonProcessingException garbled) { // its message would repeat what the model sent
            throw unintelligible("the model sent no JSON");
        }
    }

    static ModelException unintelligible(String message) {
        return new ModelException.Unintelligible(message, null);
    }
}
