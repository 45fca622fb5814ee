package dev.footnote.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The frames of an open stream, as they stand on the wire. Comments are counted, not kept. */
final class Frames implements AutoCloseable {

    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;
    private int comments;

    Frames(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    HttpResponse<?> response() {
        return response;
    }

    int status() {
        return response.statusCode();
    }

    int comments() {
        return comments;
    }

    /** The next frame that has data; empty at the end of the stream. */
    Optional<String> next() {
        var frame = new StringBuilder();
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(":")) {
                    comments++;
                } else if (!line.isEmpty()) {
                    frame.append(line).append('\n');
                } else if (frame.indexOf("data:") >= 0) {
                    return Optional.of(frame.toString());
                } else {
                    frame.setLength(0);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> take(int count) {
        var frames = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            frames.add(next().orElseThrow());
        }
        return frames;
    }

    /** All that come until the stream ends. */
    List<String> rest() {
        var frames = new ArrayList<String>();
        for (Optional<String> frame = next(); frame.isPresent(); frame = next()) {
            frames.add(frame.get());
        }
        return frames;
    }

    static String id(String frame) {
        return frame.substring("id: ".length(), frame.indexOf('\n'));
    }

    static JsonNode body(String frame) {
        return LiveServer.json(frame.substring(frame.indexOf("data: ") + "data: ".length()));
    }

    /** The text that the frames add up to. */
    static String text(List<String> frames) {
        var text = new StringBuilder();
        frames.forEach(
                frame -> text.append(body(frame).path("data").path("answer").asText("")));
        return text.toString();
    }

    static String turn(String frame) {
        return id(frame).substring(0, id(frame).indexOf(':'));
    }

    /** Breaks the connection. */
    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
