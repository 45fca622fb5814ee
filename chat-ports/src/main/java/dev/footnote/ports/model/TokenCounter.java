package dev.footnote.ports.model;

/** Counts tokens as clients expect them counted: by the cl100k_base vocabulary. Safe for use by several threads. */
@FunctionalInterface
public interface TokenCounter {

    /** How many tokens {@code text} has; 0 for an empty one. */
    int count(String text);
}
