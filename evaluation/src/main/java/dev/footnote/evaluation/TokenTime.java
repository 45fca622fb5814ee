package dev.footnote.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footnote.domain.citation.CitationStream;
import dev.footnote.domain.citation.CitedText;
import dev.footnote.domain.retrieval.ScoredChunk;
import dev.footnote.domain.stream.Sink;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What citations add to the time of a token. Beside them stands the least that is done for a token anyway: it is read
 * out of the JSON in which a model sends it, written as JSON, and sent over a connection of this machine at once.
 */
final class TokenTime implements AutoCloseable {

    private static final int LETTERS = 4;
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final ObjectMapper json = new ObjectMapper();
    private final List<byte[]> tokens = new ArrayList<>();
    private final List<ScoredChunk> quoted;
    private final Socket there;
    private final Socket here;
    private final OutputStream out;

    TokenTime(String answer, List<ScoredChunk> quoted) throws IOException {
        for (int at = 0; at < answer.length(); at += LETTERS) {
            String token = answer.substring(at, Math.min(answer.length(), at + LETTERS));
            tokens.add(json.writeValueAsBytes(
                    Map.of("id", "c1", "choices", List.of(Map.of("index", 0, "delta", Map.of("content", token))))));
        }
        this.quoted = quoted;
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            there = new Socket(server.getInetAddress(), server.getLocalPort());
            here = server.accept();
        }
        there.setTcpNoDelay(true);
        out = there.getOutputStream();
        Thread.ofPlatform().daemon().start(this::read);
    }

    /** Sends the answer with citations, its chunks prepared in it. */
    int cited() {
        return send(new CitationStream(quoted, send()));
    }

    /** Sends the answer without citations. */
    int plain() {
        return send(CitationStream.off(send()));
    }

    private int send(CitationStream stream) {
        try {
            for (byte[] token : tokens) {
                stream.push(json.readTree(token).at("/choices/0/delta/content").asText());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a token cannot be read", e);
        }
        return stream.finish() ? 1 : 0;
    }

    private Sink<CitedText> send() {
        return part -> {
            Object sent = switch (part) {
                case CitedText.Text(String text) -> Map.of("answer", text);
                case CitedText.Decided(String markers, var citations) ->
                    Map.of(
                            "answer",
                            markers,
                            "cited",
                            citations.stream()
                                    .map(one -> Map.of("score", one.score()))
                                    .toList());
            };
            try {
                out.write(json.writeValueAsBytes(sent));
                out.write(END);
            } catch (IOException e) {
                throw new UncheckedIOException("the connection to this machine broke", e);
            }
            return true;
        };
    }

    private void read() {
        try (InputStream in = here.getInputStream()) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException("the connection of this machine broke", e);
        }
    }

    @Override
    public void close() throws IOException {
        there.close();
    }
}
