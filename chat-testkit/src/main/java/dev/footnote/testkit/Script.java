package dev.footnote.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.footnote.testkit.FakeUpstream.Wire;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

/** What a {@link FakeUpstream} does with one request; when it returns, the connection ends in good order. */
@FunctionalInterface
public interface Script {

    /** The last event of a stream. */
    String DONE = "data: [DONE]\n\n";

    /** The event that says that the model has finished, and what it cost: 7 tokens read, 3 written. */
    String FINISH = """
            data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3}}

            """;

    /** Plays it. */
    void play(Wire wire) throws IOException;

    /** Streams {@code pieces}, each in a segment of its own, and finishes. */
    static Script pieces(String... pieces) {
        return wire -> {
            begin(wire, pieces);
            wire.send(FINISH + DONE);
        };
    }

    /** Streams {@code pieces} and goes silent. */
    static Script stallAfter(String... pieces) {
        return wire -> {
            begin(wire, pieces);
            wire.awaitDeparture();
        };
    }

    /** Streams {@code pieces} and resets the connection once the client has had time to read them. */
    static Script resetAfter(String... pieces) {
        return wire -> {
            begin(wire, pieces);
            pause();
            wire.reset();
        };
    }

    /** Streams {@code pieces} and ends the connection in good order, but without a finish. */
    static Script breakOffAfter(String... pieces) {
        return wire -> begin(wire, pieces);
    }

    /** Accepts the request and says nothing. */
    static Script silence() {
        return Wire::awaitDeparture;
    }

    /** Resets the connection instead of an answer. */
    static Script reset() {
        return Wire::reset;
    }

    /** Answers with a status and a body, for instance with {@code Retry-After: 1} among the headers. */
    static Script status(int status, String contentType, String body, String... headers) {
        return wire -> wire.send(head(status, contentType, headers) + body);
    }

    /** Streams {@code text} in one segment. */
    static Script stream(String text) {
        return bytes(text.getBytes(UTF_8), Integer.MAX_VALUE);
    }

    /** Streams {@code bytes} in segments of {@code length}. */
    static Script bytes(byte[] bytes, int length) {
        return wire -> {
            begin(wire);
            for (int at = 0; at < bytes.length; ) {
                int end = (int) Math.min(bytes.length, (long) at + length);
                wire.send(Arrays.copyOfRange(bytes, at, end));
                at = end;
            }
        };
    }

    /** Streams {@code bytes} cut where {@code seed} says. */
    static Script cut(byte[] bytes, long seed) {
        return wire -> {
            begin(wire);
            var random = new Random(seed);
            for (int at = 0; at < bytes.length; ) {
                int end = Math.min(bytes.length, at + 1 + random.nextInt(40));
                wire.send(Arrays.copyOfRange(bytes, at, end));
                at = end;
            }
        };
    }

    /** Streams one line that does not end. */
    static Script endlessLine() {
        return wire -> {
            begin(wire);
            wire.send("data: ");
            byte[] much = "x".repeat(65536).getBytes(UTF_8);
            while (true) {
                wire.send(much);
            }
        };
    }

    /** Streams good events without end. */
    static Script endless() {
        return wire -> {
            begin(wire);
            byte[] much = event("word ".repeat(200)).repeat(16).getBytes(UTF_8);
            while (true) {
                wire.send(much);
            }
        };
    }

    /** The event that carries {@code piece}. */
    static String event(String piece) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":%s}}]}\n\n".formatted(quoted(piece));
    }

    private static void begin(Wire wire, String... pieces) throws IOException {
        wire.send(head(200, "text/event-stream"));
        for (String piece : pieces) {
            wire.send(event(piece));
        }
    }

    private static String head(int status, String contentType, String... headers) {
        var head = new StringBuilder(
                "HTTP/1.1 %d Fake\r\nContent-Type: %s\r\nConnection: close\r\n".formatted(status, contentType));
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private static String quoted(String text) {
        var json = new StringBuilder("\"");
        text.chars().forEach(unit -> {
            if (unit < ' ' || unit == '"' || unit == '\\') {
                json.append("\\u%04x".formatted(unit));
            } else {
                json.append((char) unit);
            }
        });
        return json.append('"').toString();
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(100); // a reset overtakes what was sent; there is nothing to wait for but time
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
