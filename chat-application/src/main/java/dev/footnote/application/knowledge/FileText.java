package dev.footnote.application.knowledge;

import static java.util.Objects.requireNonNull;

/** What a file says. */
public sealed interface FileText {

    /** The file's text, as much of it as was asked for. */
    record Read(String name, String text) implements FileText {
        public Read {
            requireNonNull(name, "name");
            requireNonNull(text, "text");
        }

        /** The text under a head with the name. */
        public String headed() {
            return "\n -----------------\nFile: %s\nContent as following: \n%s".formatted(name, text);
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
