package dev.footnote.ports.document;

import org.jspecify.annotations.Nullable;

/** A page of the web cannot be had. */
public final class UnreachablePageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreachablePageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
