package dev.footnote.adapter.documents.web;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;

/** Breaks a chain of requests off when it has taken too long, however busy it is. */
final class Deadline implements AutoCloseable {

    private final Future<Void> timer;
    private volatile Optional<HttpGet> current = Optional.empty();
    private volatile boolean over;

    Deadline(Duration after) {
        timer = CompletableFuture.runAsync(
                this::breakOff, CompletableFuture.delayedExecutor(after.toNanos(), TimeUnit.NANOSECONDS));
    }

    private void breakOff() {
        over = true;
        current.ifPresent(HttpGet::cancel);
    }

    /** This request, which takes the place of the one before. */
    HttpGet on(HttpGet request) {
        current = Optional.of(request);
        if (over) {
            request.cancel();
        }
        return request;
    }

    /** Calls the watch off. */
    @Override
    public void close() {
        timer.cancel(false);
    }
}
