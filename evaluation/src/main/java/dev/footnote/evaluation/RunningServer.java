package dev.footnote.evaluation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footnote.domain.identity.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A server that listens, spoken to over HTTP as any client does. Not to be used by several threads.
 *
 * @param address as {@code http://127.0.0.1:9380}
 * @param key an API key
 */
public record RunningServer(String address, Secret key) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    public RunningServer {
        requireNonNull(address, "address");
        requireNonNull(key, "key");
    }

    JsonNode post(String path, Map<String, ?> body) throws IOException {
        return send("POST", path, "application/json", JSON.writeValueAsBytes(body));
    }

    JsonNode delete(String path, Map<String, ?> body) throws IOException {
        return send("DELETE", path, "application/json", JSON.writeValueAsBytes(body));
    }

    /** Uploads a file that says nothing for each of {@code names}. */
    JsonNode uploadEmpty(String path, List<String> names) throws IOException {
        String boundary = "footnote-" + UUID.randomUUID();
        var body = new ByteArrayOutputStream();
        for (String name : names) {
            body.writeBytes(
                    "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: text/plain\r\n\r\n-\r\n"
                            .formatted(boundary, name)
                            .getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes("--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.UTF_8));
        return send("POST", path, "multipart/form-data; boundary=" + boundary, body.toByteArray());
    }

    private JsonNode send(String method, String path, String type, byte[] body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/api/v1" + path))
                .header("Authorization", "Bearer " + key.value())
                .header("Content-Type", type)
                .timeout(PATIENCE)
                .method(method, BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<byte[]> answer = HTTP.send(request, BodyHandlers.ofByteArray());
            JsonNode told = JSON.readTree(answer.body());
            if (told.path("code").asInt(-1) != 0) {
                throw new IOException("the server answers %d to %s %s: %s"
                        .formatted(
                                answer.statusCode(),
                                method,
                                path,
                                told.path("message").asText()));
            }
            return told.path("data");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
