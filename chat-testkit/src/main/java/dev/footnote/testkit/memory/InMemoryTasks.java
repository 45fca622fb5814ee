package dev.footnote.testkit.memory;

import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.ports.index.IndexException;
import dev.footnote.ports.store.StoreException;
import dev.footnote.ports.store.TaskQueue;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A task offered for a document that is just being handled is handed out when that handler is done. A handler that
 * {@link #stop} broke off by an exception leaves its task in the queue.
 */
final class InMemoryTasks implements TaskQueue {

    private static final Duration SHUTDOWN = Duration.ofSeconds(1);

    private final InMemoryDatabase database;
    private final Executor workers;
    private final AtomicLong offers = new AtomicLong();
    private final Map<DocumentId, Thread> busy = new HashMap<>(); // guarded by this, as what follows
    private @Nullable Handler handler;

    InMemoryTasks(InMemoryDatabase database, Executor workers) {
        this.database = database;
        this.workers = workers;
    }

    /** A task in the queue; the number tells one offer from the next. */
    record Offer(long number, Task task) {}

    @Override
    public void offer(Task task) {
        database.with(() -> {
            database.tasks.put(task.document(), new Offer(offers.incrementAndGet(), task));
            database.afterwards(() -> workers.execute(() -> work(task.document())));
            return true;
        });
    }

    @Override
    public void offerAll(List<Task> tasks) {
        database.with(() -> {
            tasks.forEach(this::offer);
            return true;
        });
    }

    @Override
    public void cancel(DocumentId document) {
        database.with(() -> {
            synchronized (this) {
                return !busy.containsKey(document) && database.tasks.remove(document) != null;
            }
        });
    }

    @Override
    public void start(Handler begun) {
        synchronized (this) {
            if (handler != null) {
                throw new IllegalStateException("the queue has been started");
            }
            handler = begun;
        }
        List<DocumentId> waiting = database.with(() -> List.copyOf(database.tasks.keySet()));
        waiting.forEach(document -> workers.execute(() -> work(document)));
    }

    @Override
    public synchronized void stop() {
        handler = null;
        busy.values().stream()
                .filter(thread -> !thread.equals(Thread.currentThread()))
                .forEach(Thread::interrupt);
        long until = System.nanoTime() + SHUTDOWN.toNanos();
        try {
            while (!busy.isEmpty() && System.nanoTime() < until) {
                TimeUnit.NANOSECONDS.timedWait(this, until - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(DocumentId document) {
        while (begin(document) instanceof Begun begun) {
            boolean done = handled(begun);
            boolean again = end(begun, done);
            if (!again) {
                return;
            }
        }
    }

    /** A task that this thread has taken, or nothing. */
    private sealed interface Taken {}

    private record Begun(Offer offer, Handler handler) implements Taken {}

    private record Nothing() implements Taken {}

    private Taken begin(DocumentId document) {
        return database.with(() -> {
            synchronized (this) {
                Handler wanted = handler;
                Optional<Offer> offer = Optional.ofNullable(database.tasks.get(document));
                if (wanted == null || offer.isEmpty() || busy.containsKey(document)) {
                    return new Nothing();
                }
                busy.put(document, Thread.currentThread());
                return new Begun(offer.get(), wanted);
            }
        });
    }

    private boolean handled(Begun begun) {
        try {
            begun.handler().work(begun.offer().task());
            return true;
        } catch (StoreException | IndexException away) {
            return false; // it is handed out again
        } catch (RuntimeException failure) {
            synchronized (this) {
                if (handler == null) {
                    return false; // it was broken off
                }
            }
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
            return true;
        }
    }

    private boolean end(Begun begun, boolean done) {
        DocumentId document = begun.offer().task().document();
        try {
            return database.with(() -> {
                if (done) {
                    database.tasks.remove(document, begun.offer());
                }
                return free(document) && database.tasks.containsKey(document);
            });
        } catch (StoreException away) {
            free(document); // the task stays in the queue
            throw away;
        }
    }

    private synchronized boolean free(DocumentId document) {
        busy.remove(document);
        notifyAll();
        return handler != null;
    }
}
