package dev.footnote.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that takes long to load, loaded once on a thread of its own while others work. */
final class Loading<T> {

    private static final Logger log = LoggerFactory.getLogger(Loading.class);

    private final CompletableFuture<T> loaded = new CompletableFuture<>();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Thread thread;

    /** Nothing is loaded before {@link #begin}. */
    Loading(String name, Supplier<T> load) {
        thread = Thread.ofPlatform().daemon().name("loading " + name).unstarted(() -> {
            try {
                loaded.complete(load.get());
            } catch (RuntimeException | Error e) {
                log.error("Cannot load {}", name, e);
                loaded.completeExceptionally(e);
            }
        });
    }

    /** Begins to load, unless that was begun before. */
    Loading<T> begin() {
        if (begun.compareAndSet(false, true)) {
            thread.start();
        }
        return this;
    }

    /** Waits for it; throws what loading it threw. */
    T get() {
        begin();
        try {
            return loaded.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw e;
            }
        }
    }

    /** Waits for it and gives it to {@code action}, unless it could not be loaded or nobody began to. */
    void ifLoaded(Consumer<T> action) {
        if (!begun.get()) {
            return;
        }
        boolean given = loaded.handle((value, failure) -> {
                    if (failure == null) {
                        action.accept(value);
                    }
                    return failure == null;
                })
                .join();
        assert given || loaded.isCompletedExceptionally();
    }
}
