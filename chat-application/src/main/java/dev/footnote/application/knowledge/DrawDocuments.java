package dev.footnote.application.knowledge;

import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.FileCategory;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.stream.ByteSource;
import dev.footnote.ports.Ports;
import dev.footnote.ports.document.Thumbnailer;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Shows small pictures of documents; each is made when it is first asked for, and kept. */
public final class DrawDocuments {

    /** How many are made at once, so that a long list of documents does not take the machine. */
    private static final int AT_ONCE = 2;

    private final Ports ports;
    private final ManageDocuments documents;
    private final Semaphore making = new Semaphore(AT_ONCE, true);

    public DrawDocuments(Ports ports, ManageDocuments documents) {
        this.ports = ports;
        this.documents = documents;
    }

    /**
     * A picture in the format PNG, at most {@link Thumbnailer#MAX_BYTES} long; empty if there can be none of it. Blocks
     * while it is made.
     *
     * @throws NotFound if the document is not the caller's, or not in this knowledge base
     */
    public Optional<ByteSource> draw(Caller caller, KnowledgeBaseId base, DocumentId id) {
        Document document = documents.find(caller, base, id);
        if (document.origin() == Document.Origin.NONE || !FileCategory.isDrawn(document.name())) {
            return Optional.empty();
        }
        DocumentId kept = picture(id);
        if (!ports.blobs().has(kept)) {
            making.acquireUninterruptibly();
            try {
                ports.blobs().put(kept, ports.thumbnails().draw(id).orElse(buffer -> -1), Thumbnailer.MAX_BYTES);
            } finally {
                making.release();
            }
        }
        ByteSource picture = ports.blobs().open(kept);
        var first = new byte[1];
        return picture.read(first) < 1
                ? Optional.empty()
                : Optional.of(ports.blobs().open(kept));
    }

    /** Under which id the picture of a document is kept; one without bytes if there can be none. */
    static DocumentId picture(DocumentId document) {
        return new DocumentId("thumbnail_" + document.value());
    }
}
