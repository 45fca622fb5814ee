package dev.footnote.ports.document;

import org.jspecify.annotations.Nullable;

/** A document has no text that can be had. Its message is for the person who uploaded it. */
public final class UnreadableDocumentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableDocumentException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
