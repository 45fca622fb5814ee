package dev.footnote.application.knowledge;

import dev.footnote.application.system.MeasuredEmbedding;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentFilter;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Parsing;
import dev.footnote.domain.knowledge.chunking.Chunker;
import dev.footnote.ports.Ports;
import dev.footnote.ports.document.BlobException;
import dev.footnote.ports.document.UnreadableDocumentException;
import dev.footnote.ports.index.IndexException;
import dev.footnote.ports.index.OtherModelException;
import dev.footnote.ports.model.ModelCatalog.EmbeddingEntry;
import dev.footnote.ports.model.ModelException;
import dev.footnote.ports.runtime.Telemetry.Outcome;
import dev.footnote.ports.runtime.Telemetry.Step;
import dev.footnote.ports.store.StoreException;
import dev.footnote.ports.store.TaskQueue;
import dev.footnote.ports.store.TaskQueue.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns documents into chunks that can be found: parse, cut, embed, index. Each step can be done again, so a document
 * whose ingestion was interrupted is simply ingested once more. What was written by hand is not touched.
 */
public final class IngestDocuments {

    private static final Logger log = LoggerFactory.getLogger(IngestDocuments.class);

    /** Documents up to this go before larger ones, so that nobody waits long for a short text. */
    private static final long SMALL_BYTES = 1 << 20;

    /** How often a document is tried while the database or the index fails; each time begins anew. */
    private static final int MAX_TRIES = 5;

    private final Ports ports;
    private final CutChunks made;
    private final Map<DocumentId, Integer> tries = new ConcurrentHashMap<>();
    private final Set<DocumentId> cancelled = ConcurrentHashMap.newKeySet();
    private long done; // guarded by this

    public IngestDocuments(Ports ports) {
        this.ports = ports;
        this.made = new CutChunks(ports);
    }

    /** Takes up what a dead process left, then works on what comes. */
    public void start() {
        ports.documents().running().forEach(document -> ports.tasks().offer(task(document)));
        ports.tasks().start(task -> {
            try {
                ingest(task);
            } finally {
                countDone();
            }
        });
    }

    /** Stops working; what is unfinished is taken up by the next {@link #start}. */
    public void stop() {
        ports.tasks().stop();
    }

    /** How many tasks have come to an end, well or not. */
    synchronized long done() {
        return done;
    }

    /**
     * Waits until more than {@code before} tasks are done; {@code false} if {@code deadline}, in the terms of
     * {@link System#nanoTime}, passes or the thread is interrupted first.
     */
    synchronized boolean awaitMore(long before, long deadline) {
        try {
            long left = deadline - System.nanoTime();
            while (done <= before && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = deadline - System.nanoTime();
            }
            return done > before;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void countDone() {
        done++;
        notifyAll();
    }

    /** Queues every document of {@code base} that nobody has asked to be parsed yet. */
    public void offerUploaded(KnowledgeBase base) {
        DocumentFilter uploaded = DocumentFilter.in(Set.of(DocumentStatus.Kind.UPLOADED));
        ports.documents()
                .list(base.tenant(), base.id(), Listing.ALL, uploaded)
                .items()
                .forEach(this::offer);
    }

    void offer(Document document) {
        cancelled.remove(document.id());
        var queued = new IngestLog(ports.clock());
        queued.say("Task is queued...");
        ports.transactions().inTransaction(() -> {
            tell(document, queued, new DocumentStatus.Running(0), 0, 0);
            ports.tasks().offer(task(document));
            return true;
        });
    }

    /** Has what is left of {@code documents}, which this transaction removes, deleted; no kill prevents that. */
    void offerRemoved(List<Document> documents) {
        ports.tasks().offerAll(documents.stream().map(IngestDocuments::task).toList());
    }

    /** Deletes what is left of a document that was removed. */
    private void forget(Task task, boolean withBase) {
        cancelled.remove(task.document());
        tries.remove(task.document());
        if (withBase) {
            ports.index().drop(task.knowledgeBase());
        } else {
            ports.index().remove(task.knowledgeBase(), task.document());
        }
        List.of(task.document(), DrawDocuments.picture(task.document())).forEach(ports.blobs()::remove);
    }

    private static Task task(Document document) {
        var priority = document.bytes() <= SMALL_BYTES ? TaskQueue.Priority.HIGH : TaskQueue.Priority.NORMAL;
        return new Task(document.tenant(), document.knowledgeBase(), document.id(), priority);
    }

    void cancel(DocumentId id) {
        cancelled.add(id);
        ports.tasks().cancel(id);
    }

    static Parsing cancelled(Parsing before, CutChunks.Written left) {
        return new Parsing(
                new DocumentStatus.Cancelled(),
                before.log() + " [Canceled]",
                before.startedAt(),
                before.duration(),
                left.chunks(),
                left.tokens());
    }

    private void ingest(Task task) {
        Optional<Document> document = ports.documents().find(task.tenant(), task.knowledgeBase(), task.document());
        Optional<KnowledgeBase> base = ports.knowledgeBases().find(task.tenant(), task.knowledgeBase());
        if (document.isEmpty() || base.isEmpty()) {
            forget(task, base.isEmpty());
            return;
        }
        DocumentId id = task.document();
        if (cancelled.remove(id)) {
            return;
        }
        var said = new IngestLog(ports.clock());
        said.say("Task has been received.");
        try {
            var left = made.remove(document.get());
            ports.telemetry().trail().run(Step.INGEST, new Run(document.get(), base.get(), said, left)::work);
            tries.remove(id);
        } catch (StoreException e) {
            if (mayTryAgain(id)) {
                throw e;
            }
            fail(document.get(), said, "The database failed again and again.");
        } catch (UnreadableDocumentException e) {
            fail(document.get(), said, String.valueOf(e.getMessage()));
        } catch (ModelException e) {
            fail(document.get(), said, "The embedding model failed: " + e.getMessage());
        } catch (OtherModelException changed) {
            made.remove(document.get());
            ports.tasks().offer(task); // begins anew, with the model that took over
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                log.info("Document {} is left for the next start", id.value());
                return;
            }
            if (e instanceof IndexException && mayTryAgain(id)) {
                throw e;
            }
            log.error("Document {} cannot be ingested", id.value(), e);
            broken(document.get(), said, e);
        }
    }

    private void broken(Document document, IngestLog said, RuntimeException failure) {
        switch (failure) {
            case IndexException e -> {
                clearAsFarAsPossible(document);
                report(document, said, "The index cannot be written.");
            }
            case BlobException e -> fail(document, said, "The stored file cannot be read.");
            default -> fail(document, said, "An unexpected error stopped it. The log names the cause.");
        }
    }

    /** Whether the document is left to the queue, which hands it out again. */
    private boolean mayTryAgain(DocumentId document) {
        if (tries.merge(document, 1, Integer::sum) < MAX_TRIES) {
            return true;
        }
        tries.remove(document);
        return false;
    }

    /** Without a row nothing is quoted of what the index may still have, and the next repair removes that. */
    private void clearAsFarAsPossible(Document document) {
        ports.chunks().removeCut(document.tenant(), document.id());
        try {
            made.remove(document);
        } catch (IndexException e) {
            log.warn("The index may keep chunks of document {}", document.id().value());
        }
    }

    private void fail(Document document, IngestLog said, String reason) {
        made.remove(document);
        report(document, said, reason);
    }

    /** Tells why it failed, unless its parsing was stopped meanwhile: then that is what became of it. */
    private void report(Document document, IngestLog said, String reason) {
        if (cancelled.remove(document.id())) {
            return;
        }
        said.say("[ERROR]" + reason);
        var left = made.written(document);
        tell(document, said, new DocumentStatus.Failed(reason), left.chunks(), left.tokens());
        log.info("Document {} failed: {}", document.id().value(), reason);
        ports.telemetry().ingested(0, Outcome.FAILURE, said.taken());
    }

    /** Reports how far the document is; {@code false} if it was removed. */
    private boolean tell(Document document, IngestLog said, DocumentStatus status, int chunks, long tokens) {
        return ports.documents().report(document.tenant(), document.id(), parsing(said, status, chunks, tokens));
    }

    private Parsing parsing(IngestLog said, DocumentStatus status, int chunks, long tokens) {
        return new Parsing(status, said.toString(), Optional.of(said.begun()), said.taken(), chunks, tokens);
    }

    /** One document on its way. */
    private final class Run implements ChunkBatches.Steps {
        private final Document document;
        private final KnowledgeBase base;
        private final IngestLog said;
        private final CutChunks.Written written;
        private final String modelName;
        private final ChunkBatches batches;
        private final CutDocument cut;
        private Duration indexing = Duration.ZERO;
        private int chunks;
        private long tokens;

        Run(Document document, KnowledgeBase base, IngestLog said, CutChunks.Written written) {
            this.document = document;
            this.base = base;
            this.said = said;
            this.written = written;
            this.cut = new CutDocument(ports, document, new FindTags(ports).tagger(base));
            EmbeddingEntry entry = ports.models()
                    .of(base.tenant())
                    .embedding(IndexModel.of(ports.index(), base))
                    .orElseThrow(() -> new UnreadableDocumentException(
                            "The embedding model of the dataset is not configured", null));
            this.modelName = entry.name();
            this.batches =
                    new ChunkBatches(new MeasuredEmbedding(entry, ports.telemetry()), modelName, ports.clock(), this);
        }

        void work() {
            boolean chinese = base.settings().language().equalsIgnoreCase("Chinese");
            Chunker chunker = cut.chunker(chinese, this::take);
            said.say("Start to parse.");
            boolean whole = ports.telemetry()
                    .trail()
                    .step(
                            Step.PARSE,
                            () -> ports.parser().parse(document.id(), document.name(), chunker::push)
                                    && chunker.finish());
            if (!whole || !batches.finish()) {
                made.remove(document);
                if (Thread.currentThread().isInterrupted()) {
                    throw new IllegalStateException("interrupted");
                }
                return; // cancelled, or the document was removed
            }
            ports.documents().outline(document.tenant(), document.id(), cut.contents());
            Instant before = ports.clock().instant();
            ports.telemetry().trail().run(Step.PUBLISH, () -> ports.index().publish(base.id(), document.id()));
            indexing = indexing.plus(Duration.between(before, ports.clock().instant()));
            sayWhatWasDone();
            var left = made.written(document); // some may have been written meanwhile
            tell(document, said, new DocumentStatus.Ready(), left.chunks() + chunks, left.tokens() + tokens);
            ports.telemetry().ingested(chunks, Outcome.SUCCESS, said.taken());
            undoIfCancelled();
            if (ports.index()
                    .model(base.id())
                    .filter(name -> !name.equals(modelName))
                    .isPresent()) {
                ports.tasks().offer(task(document)); // another model took over before this was seen as done
            }
        }

        private void sayWhatWasDone() {
            said.say("Finish parsing.");
            if (chunks == 0) {
                said.say("No chunk built from " + document.name());
            } else {
                said.say("Generate %d chunks".formatted(chunks));
                said.say("Embedding chunks", batches.embedding());
                said.say("Indexing done", indexing);
            }
            said.say("Task done", said.taken());
        }

        /** A stop that came while the last words were written still counts. */
        private void undoIfCancelled() {
            if (cancelled.remove(document.id())) {
                var left = made.remove(document);
                Parsing ready = parsing(said, new DocumentStatus.Ready(), 0, 0);
                ports.documents().report(document.tenant(), document.id(), cancelled(ready, left));
            }
        }

        private boolean take(Chunker.Piece piece) {
            for (Chunk chunk : cut.chunks(piece)) {
                if (written.ids().contains(chunk.id())) {
                    continue; // what was written by hand says the same
                }
                if (!batches.add(chunk)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean stopped() {
            return Thread.currentThread().isInterrupted() || cancelled.contains(document.id());
        }

        @Override
        public boolean write(List<IndexedChunk> indexed) {
            Instant before = ports.clock().instant();
            List<Chunk> all = new ArrayList<>(cut.parents().stream()
                    .filter(parent -> !written.ids().contains(parent.id()))
                    .toList());
            indexed.forEach(one -> all.add(one.chunk()));
            chunks += indexed.size();
            tokens += indexed.stream().mapToLong(one -> one.chunk().tokens()).sum();
            var running = new DocumentStatus.Running(Math.min(0.9, 0.1 + chunks / 1_000.0));
            boolean there = ports.transactions().inTransaction(() -> {
                ports.chunks().add(document.tenant(), document.id(), all);
                return tell(document, said, running, written.chunks() + chunks, written.tokens() + tokens);
            });
            if (there) {
                ports.index().stage(base.id(), indexed);
            }
            indexing = indexing.plus(Duration.between(before, ports.clock().instant()));
            return there;
        }
    }
}
