package dev.footnote.testkit;

import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.stream.ByteSource;
import dev.footnote.ports.document.BlobStore;
import dev.footnote.ports.document.Thumbnailer;
import java.util.Arrays;
import java.util.Optional;

/** Takes a picture that is a small PNG as its own small picture; everything else has none. */
public final class StoredPictures implements Thumbnailer {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private final BlobStore blobs;

    public StoredPictures(BlobStore blobs) {
        this.blobs = blobs;
    }

    @Override
    public Optional<ByteSource> draw(DocumentId id) {
        byte[] bytes = BlobStoreContract.read(blobs.open(id));
        boolean fits = bytes.length <= MAX_BYTES
                && Arrays.equals(bytes, 0, Math.min(bytes.length, PNG.length), PNG, 0, PNG.length);
        return fits ? Optional.of(InMemoryBlobs.source(bytes)) : Optional.empty();
    }
}
