package dev.footnote.app;

import dev.footnote.domain.knowledge.KnowledgeBaseId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** So many searches a second over HTTP, however long those before take, from now until it is ended. */
final class SteadySearch implements AutoCloseable {

    private static final int CONNECTIONS = 16;

    private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Future<List<Long>>> searching;

    SteadySearch(LiveServer server, KnowledgeBaseId base, int perSecond) {
        long between = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long begun = System.nanoTime();
        searching = IntStream.range(0, CONNECTIONS)
                .mapToObj(client -> threads.submit((Callable<List<Long>>) () -> {
                    List<Long> times = new ArrayList<>();
                    try (var connection = new LeanClient(server)) {
                        for (int number = client; !over.get(); number += CONNECTIONS) {
                            long due = begun + number * between;
                            for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                                LockSupport.parkNanos(early);
                            }
                            connection.search(base, MadeChunks.question(number));
                            times.add(System.nanoTime() - due);
                        }
                    }
                    return times;
                }))
                .toList();
    }

    /** Goes on for as long, then ends. */
    Times runFor(Duration duration) throws Exception {
        LockSupport.parkNanos(duration.toNanos());
        return end();
    }

    /** Ends it; fails if a search has failed. */
    Times end() throws Exception {
        over.set(true);
        List<Long> all = new ArrayList<>();
        for (Future<List<Long>> times : searching) {
            all.addAll(times.get());
        }
        all.sort(Long::compare);
        return new Times(all);
    }

    /**
     * How long the searches took, from the moment in which each was due.
     *
     * @param sorted in nanoseconds
     */
    record Times(List<Long> sorted) {

        /** So many milliseconds or less took {@code share} of them. */
        double quantile(double share) {
            return sorted.get((int) (share * (sorted.size() - 1))) / 1e6;
        }

        @Override
        public String toString() {
            return "%d searches, half within %.1f ms, 99 of 100 within %.1f ms, all within %.1f ms"
                    .formatted(sorted.size(), quantile(.5), quantile(.99), quantile(1));
        }
    }

    @Override
    public void close() {
        over.set(true);
        threads.close();
    }
}
