package dev.footnote.testkit;

import dev.footnote.ports.document.BlobStore;
import dev.footnote.ports.document.Thumbnailer;

class StoredPicturesTest extends ThumbnailerContract {

    @Override
    protected BlobStore blobs() {
        return new InMemoryBlobs();
    }

    @Override
    protected Thumbnailer thumbnails(BlobStore blobs) {
        return new StoredPictures(blobs);
    }
}
