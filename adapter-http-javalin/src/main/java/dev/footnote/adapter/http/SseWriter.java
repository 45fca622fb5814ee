package dev.footnote.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Writes the frames of one stream. Headers leave with the first frame. Safe for use by several threads. */
final class SseWriter {

    private static final byte[] COMMENT = ":\n\n".getBytes(UTF_8);

    private final HttpServletResponse response;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean begun; // guarded by lock, as what follows
    private boolean closed;
    private boolean lost;
    private Runnable gone = () -> {};
    private Runnable over = () -> {};
    private volatile long lastWrite = System.nanoTime();

    SseWriter(HttpServletResponse response) {
        this.response = response;
    }

    /** Has {@code action} run, once, when the client is found to be gone by a heartbeat. */
    void onGone(Runnable action) {
        boolean already;
        lock.lock();
        try {
            gone = action;
            already = lost;
        } finally {
            lock.unlock();
        }
        if (already) {
            action.run();
        }
    }

    /** Has {@code action} run when the stream is closed. */
    void onClose(Runnable action) {
        lock.lock();
        try {
            Runnable before = over;
            over = () -> {
                before.run();
                action.run();
            };
        } finally {
            lock.unlock();
        }
    }

    /** Opens the stream before its first frame, unless there was one; a client that comes back will name {@code id}. */
    void open(String id) {
        lock.lock();
        try {
            if (!begun) {
                write((id.isEmpty() ? ":\n\n" : "id: " + id + "\n\n").getBytes(UTF_8));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Writes and flushes {@code frames}; {@code false} if the client is gone. */
    boolean send(List<Frame> frames) {
        var text = new StringBuilder();
        frames.forEach(frame -> text.append(frame.text()));
        return send(text.toString());
    }

    /** Writes and flushes whole events, perhaps none; {@code false} if the client is gone. */
    boolean send(String events) {
        if (events.isEmpty()) {
            return alive();
        }
        lock.lock();
        try {
            return write(events.getBytes(UTF_8));
        } finally {
            lock.unlock();
        }
    }

    /** Writes a comment, unless something is being written just now. */
    void beat() {
        if (!lock.tryLock()) {
            return;
        }
        Runnable action = () -> {};
        try {
            if (!closed && !lost && !write(COMMENT)) {
                action = gone;
            }
        } finally {
            lock.unlock();
        }
        action.run();
    }

    /** Writes nothing more. */
    void close() {
        Runnable action = () -> {};
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                action = over;
            }
        } finally {
            lock.unlock();
        }
        action.run();
    }

    /** How long nothing has been written. */
    long silentNanos() {
        return System.nanoTime() - lastWrite;
    }

    private boolean alive() {
        lock.lock();
        try {
            return !closed && !lost;
        } finally {
            lock.unlock();
        }
    }

    private boolean write(byte[] bytes) {
        if (closed || lost) {
            return false;
        }
        try {
            if (!begun) {
                begun = true;
                response.setStatus(200);
                response.setContentType("text/event-stream; charset=utf-8");
                response.setHeader("Cache-Control", "no-cache");
                response.setHeader("X-Accel-Buffering", "no");
            }
            response.getOutputStream().write(bytes);
            response.getOutputStream().flush();
            lastWrite = System.nanoTime();
            return true;
        } catch (IOException clientGone) {
            lost = true;
            return false;
        }
    }
}
