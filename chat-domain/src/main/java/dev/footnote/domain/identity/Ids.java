package dev.footnote.domain.identity;

import static java.util.Objects.requireNonNull;

/** The rule that ids share: not blank. */
public final class Ids {

    private Ids() {}

    /**
     * Returns {@code value} if it can be an id.
     *
     * @param kind what the id is of, for the message
     * @throws IllegalArgumentException if it is blank
     */
    public static String requireId(String value, String kind) {
        if (requireNonNull(value, kind).isBlank()) {
            throw new IllegalArgumentException("a %s id is not blank".formatted(kind));
        }
        return value;
    }
}
