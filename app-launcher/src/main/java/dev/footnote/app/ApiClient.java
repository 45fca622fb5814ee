package dev.footnote.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footnote.domain.identity.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Speaks to a running server as any client does: over HTTP, with an API key. */
final class ApiClient {

    private static final int TOO_MANY_REQUESTS = 429;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();
    private final String base;
    private final Secret key;

    ApiClient(String base, Secret key) {
        this.base = base + "/api/v1";
        this.key = key;
    }

    /** The key that the first start wrote under {@code home}. */
    static Secret readKey(Path home) {
        try {
            return new Secret(Files.readString(Home.keyFile(home)).strip());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "there is no key in %s; start the server once with ./footnote serve".formatted(home), e);
        }
    }

    JsonNode get(String path) {
        return data(request(path).GET().build());
    }

    JsonNode post(String path, Map<String, ?> body) {
        return data(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(bytes(body)))
                .build());
    }

    JsonNode upload(String path, Path file) {
        String boundary = "footnote-" + UUID.randomUUID();
        String name = String.valueOf(file.getFileName()).replace("\"", "");
        String head =
                "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                        .formatted(boundary, name);
        try {
            var body = BodyPublishers.concat(
                    BodyPublishers.ofString(head),
                    BodyPublishers.ofFile(file),
                    BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
            return data(request(path)
                    .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                    .POST(body)
                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read".formatted(file), e);
        }
    }

    /** Posts {@code body} and gives the data of each frame to {@code frames}, as it arrives. */
    void stream(String path, Map<String, ?> body, Consumer<JsonNode> frames) {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(bytes(body)))
                .build();
        try (Stream<String> lines = send(request, BodyHandlers.ofLines()).body()) {
            lines.filter(line -> line.startsWith("data:"))
                    .map(line -> read(line.substring("data:".length())))
                    .map(frame -> frame.path("data"))
                    .filter(JsonNode::isObject)
                    .forEach(frames);
        }
    }

    private JsonNode data(HttpRequest request) {
        JsonNode answer = read(
                send(request, BodyHandlers.ofString(StandardCharsets.UTF_8)).body());
        if (answer.path("code").asInt(-1) != 0) {
            throw new IllegalStateException(
                    "the server refused: " + answer.path("message").asText("no reason given"));
        }
        return answer.path("data");
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            HttpResponse<T> answer = http.send(request, handler);
            while (answer.statusCode() == TOO_MANY_REQUESTS) {
                Thread.sleep(Duration.ofSeconds(
                        answer.headers().firstValueAsLong("Retry-After").orElse(1)));
                answer = http.send(request, handler);
            }
            return answer;
        } catch (ConnectException e) {
            throw new IllegalStateException(
                    "no server answers at %s; start one with ./footnote serve".formatted(base), e);
        } catch (IOException e) {
            throw new UncheckedIOException("the server broke off", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", "Bearer " + key.value());
    }

    private byte[] bytes(Map<String, ?> body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot be written as JSON", e);
        }
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("the server sent something that is no JSON", e);
        }
    }
}
