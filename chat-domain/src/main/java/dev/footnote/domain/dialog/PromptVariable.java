package dev.footnote.domain.dialog;

import static java.util.Objects.requireNonNull;

/** A name in braces in a prompt, filled in for each question. */
public record PromptVariable(String name, boolean optional) {

    /** The variable that is filled with what was found. */
    public static final String KNOWLEDGE = "knowledge";

    public PromptVariable {
        requireNonNull(name, "name");
    }
}
