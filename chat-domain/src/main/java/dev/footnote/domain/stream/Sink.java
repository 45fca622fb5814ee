package dev.footnote.domain.stream;

/**
 * Takes the elements of a stream, one at a time, in order, on the caller's thread.
 *
 * <p>A slow sink slows its source down: {@link #push} may block. A sink that wants no more says so by its return value;
 * it never throws to stop a stream.
 *
 * @param <T> the type of the elements
 */
@FunctionalInterface
public interface Sink<T> {

    /**
     * Takes {@code element}.
     *
     * @return {@code true} if more may follow; after {@code false} the source pushes nothing further
     */
    boolean push(T element);
}
