package dev.footnote.domain.citation;

/** How much a word tells by itself, before any text is known. */
final class Rarity {

    private Rarity() {}

    /** From 0.4, a word that is everywhere, to 1. */
    static double of(String term) {
        return 1;
    }
}
