package dev.footnote.adapter.http;

import io.javalin.http.Context;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON body in one of the forms that clients tell apart by their keys, and the kind of answer it is. */
record Envelope(Map<String, @Nullable Object> body, Outcome outcome) implements Result {

    /** A success with all three keys. */
    static Envelope web(@Nullable Object data) {
        return new Envelope(Shape.of("code", 0, "message", "success", "data", data), Outcome.FINE);
    }

    /** A success without a message. */
    static Envelope token(Object data) {
        return new Envelope(Shape.of("code", 0, "data", data), Outcome.FINE);
    }

    /** A success with nothing to tell. */
    static Envelope token() {
        return new Envelope(Shape.of("code", 0), Outcome.FINE);
    }

    /** A failure with exactly two keys. */
    static Envelope error(int code, String message, Outcome outcome) {
        return new Envelope(Shape.of("code", code, "message", message.isEmpty() ? "Error" : message), outcome);
    }

    /** Any code with all three keys. */
    static Envelope full(int code, String message, @Nullable Object data, Outcome outcome) {
        return new Envelope(Shape.of("code", code, "message", message, "data", data), outcome);
    }

    /** Answers a request with this. */
    void write(Context context, Profile profile) {
        context.status(OpenAiFailures.status(context.path(), outcome, profile));
        context.contentType("application/json; charset=utf-8");
        context.result(Json.bytes(OpenAiFailures.body(context.path(), this)));
    }
}
