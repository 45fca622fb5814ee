package dev.footnote.adapter.lucene;

import dev.footnote.domain.knowledge.DocumentId;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The documents that are being staged, and those of which something was lost before they were published. */
final class StagedDocuments {

    private final Set<DocumentId> begun = ConcurrentHashMap.newKeySet();
    private final Set<DocumentId> lost = ConcurrentHashMap.newKeySet();

    /** What was staged is lost; the index is as well as it was. */
    static final class Lost extends IOException {
        private static final long serialVersionUID = 1L;

        private Lost(DocumentId document) {
            super("what was staged of document %s is lost".formatted(document.value()));
        }
    }

    /** Something of {@code document} is staged. */
    void begin(DocumentId document) throws Lost {
        requireWhole(document);
        begun.add(document);
    }

    /** Refuses a document of which something was lost, until it is removed. */
    void requireWhole(DocumentId document) throws Lost {
        if (lost.contains(document)) {
            throw new Lost(document);
        }
    }

    /** {@code document} is published or removed. */
    void end(DocumentId document) {
        begun.remove(document);
        lost.remove(document);
    }

    /** A writer failed with whatever it had not committed. */
    void lose() {
        lost.addAll(begun);
    }

    /** There is no document any more. */
    void clear() {
        begun.clear();
        lost.clear();
    }
}
