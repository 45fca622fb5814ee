package dev.footnote.ports.store;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.ports.index.IndexException;
import java.util.List;

/**
 * Documents that wait to be parsed or, once they are removed, for their files to be deleted. What is in the queue
 * survives a restart.
 */
public interface TaskQueue {

    /** Adds a task, in the current transaction if there is one; one for a document that has one replaces it. */
    void offer(Task task);

    /** Adds tasks of different documents, as {@link #offer} does, all or none. */
    void offerAll(List<Task> tasks);

    /** Takes the document's task out of the queue, if it has not begun. */
    void cancel(DocumentId document);

    /**
     * Begins to hand tasks to {@code handler}, several at once, those of high priority first, else the oldest. A task
     * leaves the queue when the handler returns or throws; one whose handler throws a {@link StoreException} or an
     * {@link IndexException} is handed out again, each time after a longer wait; one that was at work when the program
     * died is handed out again at the next start. Tasks that were being handled before are free at once: one program at
     * a time works on a queue.
     */
    void start(Handler handler);

    /** Stops handing out tasks and waits a moment for those being handled, whose threads are interrupted. */
    void stop();

    /** A document to be seen to. */
    record Task(TenantId tenant, KnowledgeBaseId knowledgeBase, DocumentId document, Priority priority) {
        /** A task of normal priority. */
        public Task(TenantId tenant, KnowledgeBaseId knowledgeBase, DocumentId document) {
            this(tenant, knowledgeBase, document, Priority.NORMAL);
        }
    }

    /** What goes first. */
    enum Priority {
        NORMAL,
        HIGH
    }

    /** Does what a task asks for. */
    @FunctionalInterface
    interface Handler {
        void work(Task task);
    }
}
