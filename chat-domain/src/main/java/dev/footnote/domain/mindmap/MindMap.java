package dev.footnote.domain.mindmap;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A topic with what belongs to it.
 *
 * @param title not blank
 * @param children in the order of the text; none for a leaf
 */
public record MindMap(String title, List<MindMap> children) {

    /** What the topic of a text without one topic is called. */
    public static final String ROOT = "root";

    public MindMap {
        requireNonNull(title, "title");
        children = List.copyOf(children);
        if (title.isBlank()) {
            throw new IllegalArgumentException("a topic has a title");
        }
    }
}
