package dev.footnote.adapter.documents.markup;

import static dev.footnote.domain.knowledge.Section.Kind.BLOCK;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.footnote.adapter.documents.text.Budget;
import dev.footnote.adapter.documents.text.FormatParser;
import dev.footnote.adapter.documents.text.Pieces;
import dev.footnote.adapter.documents.text.TextReader;
import dev.footnote.adapter.documents.text.Unreadable;
import java.io.IOException;
import java.nio.file.Path;

/** Reads JSON, a section for each part of it that is small enough, and JSON Lines line by line. */
public final class JsonParser implements FormatParser {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Override
    public boolean parse(Path file, Pieces pieces, Budget budget) throws IOException {
        String source;
        try (var text = TextReader.open(file)) {
            source = text.rest();
        }
        try {
            return push(JSON.readTree(source), pieces);
        } catch (JsonProcessingException e) {
            return lines(source, pieces, e);
        }
    }

    private static boolean lines(String source, Pieces pieces, JsonProcessingException whole) {
        for (String line : (Iterable<String>) source.lines().filter(one -> !one.isBlank())::iterator) {
            try {
                if (!push(JSON.readTree(line), pieces)) {
                    return false;
                }
            } catch (JsonProcessingException e) {
                throw pieces.some() ? Unreadable.damaged("JSON", e) : Unreadable.damaged("JSON", whole);
            }
        }
        return true;
    }

    private static boolean push(JsonNode value, Pieces pieces) {
        for (String part : new JsonParts().of(value)) {
            if (!pieces.push(BLOCK, part)) {
                return false;
            }
        }
        return true;
    }
}
