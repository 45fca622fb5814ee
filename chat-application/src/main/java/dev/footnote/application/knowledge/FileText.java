package dev.footnote.application.knowledge;

import static java.util.Objects.requireNonNull;

/** What a file says. */
public sealed interface FileText {

    /** The file's text under a head with its name, as much of it as was asked for. */
    record Read(String text) implements FileText {
        public Read {
            requireNonNull(text, "text");
        }
    }

    /** No text can be had; the reason is for people. */
    record Unreadable(String name, String reason) implements FileText {
        public Unreadable {
            requireNonNull(name, "name");
            requireNonNull(reason, "reason");
        }
    }
}
