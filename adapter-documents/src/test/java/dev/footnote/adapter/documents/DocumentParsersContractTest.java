package dev.footnote.adapter.documents;

import dev.footnote.ports.document.BlobStore;
import dev.footnote.ports.document.DocumentParser;
import dev.footnote.testkit.DocumentParserContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class DocumentParsersContractTest extends DocumentParserContract {

    @TempDir
    private Path folder;

    private DocumentParsers parsers;

    @AfterEach
    void endWorkers() {
        parsers.close();
    }

    @Override
    protected BlobStore blobs() {
        return DiskBlobStore.open(folder);
    }

    @Override
    protected DocumentParser parser(BlobStore blobs) {
        parsers = new DocumentParsers((DiskBlobStore) blobs, ParserLimits.DEFAULT);
        return parsers;
    }
}
