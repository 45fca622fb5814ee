package dev.footnote.domain.citation;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What a {@link CitationStream} yields. */
public sealed interface CitedText {

    /** The next part of the answer, as the model wrote it but for its markers; not empty. */
    record Text(String text) implements CitedText {
        public Text {
            requireNonNull(text, "text");
        }
    }

    /**
     * What was decided about the sentence that has just ended.
     *
     * @param markers to be put behind it, each with a blank before it; empty if nothing supports the sentence
     * @param citations one for each chunk cited, or one that says there is none
     */
    record Decided(String markers, List<Citation> citations) implements CitedText {
        public Decided {
            requireNonNull(markers, "markers");
            citations = List.copyOf(citations);
        }
    }
}
