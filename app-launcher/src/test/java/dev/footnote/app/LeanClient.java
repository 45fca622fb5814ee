package dev.footnote.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.knowledge.KnowledgeBaseId;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** Searches over one connection that stays open, and takes next to nothing of the machine for it. For one thread. */
final class LeanClient implements AutoCloseable {

    private final String key;
    private final Socket socket;
    private final InputStream in;

    LeanClient(LiveServer server) throws IOException {
        key = server.key();
        socket = new Socket("127.0.0.1", server.port());
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** What was answered, which is some chunks. */
    String search(KnowledgeBaseId base, String question) throws IOException {
        socket.getOutputStream().write(request(base, question));
        String answer = answer();
        assertThat(answer).contains("\"chunks\":[{");
        return answer;
    }

    private byte[] request(KnowledgeBaseId base, String question) {
        String body =
                "{\"question\":\"%s\",\"dataset_ids\":[\"%s\"],\"top_k\":100,\"page_size\":8,\"similarity_threshold\":0}"
                        .formatted(question, base.value());
        return """
                POST /api/v1/retrieval HTTP/1.1\r
                Host: 127.0.0.1\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                %s""".formatted(key, body.length(), body).getBytes(UTF_8);
    }

    private String answer() throws IOException {
        String head = line();
        for (String header = head; !header.isEmpty(); header = line()) {
            head = header.startsWith("Transfer-Encoding") ? header : head;
        }
        assertThat(head).isEqualTo("Transfer-Encoding: chunked");
        var body = new StringBuilder();
        int length = Integer.parseInt(line(), 16);
        while (length > 0) {
            body.append(new String(in.readNBytes(length), ISO_8859_1)).append(line());
            length = Integer.parseInt(line(), 16);
        }
        line();
        return body.toString();
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new EOFException(line.toString());
            }
            line.append((char) read);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
