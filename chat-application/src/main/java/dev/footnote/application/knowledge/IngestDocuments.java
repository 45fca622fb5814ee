package dev.footnote.application.knowledge;

import dev.footnote.application.system.MeasuredEmbedding;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.Chunker;
import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentFilter;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Parsing;
import dev.footnote.domain.knowledge.Position;
import dev.footnote.ports.Ports;
import dev.footnote.ports.document.BlobException;
import dev.footnote.ports.document.UnreadableDocumentException;
import dev.footnote.ports.index.IndexException;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.ModelCatalog.EmbeddingEntry;
import dev.footnote.ports.model.ModelException;
import dev.footnote.ports.runtime.Telemetry.Outcome;
import dev.footnote.ports.store.StoreException;
import dev.footnote.ports.store.TaskQueue.Task;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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
 * whose ingestion was interrupted is simply ingested once more.
 */
public final class IngestDocuments {

    private static final Logger log = LoggerFactory.getLogger(IngestDocuments.class);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int BATCH = 16;

    /** How often a document is tried while the database fails; each time begins anew. */
    private static final int MAX_TRIES = 5;

    private final Ports ports;
    private final Map<DocumentId, Integer> tries = new ConcurrentHashMap<>();
    private final Set<DocumentId> cancelled = ConcurrentHashMap.newKeySet();
    private long done; // guarded by this

    public IngestDocuments(Ports ports) {
        this.ports = ports;
    }

    /** Takes up what a dead process left, then works on what comes. */
    public void start() {
        ports.documents()
                .running()
                .forEach(document ->
                        ports.tasks().offer(new Task(document.tenant(), document.knowledgeBase(), document.id())));
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
        ports.transactions().inTransaction(() -> {
            ports.documents()
                    .report(
                            document.tenant(),
                            document.id(),
                            running(0, line("Task is queued..."), ports.clock().instant(), 0, 0));
            ports.tasks().offer(new Task(document.tenant(), document.knowledgeBase(), document.id()));
            return true;
        });
    }

    void cancel(DocumentId id) {
        cancelled.add(id);
        ports.tasks().cancel(id);
    }

    static Parsing cancelled(Parsing before) {
        return new Parsing(
                new DocumentStatus.Cancelled(),
                before.log() + " [Canceled]",
                before.startedAt(),
                before.duration(),
                0,
                0);
    }

    private void ingest(Task task) {
        Optional<Document> document = ports.documents().find(task.tenant(), task.knowledgeBase(), task.document());
        Optional<KnowledgeBase> base = ports.knowledgeBases().find(task.tenant(), task.knowledgeBase());
        if (document.isEmpty() || base.isEmpty() || cancelled.remove(task.document())) {
            return;
        }
        Instant started = ports.clock().instant();
        try {
            clear(document.get());
            new Run(document.get(), base.get(), started).work();
            tries.remove(task.document());
        } catch (StoreException e) {
            again(document.get(), started, e);
        } catch (UnreadableDocumentException e) {
            fail(document.get(), started, String.valueOf(e.getMessage()));
        } catch (ModelException e) {
            fail(document.get(), started, "The embedding model failed: " + e.getMessage());
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                log.info(
                        "Document {} is left for the next start",
                        task.document().value());
                return;
            }
            log.error("Document {} cannot be ingested", task.document().value(), e);
            broken(document.get(), started, e);
        }
    }

    private void broken(Document document, Instant started, RuntimeException failure) {
        switch (failure) {
            case IndexException e -> {
                ports.chunks().removeAll(document.tenant(), document.id()); // what is staged cannot be found
                report(document, started, "The index cannot be written.");
            }
            case BlobException e -> fail(document, started, "The stored file cannot be read.");
            default -> fail(document, started, "An unexpected error stopped it. The log names the cause.");
        }
    }

    /** Leaves the document to the queue, which hands it out again; gives up after some tries. */
    private void again(Document document, Instant started, StoreException failure) {
        if (tries.merge(document.id(), 1, Integer::sum) < MAX_TRIES) {
            throw failure;
        }
        fail(document, started, "The database failed again and again.");
        tries.remove(document.id());
    }

    private void clear(Document document) {
        ports.index().remove(document.knowledgeBase(), document.id());
        ports.chunks().removeAll(document.tenant(), document.id());
    }

    private void fail(Document document, Instant started, String reason) {
        clear(document);
        report(document, started, reason);
    }

    private void report(Document document, Instant started, String reason) {
        ports.documents()
                .report(
                        document.tenant(),
                        document.id(),
                        new Parsing(
                                new DocumentStatus.Failed(reason),
                                line("[ERROR]" + reason),
                                Optional.of(started),
                                since(started),
                                0,
                                0));
        log.info("Document {} failed: {}", document.id().value(), reason);
        ports.telemetry().ingested(0, Outcome.FAILURE, since(started));
    }

    private Parsing running(double progress, String lines, Instant started, int chunks, long tokens) {
        return new Parsing(
                new DocumentStatus.Running(progress), lines, Optional.of(started), since(started), chunks, tokens);
    }

    private Duration since(Instant started) {
        Duration passed = Duration.between(started, ports.clock().instant());
        return passed.isPositive() ? passed : Duration.ofMillis(1);
    }

    private String line(String text) {
        return TIME.format(ports.clock().instant()) + " " + text;
    }

    /** One document on its way. */
    private final class Run {
        private final Document document;
        private final KnowledgeBase base;
        private final Instant started;
        private final EmbeddingModel model;
        private final List<Chunk> batch = new ArrayList<>();
        private final StringBuilder lines = new StringBuilder();
        private int chunks;
        private long tokens;

        Run(Document document, KnowledgeBase base, Instant started) {
            this.document = document;
            this.base = base;
            this.started = started;
            EmbeddingEntry entry = ports.models()
                    .embedding(base.settings().embeddingModel())
                    .orElseThrow(() -> new UnreadableDocumentException(
                            "The embedding model of the dataset is not configured", null));
            this.model = new MeasuredEmbedding(entry, ports.telemetry());
        }

        void work() {
            if (!(document.chunking() instanceof Chunking.General general)) {
                throw new UnreadableDocumentException(
                        "The chunking method %s is not available"
                                .formatted(document.chunking().method()),
                        null);
            }
            say("Start to parse.");
            var chunker = new Chunker(general, ports.tokens()::count, this::take);
            boolean whole = ports.parser().parse(document.id(), document.name(), chunker::push) && chunker.finish();
            if (!whole || !flush()) {
                clear(document);
                if (Thread.currentThread().isInterrupted()) {
                    throw new IllegalStateException("interrupted");
                }
                return; // cancelled, or the document was removed
            }
            ports.index().publish(base.id(), document.id());
            say(chunks == 0 ? "No chunk built from " + document.name() : "Generate %d chunks".formatted(chunks));
            say("Task done (%.2fs).".formatted(since(started).toMillis() / 1000.0));
            ports.documents()
                    .report(
                            document.tenant(),
                            document.id(),
                            new Parsing(
                                    new DocumentStatus.Ready(),
                                    lines.toString(),
                                    Optional.of(started),
                                    since(started),
                                    chunks,
                                    tokens));
            ports.telemetry().ingested(chunks, Outcome.SUCCESS, since(started));
        }

        private boolean take(Chunker.Piece piece) {
            batch.add(new Chunk(
                    ports.ids().chunk(piece.content(), document.id()),
                    base.id(),
                    document.id(),
                    document.name(),
                    piece.content(),
                    List.of(),
                    List.of(),
                    positions(piece, chunks + batch.size() + 1),
                    piece.tokens(),
                    document.enabled(),
                    chunks + batch.size(),
                    ports.clock().instant()));
            return batch.size() < BATCH || flush();
        }

        /** Where the piece stands; in a document without pages, its number in the form that clients expect. */
        private static List<Position> positions(Chunker.Piece piece, int number) {
            return piece.positions().isEmpty()
                    ? List.of(new Position(number + 1, number, number, number, number))
                    : piece.positions();
        }

        private boolean flush() {
            if (Thread.currentThread().isInterrupted() || cancelled.contains(document.id())) {
                return false;
            }
            if (batch.isEmpty()) {
                return true;
            }
            List<Embedding> vectors = model.embed(
                    EmbeddingModel.Purpose.PASSAGE,
                    batch.stream().map(Chunk::content).toList());
            var indexed = new ArrayList<IndexedChunk>();
            for (int i = 0; i < batch.size(); i++) {
                indexed.add(new IndexedChunk(batch.get(i), vectors.get(i)));
            }
            ports.chunks().add(document.tenant(), document.id(), batch);
            ports.index().stage(base.id(), indexed);
            chunks += batch.size();
            tokens += batch.stream().mapToLong(Chunk::tokens).sum();
            batch.clear();
            double progress = Math.min(0.9, 0.1 + chunks / 1_000.0);
            return ports.documents()
                    .report(
                            document.tenant(),
                            document.id(),
                            running(progress, lines.toString(), started, chunks, tokens));
        }

        private void say(String text) {
            lines.append(lines.isEmpty() ? "" : "\n").append(line(text));
        }
    }
}
