package dev.footnote.domain.citation;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What was decided about one sentence of an answer.
 *
 * @param answer where the sentence stands in the answer as sent, markers included
 * @param source the chunk that it was compared with and the part of its content that fits best; empty for an
 *     unsupported sentence
 * @param score how well the source supports the sentence, from 0 to 1
 */
public record Citation(Span answer, Optional<Source> source, double score, Verdict verdict) {
    public Citation {
        requireNonNull(answer, "answer");
        requireNonNull(source, "source");
        requireNonNull(verdict, "verdict");
    }

    /**
     * A part of a quoted chunk.
     *
     * @param chunk the chunk's place among those given to the model, from 0: the number in its marker
     * @param hash of the text of {@code span}, as {@link Passage#hash} makes it; empty while the answer is being
     *     written
     */
    public record Source(int chunk, Span span, Optional<String> hash) {
        public Source {
            requireNonNull(span, "span");
            requireNonNull(hash, "hash");
        }

        /** One without a hash. */
        public Source(int chunk, Span span) {
            this(chunk, span, Optional.empty());
        }
    }
}
