package dev.footnote.domain.stream;

/** Yields bytes, once, from the first to the last. */
@FunctionalInterface
public interface ByteSource {

    /**
     * Reads the next bytes into {@code buffer}, from its start; blocks until there is at least one.
     *
     * @return how many bytes were read, from 1 to the buffer's length; -1 at the end
     * @throws RuntimeException if the bytes cannot be read; what was read until then is not the whole
     */
    int read(byte[] buffer);
}
