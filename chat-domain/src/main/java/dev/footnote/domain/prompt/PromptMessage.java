package dev.footnote.domain.prompt;

import static java.util.Objects.requireNonNull;

/** One message that a model reads. */
public record PromptMessage(Role role, String text) {
    public PromptMessage {
        requireNonNull(role, "role");
        requireNonNull(text, "text");
    }

    /** Who speaks. */
    public enum Role {
        USER,
        ASSISTANT
    }
}
