package dev.footnote.ports.document;

import org.jspecify.annotations.Nullable;

/** Bytes cannot be stored or read. */
public final class BlobException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BlobException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
