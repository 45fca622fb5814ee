package dev.footnote.adapter.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event of a stream.
 *
 * @param id {@code turn:number}; empty for a frame that belongs to no turn
 */
record Frame(String id, Map<String, @Nullable Object> body) {

    /** The frame as it stands on the wire. */
    String text() {
        return (id.isEmpty() ? "" : "id: " + id + "\n") + "data: " + Json.text(body) + "\n\n";
    }
}
