package dev.footnote.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An embedding model behind an API like that of OpenAI, with vectors that are made up at once. */
final class MadeEmbeddings implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MadeChunks made = MadeChunks.large();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    MadeEmbeddings() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/embeddings", this::answer);
        server.start();
    }

    /** The settings of a server that uses it. */
    Map<String, String> settings() {
        return Map.of(
                "FOOTNOTE_MODELS_LIST", "made",
                "FOOTNOTE_MODELS_MADE_NAME", "made@Test",
                "FOOTNOTE_MODELS_MADE_TYPE", "embedding",
                "FOOTNOTE_MODELS_MADE_URL",
                        "http://127.0.0.1:%d".formatted(server.getAddress().getPort()),
                "FOOTNOTE_MODELS_DEFAULT_EMBEDDING", "made@Test");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode input = JSON.readTree(exchange.getRequestBody()).path("input");
            ObjectNode answer = JSON.createObjectNode();
            var data = answer.putArray("data");
            for (int i = 0; i < input.size(); i++) {
                var numbers = data.addObject().put("index", i).putArray("embedding");
                for (float number : made.made(input.path(i).asText())) {
                    numbers.add(number);
                }
            }
            byte[] bytes = JSON.writeValueAsBytes(answer);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
