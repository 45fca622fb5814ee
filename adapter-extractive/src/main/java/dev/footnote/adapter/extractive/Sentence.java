package dev.footnote.adapter.extractive;

import java.util.Set;

/**
 * A sentence of a quoted chunk.
 *
 * @param chunk the number by which it is cited
 * @param terms its own
 * @param context the terms of what stands around it: its chunk and the document's name
 * @param similarity of its chunk to the question
 */
record Sentence(int chunk, String text, Set<String> terms, Set<String> context, double similarity) {

    Sentence {
        terms = Set.copyOf(terms);
        context = Set.copyOf(context);
    }

    /** Whether the two say the same in nearly the same words. */
    boolean repeats(Sentence other) {
        long shared = terms.stream().filter(other.terms::contains).count();
        int all = terms.size() + other.terms.size() - (int) shared;
        return text.equals(other.text) || (all > 0 && shared >= .8 * all);
    }
}
