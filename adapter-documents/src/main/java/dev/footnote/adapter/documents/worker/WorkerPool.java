package dev.footnote.adapter.documents.worker;

import dev.footnote.adapter.documents.ParserLimits;
import dev.footnote.domain.knowledge.Section;
import dev.footnote.domain.stream.Sink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Parses documents in processes of their own. One that has done its work waits for the next document for a minute; one
 * that failed, in whatever way, is killed. As many run as documents are parsed at once.
 *
 * <p>Safe for use by several threads at once.
 */
public final class WorkerPool implements AutoCloseable {

    private static final Duration IDLE = Duration.ofMinutes(1);

    /** After so many documents a process is replaced, whatever its libraries may have kept of them. */
    private static final int DOCUMENTS = 500;

    private final ParserLimits limits;
    private final Class<?> main;
    private final Duration idle;
    private final Deque<Worker> waiting = new ArrayDeque<>(); // guarded by itself
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("parser-watch").factory());
    private final ScheduledFuture<?> ending;
    private boolean closed; // guarded by waiting

    public WorkerPool(ParserLimits limits) {
        this(limits, WorkerMain.class, IDLE);
    }

    /** @param main what the processes run */
    WorkerPool(ParserLimits limits, Class<?> main, Duration idle) {
        this.limits = limits;
        this.main = main;
        this.idle = idle;
        timer.setContinueExistingPeriodicTasksAfterShutdownPolicy(true); // what is watched is watched to its end
        timer.setRemoveOnCancelPolicy(true);
        this.ending =
                timer.scheduleWithFixedDelay(this::endIdle, idle.toMillis(), idle.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Pushes the text of {@code file} as {@link dev.footnote.ports.document.DocumentParser} says.
     *
     * @return {@code false} if no more was wanted
     * @throws dev.footnote.ports.document.UnreadableDocumentException also if the process had to be killed
     */
    public boolean parse(Path file, String name, Sink<Section> sink) {
        return with(worker -> worker.parse(file, name, sink));
    }

    /**
     * A small picture of {@code file} in the format PNG; empty if it is of no kind that can be drawn.
     *
     * @throws dev.footnote.ports.document.UnreadableDocumentException if the process fails or had to be killed
     */
    public Optional<byte[]> draw(Path file) {
        return with(worker -> worker.draw(file));
    }

    private <T> T with(Function<Worker, T> work) {
        Worker worker = take();
        try {
            return work.apply(worker);
        } finally {
            if (!worker.isReady() || worker.served() >= DOCUMENTS || !giveBack(worker)) {
                worker.close();
            }
        }
    }

    private Worker take() {
        synchronized (waiting) {
            while (!waiting.isEmpty()) {
                Worker worker = waiting.pop();
                if (worker.isReady()) {
                    return worker;
                }
                worker.close();
            }
        }
        return Worker.start(limits, main, timer);
    }

    private boolean giveBack(Worker worker) {
        synchronized (waiting) {
            if (!closed) {
                waiting.push(worker);
            }
            return !closed;
        }
    }

    private void endIdle() {
        synchronized (waiting) {
            waiting.removeIf(worker -> {
                boolean over = worker.idleFor().compareTo(idle) >= 0;
                if (over) {
                    worker.close();
                }
                return over;
            });
        }
    }

    /** Ends the processes that wait; the others end with their document. */
    @Override
    public void close() {
        synchronized (waiting) {
            closed = true;
            waiting.forEach(Worker::close);
            waiting.clear();
        }
        ending.cancel(false);
        timer.shutdown();
    }
}
