package dev.footnote.domain.conversation;

import static java.util.Objects.requireNonNull;

/**
 * What a reader thinks of a reply.
 *
 * @param remark why, in the reader's words; may be empty
 */
public record Feedback(Thumb thumb, String remark) {

    /** Nobody has said anything. */
    public static final Feedback NONE = new Feedback(Thumb.NONE, "");

    public Feedback {
        requireNonNull(thumb, "thumb");
        requireNonNull(remark, "remark");
    }

    /** Which way a thumb points. */
    public enum Thumb {
        UP,
        DOWN,
        NONE
    }
}
