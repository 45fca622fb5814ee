package dev.footnote.domain.citation;

import java.util.List;
import java.util.Set;

/**
 * What a text says, as far as words show it.
 *
 * @param content the words that carry meaning, without their endings; neighbouring pairs of Chinese and Japanese
 *     characters
 * @param spoken all words as they follow each other, also those without meaning of their own
 * @param exact those that must be found as they are: numbers, numbers with their unit, months
 * @param names words written as names inside the text
 * @param bounds words that say how many or how surely: all, some, only, may
 * @param denied the content words of which it says that they are not so
 * @param speaker whether the one who writes speaks of himself
 * @param reader whether the one who reads is spoken to
 * @param question whether it asks
 */
record Terms(
        Set<String> content,
        List<String> spoken,
        Set<String> exact,
        Set<String> names,
        Set<String> bounds,
        Set<String> denied,
        boolean speaker,
        boolean reader,
        boolean question) {

    /** How many letters two words must share at their start to be kin. */
    private static final int ROOT = 5;

    /** The terms of {@code text}. */
    static Terms of(String text) {
        return new TermReader(text).read();
    }

    /** Whether there is anything that could be looked for. */
    boolean isEmpty() {
        return content.isEmpty();
    }

    /** What {@code term} shares with words of its kin: "associate" with "association"; a number is its own. */
    static String root(String term) {
        return term.length() > ROOT && Character.isLetter(term.charAt(0)) ? term.substring(0, ROOT) : term;
    }
}
