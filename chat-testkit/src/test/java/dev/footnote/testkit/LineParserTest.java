package dev.footnote.testkit;

import dev.footnote.ports.document.BlobStore;
import dev.footnote.ports.document.DocumentParser;

class LineParserTest extends DocumentParserContract {

    @Override
    protected BlobStore blobs() {
        return new InMemoryBlobs();
    }

    @Override
    protected DocumentParser parser(BlobStore blobs) {
        return new LineParser(blobs);
    }
}
