package dev.footnote.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.footnote.adapter.documents.DiskBlobStore;
import dev.footnote.adapter.documents.DocumentParsers;
import dev.footnote.adapter.documents.ParserLimits;
import dev.footnote.adapter.jdbi.Database;
import dev.footnote.adapter.lucene.LuceneChunkIndex;
import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Metadata;
import dev.footnote.domain.knowledge.Parsing;
import dev.footnote.domain.stream.ByteSource;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A server over a real database, index and folder of files, into which ready chunks can be put. */
final class StoredServer implements AutoCloseable {

    private static final int BATCH = 1_000;

    final LiveServer server;
    final LuceneChunkIndex index;
    final MadeChunks made;
    private final DocumentParsers parsers;

    StoredServer(Database database, Path home, MadeChunks made) {
        this.made = made;
        index = LuceneChunkIndex.open(home.resolve("index"), Duration.ofMinutes(10), new IdleScheduling());
        var blobs = DiskBlobStore.open(home.resolve("documents"));
        parsers = new DocumentParsers(blobs, ParserLimits.DEFAULT);
        server = new LiveServer(database, LiveServer.Storage.real(database, index, blobs, parsers, made));
    }

    /** A dataset. */
    KnowledgeBaseId dataset(String name) {
        return new KnowledgeBaseId(LiveServer.data(send("POST", "/api/v1/datasets", Map.of("name", name)))
                .path("id")
                .asText());
    }

    HttpResponse<String> get(String path) {
        return server.send("GET", path, Map.of());
    }

    HttpResponse<String> send(String method, String path, Map<String, ?> body) {
        return server.send(method, path, body, "Content-Type", "application/json");
    }

    /** Puts a document with so many ready chunks into {@code base}. */
    DocumentId add(KnowledgeBaseId base, String name, int from, int chunks) {
        DocumentId id = announce(base, name, chunks);
        for (int at = 0; at < chunks; at += BATCH) {
            stage(base, id, name, from + at, Math.min(BATCH, chunks - at));
        }
        index.publish(base, id);
        return id;
    }

    /** Puts a document that will have so many chunks into {@code base}, whose file is one word long. */
    DocumentId announce(KnowledgeBaseId base, String name, int chunks) {
        var id = new DocumentId(server.ports.ids().next());
        server.ports.blobs().put(id, bytes("file"), BATCH);
        var now = Instant.now();
        var done = new Parsing(
                new DocumentStatus.Ready(),
                "",
                Optional.of(now),
                Duration.ofMillis(1),
                chunks,
                (long) chunks * made.words());
        server.ports
                .documents()
                .add(new Document(
                        id,
                        server.caller.tenant(),
                        base,
                        server.caller.user(),
                        Document.Origin.FILE,
                        name,
                        4,
                        Chunking.General.DEFAULT,
                        ClientSettings.NONE,
                        true,
                        Metadata.NONE,
                        done,
                        now,
                        now));
        return id;
    }

    /** Writes some ready chunks of a document, which are to be published. */
    void stage(KnowledgeBaseId base, DocumentId id, String name, int from, int count) {
        List<IndexedChunk> some = IntStream.range(from, from + count)
                .mapToObj(number -> made.chunk(base, id, name, number))
                .toList();
        server.ports
                .chunks()
                .add(
                        server.caller.tenant(),
                        id,
                        some.stream().map(IndexedChunk::chunk).toList());
        index.stage(base, some);
    }

    private static ByteSource bytes(String text) {
        var in = new ByteArrayInputStream(text.getBytes(UTF_8));
        return buffer -> in.read(buffer, 0, buffer.length);
    }

    @Override
    public void close() {
        server.close();
        parsers.close();
        index.close();
    }
}
