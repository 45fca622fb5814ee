package dev.footnote.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Something that takes long to load, loaded on a thread of its own while others work. */
final class Loading<T> {

    private final CompletableFuture<T> loaded = new CompletableFuture<>();

    /** Begins to load. */
    Loading(String name, Supplier<T> load) {
        Thread.ofPlatform().daemon().name("loading-" + name).start(() -> {
            try {
                loaded.complete(load.get());
            } catch (RuntimeException | Error e) {
                loaded.completeExceptionally(e);
            }
        });
    }

    /** Waits for it; throws what loading it threw. */
    T get() {
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

    /** Waits for it and gives it to {@code action}, unless it could not be loaded. */
    void ifLoaded(Consumer<T> action) {
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
