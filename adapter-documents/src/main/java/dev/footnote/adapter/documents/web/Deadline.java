package dev.footnote.adapter.documents.web;

import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpGet;

/** Breaks a chain of requests off when it has taken too long, however busy it is. */
final class Deadline implements AutoCloseable {

    private final Thread watch;
    private volatile Optional<HttpGet> current = Optional.empty();
    private volatile boolean over;

    Deadline(Duration after) {
        watch = Thread.ofVirtual().name("page-deadline").start(() -> breakOff(after));
    }

    private void breakOff(Duration after) {
        try {
            Thread.sleep(after);
        } catch (InterruptedException done) {
            return;
        }
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

    @Override
    public void close() {
        watch.interrupt();
    }
}
