package dev.footnote.adapter.documents.worker;

import dev.footnote.adapter.documents.ParserLimits;
import dev.footnote.adapter.documents.text.Unreadable;
import dev.footnote.domain.knowledge.Section;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.document.BlobException;
import dev.footnote.ports.document.UnreadableDocumentException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that parses one document after the other. One thread at a time uses it. */
final class Worker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    private static final int BUFFER = 1 << 16;

    /** How the virtual machine ends that has no memory left. */
    private static final int OUT_OF_MEMORY = 3;

    private final WorkerProcess process;
    private final ParserLimits limits;
    private final ScheduledExecutorService timer;
    private final DataOutputStream requests;
    private final DataInputStream frames;
    private int served;
    private boolean ready = true;
    private long since = System.nanoTime();

    private Worker(WorkerProcess process, ParserLimits limits, ScheduledExecutorService timer) {
        this.process = process;
        this.limits = limits;
        this.timer = timer;
        this.requests = new DataOutputStream(process.input());
        this.frames = new DataInputStream(new BufferedInputStream(process.output(), BUFFER));
    }

    /** Starts a process that runs {@code main}; throws {@link BlobException} if that is impossible. */
    static Worker start(ParserLimits limits, Class<?> main, ScheduledExecutorService timer) {
        try {
            return new Worker(WorkerProcess.start(limits, main), limits, timer);
        } catch (IOException e) {
            throw new BlobException("no process can be started to parse documents", e);
        }
    }

    /** How many documents it has parsed. */
    int served() {
        return served;
    }

    /** Whether it can take a document. */
    boolean isReady() {
        return ready && process.isAlive();
    }

    /** How long it has waited for a document. */
    Duration idleFor() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** As {@link WorkerPool#parse}. */
    boolean parse(Path file, String name, Sink<Section> sink) {
        return serve(new Request.Parse(file, name), watch -> pass(sink, watch));
    }

    /** As {@link WorkerPool#draw}. */
    Optional<byte[]> draw(Path file) {
        return serve(new Request.Draw(file), this::picture);
    }

    private <T> T serve(Request request, Answer<T> answer) {
        ready = false;
        served++;
        try (var watch = Watch.begin(process, limits.time(), timer)) {
            try {
                request.write(requests);
                requests.flush();
                return answer.read(watch);
            } catch (IOException e) {
                throw ended(watch, e);
            }
        } finally {
            since = System.nanoTime();
        }
    }

    private boolean pass(Sink<Section> sink, Watch watch) throws IOException {
        while (true) {
            watch.resume();
            Frame frame = Frame.read(frames);
            watch.pause();
            switch (frame) {
                case Frame.Found(Section section) -> {
                    if (!sink.push(section)) {
                        return false;
                    }
                }
                case Frame.Done done -> {
                    ready = true;
                    return true;
                }
                case Frame.Drawn drawn -> throw new IOException("a picture where text was asked for");
                case Frame.Refused refused -> throw failure(refused);
                case Frame.Unread unread -> throw failure(unread);
                case Frame.Crashed crashed -> throw failure(crashed);
            }
        }
    }

    private Optional<byte[]> picture(Watch watch) throws IOException {
        watch.resume();
        Frame frame = Frame.read(frames);
        watch.pause();
        return switch (frame) {
            case Frame.Drawn(var picture) -> {
                ready = true;
                yield Optional.of(picture.toByteArray());
            }
            case Frame.Done done -> {
                ready = true;
                yield Optional.empty();
            }
            case Frame.Found found -> throw new IOException("text where a picture was asked for");
            case Frame.Refused refused -> throw failure(refused);
            case Frame.Unread unread -> throw failure(unread);
            case Frame.Crashed crashed -> throw failure(crashed);
        };
    }

    private RuntimeException failure(Frame.Failure frame) {
        return switch (frame) {
            case Frame.Refused(String reason) -> {
                ready = true;
                yield Unreadable.because(reason);
            }
            case Frame.Unread(String cause) -> new BlobException("a document cannot be read: " + cause, null);
            case Frame.Crashed(String cause) -> {
                log.warn("A parser failed: {}", cause);
                yield Unreadable.because("This file cannot be read; it may be damaged.");
            }
        };
    }

    /** Reads what the process answers. */
    @FunctionalInterface
    private interface Answer<T> {
        T read(Watch watch) throws IOException;
    }

    /** What is to be said of a process that went away before it was done. */
    private RuntimeException ended(Watch watch, IOException seen) {
        if (watch.interrupted()) {
            Thread.currentThread().interrupt();
            return new IllegalStateException("interrupted while a document was parsed", seen);
        }
        if (watch.expired()) {
            return new UnreadableDocumentException(
                    "It took too long to read this file: more than %d seconds."
                            .formatted(limits.time().toSeconds()),
                    seen);
        }
        int status = process.endByItself();
        if (status == OUT_OF_MEMORY) {
            return new UnreadableDocumentException(
                    "This file needs more memory to be read than the %d MB that are allowed."
                            .formatted(limits.heapMegabytes()),
                    seen);
        }
        log.warn("The process of a parser ended with status {}", status, seen);
        return new UnreadableDocumentException("The parser broke down over this file.", seen);
    }

    /** Kills the process, if it is not dead. */
    @Override
    public void close() {
        process.end();
    }
}
