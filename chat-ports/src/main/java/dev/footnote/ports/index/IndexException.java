package dev.footnote.ports.index;

import org.jspecify.annotations.Nullable;

/** The index cannot be read or written. */
public sealed class IndexException extends RuntimeException permits OtherModelException {

    private static final long serialVersionUID = 1L;

    public IndexException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
