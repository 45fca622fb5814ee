package dev.footnote.application.knowledge;

import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import java.time.Duration;
import java.util.List;

/** Has documents parsed while somebody waits for it. */
public final class LearnFiles {

    /** Large pieces, cut at the ends of sentences. */
    private static final Chunking LARGE = new Chunking.General(2048, "\n!?;。；！？", 0);

    private final ManageDocuments documents;
    private final IngestDocuments ingest;
    private final Duration limit;

    /** @param limit how long anybody waits at most */
    public LearnFiles(ManageDocuments documents, IngestDocuments ingest, Duration limit) {
        this.documents = documents;
        this.ingest = ingest;
        this.limit = limit;
    }

    /**
     * Cuts {@code fresh} in large pieces, unless their type has a method of its own, and returns when they are done,
     * well or not, or the limit is reached; parsing goes on then.
     *
     * @param fresh documents of {@code base} that nobody has asked to be parsed yet
     */
    public void learn(Caller caller, KnowledgeBaseId base, List<Document> fresh) {
        for (Document document : fresh) {
            if (Chunking.byType(document.name()).isEmpty()) {
                documents.update(caller, base, document.id(), DocumentChange.cutting(LARGE));
            }
            documents.parse(caller, base, document.id());
        }
        long deadline = System.nanoTime() + limit.toNanos();
        long done = ingest.done();
        while (underWay(caller, base, fresh) && ingest.awaitMore(done, deadline)) {
            done = ingest.done();
        }
    }

    private boolean underWay(Caller caller, KnowledgeBaseId base, List<Document> documentsOfOurs) {
        return documentsOfOurs.stream()
                .map(document -> documents.find(caller, base, document.id()))
                .anyMatch(document -> document.parsing().status() instanceof DocumentStatus.Running);
    }
}
