package dev.footnote.testkit;

import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.stream.ByteSource;
import dev.footnote.ports.document.BlobException;
import dev.footnote.ports.document.BlobStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps bytes in memory. */
public final class InMemoryBlobs implements BlobStore {

    private static final int BUFFER = 8 * 1024;

    private final Map<DocumentId, byte[]> blobs = new ConcurrentHashMap<>();

    @Override
    public long put(DocumentId id, ByteSource source, long maxBytes) {
        var out = new ByteArrayOutputStream();
        var buffer = new byte[BUFFER];
        for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
            out.write(buffer, 0, read);
            if (out.size() > maxBytes) {
                return -1;
            }
        }
        blobs.put(id, out.toByteArray());
        return out.size();
    }

    @Override
    public ByteSource open(DocumentId id) {
        byte[] bytes = blobs.get(id);
        if (bytes == null) {
            throw new BlobException("there are no bytes of document " + id.value(), null);
        }
        return source(bytes);
    }

    @Override
    public boolean has(DocumentId id) {
        return blobs.containsKey(id);
    }

    @Override
    public boolean remove(DocumentId id) {
        return blobs.remove(id) != null;
    }

    /** How many documents there are bytes of. */
    public int size() {
        return blobs.size();
    }

    /** The bytes of {@code bytes}, which must not change until they have been read. */
    public static ByteSource source(byte[] bytes) {
        var in = new ByteArrayInputStream(bytes);
        return buffer -> in.read(buffer, 0, buffer.length);
    }
}
