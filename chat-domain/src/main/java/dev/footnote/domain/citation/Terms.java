package dev.footnote.domain.citation;

/** What a text says, as far as words show it; the words are numbers of a {@link Vocabulary}. */
final class Terms {

    /** The words that carry meaning, each once; neighbouring pairs of Chinese and Japanese characters. */
    final int[] content;

    /** All words as they follow each other, also those without meaning of their own. */
    final int[] spoken;

    /** Those that must be found as they are: numbers and months. */
    final int[] exact;

    /** Numbers with their unit. */
    final int[] amounts;

    /** Words written as names inside the text. */
    final int[] names;

    /** The content words of which it says that they are not so. */
    final int[] denied;

    /** A bit for each word that says how many or how surely: all, some, only, may. */
    final int bounds;

    /** Whether the one who writes speaks of himself. */
    final boolean speaker;

    /** Whether the one who reads is spoken to. */
    final boolean reader;

    /** Whether it asks. */
    final boolean question;

    Terms(TermReader read) {
        content = read.content.toArray();
        spoken = read.spoken.toArray();
        exact = read.exact.toArray();
        amounts = read.amounts.toArray();
        names = read.names.toArray();
        denied = read.denied.toArray();
        bounds = read.kinds >>> CommonWords.BOUND;
        speaker = (read.kinds & CommonWords.SPEAKER) != 0;
        reader = (read.kinds & CommonWords.READER) != 0;
        question = read.question;
    }

    /** Whether there is anything that could be looked for. */
    boolean isEmpty() {
        return content.length == 0;
    }
}
