package dev.footnote.application.system;

import dev.footnote.ports.runtime.HealthProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks everything that the program depends on whether it is well. */
public final class ReportStatus {

    private static final Logger log = LoggerFactory.getLogger(ReportStatus.class);
    private static final Duration LIMIT = Duration.ofSeconds(4);

    private final List<HealthProbe> probes;
    private final LastModelCall calls;

    public ReportStatus(List<HealthProbe> probes, LastModelCall calls) {
        this.probes = List.copyOf(probes);
        this.calls = calls;
    }

    /** How the last call of a language model went; none is made to find out. */
    public LastModelCall.Outcome model() {
        return calls.outcome();
    }

    /** One part for each probe, in order; takes 4 seconds at most. */
    public List<Part> report() {
        var running = new ArrayList<CompletableFuture<Part>>();
        for (HealthProbe probe : probes) {
            var part = new CompletableFuture<Part>();
            Thread.ofVirtual().name("probe-" + probe.name()).start(() -> part.complete(check(probe)));
            running.add(part);
        }
        var parts = new ArrayList<Part>();
        long until = System.nanoTime() + LIMIT.toNanos();
        for (int i = 0; i < running.size(); i++) {
            parts.add(await(running.get(i), probes.get(i), until - System.nanoTime()));
        }
        return List.copyOf(parts);
    }

    private static Part check(HealthProbe probe) {
        long start = System.nanoTime();
        try {
            probe.check();
            return new Part(probe.name(), true, Duration.ofNanos(System.nanoTime() - start));
        } catch (RuntimeException e) {
            log.warn("{} is not well: {}", probe.name(), e.getMessage());
            return new Part(probe.name(), false, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static Part await(CompletableFuture<Part> part, HealthProbe probe, long nanos) {
        try {
            return part.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return new Part(probe.name(), false, LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Part(probe.name(), false, LIMIT);
        }
    }

    /** How one part is, and how long it took to say so. */
    public record Part(String name, boolean well, Duration took) {}
}
