package dev.footnote.application.knowledge;

import dev.footnote.domain.knowledge.DocumentFilter;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.ports.store.DocumentRepository;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lets a question wait for the documents on their way while there is nothing else that it could be answered from. */
public final class AwaitDocuments {

    private static final DocumentFilter RUNNING = DocumentFilter.in(Set.of(DocumentStatus.Kind.RUNNING));
    private static final Listing ONE = new Listing(Optional.empty(), "", Listing.Order.CREATED, true, 0, 1);

    private final DocumentRepository documents;
    private final IngestDocuments ingest;
    private final Duration limit;

    /** @param limit how long a question waits at most */
    public AwaitDocuments(DocumentRepository documents, IngestDocuments ingest, Duration limit) {
        this.documents = documents;
        this.ingest = ingest;
        this.limit = limit;
    }

    /**
     * Returns at once if one of {@code bases} had chunks when it was read; else once none of their documents is queued
     * or being parsed, the limit is reached or the thread is interrupted, which it then still is.
     */
    public void await(List<KnowledgeBase> bases) {
        if (bases.stream().anyMatch(base -> base.size().chunks() > 0)) {
            return;
        }
        long deadline = System.nanoTime() + limit.toNanos();
        long done = ingest.done();
        while (running(bases) && ingest.awaitMore(done, deadline)) {
            done = ingest.done();
        }
    }

    private boolean running(List<KnowledgeBase> bases) {
        return bases.stream()
                .anyMatch(base ->
                        documents.list(base.tenant(), base.id(), ONE, RUNNING).total() > 0);
    }
}
