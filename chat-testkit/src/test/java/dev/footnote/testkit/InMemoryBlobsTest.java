package dev.footnote.testkit;

import dev.footnote.ports.document.BlobStore;

class InMemoryBlobsTest extends BlobStoreContract {

    @Override
    protected BlobStore store() {
        return new InMemoryBlobs();
    }
}
