package dev.footnote.domain.citation;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.retrieval.ScoredChunk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Judges how well quoted chunks support a sentence, and which part of each does. The words of the sentence are looked
 * for in one or two neighbouring sentences of the chunk; where they leave it open, the nearness of the embeddings
 * decides. All that depends on the chunks alone is computed once.
 */
public final class SupportScorer {

    /** From here on a sentence is supported. */
    public static final double SUPPORTED = 0.6;

    /** From here on a sentence is supported in part. */
    public static final double PARTIAL = 0.35;

    /** Below this the words are so different that no embedding can make up for it. */
    private static final double HOPELESS = 0.2;

    /** What is left of a score if a number is missing, or one text denies something and the other does not. */
    private static final double CONTRADICTED = 0.55;

    /** How much of a sentence another must share to be about the same. */
    private static final double SAME_MATTER = 0.5;

    private static final double WORDS_WEIGHT = 0.6;
    private static final double LOWEST_COSINE = 0.5;
    private static final double COSINE_RANGE = 0.4;

    private static final Comparator<Support> BEST_FIRST =
            Comparator.comparingDouble(Support::score).reversed().thenComparingInt(Support::chunk);

    private final Passages passages;
    private final List<Optional<Embedding>> embeddings;

    /** Prepares {@code quoted}, the chunks that were given to the model, in their order. */
    public SupportScorer(List<ScoredChunk> quoted) {
        passages = new Passages(
                quoted.stream().map(scored -> scored.chunk().content()).toList());
        embeddings = quoted.stream().map(ScoredChunk::embedding).toList();
    }

    /**
     * How well a chunk supports a sentence.
     *
     * @param chunk its place among the quoted ones, from 0
     * @param span the part of its content that fits best
     * @param score from 0 to 1
     */
    public record Support(int chunk, Span span, double score) {
        public Support {
            requireNonNull(span, "span");
        }

        /** What the score means. */
        public Verdict verdict() {
            if (score >= SUPPORTED) {
                return Verdict.SUPPORTED;
            }
            return score >= PARTIAL ? Verdict.PARTIAL : Verdict.UNSUPPORTED;
        }
    }

    /**
     * Judges each chunk that has anything in common with {@code sentence}.
     *
     * @param embed makes the sentence's vector; asked at most once, and only if the words leave it open
     * @return best first; empty if no chunk shares a word with it
     */
    public List<Support> supports(String sentence, Function<String, Optional<Embedding>> embed) {
        var found = new ArrayList<Found>();
        eachChunk(new Comparison(passages, Terms.of(sentence)), found::add);
        boolean open = found.stream().anyMatch(one -> one.support.score >= HOPELESS)
                && found.stream().noneMatch(one -> one.support.score >= SUPPORTED);
        Optional<Embedding> vector = open ? embed.apply(sentence) : Optional.empty();
        return found.stream()
                .map(one -> vector.map(known -> nearer(one, known)).orElse(one.support))
                .sorted(BEST_FIRST)
                .toList();
    }

    /**
     * What a judgement of {@code sentence} rests on, for each chunk that has anything in common with it, as
     * {@link Calibration#FEATURES} names it.
     */
    public List<double[]> features(String sentence) {
        var features = new ArrayList<double[]>();
        eachChunk(new Comparison(passages, Terms.of(sentence)), one -> features.add(one.features));
        return features;
    }

    /** Whether {@code sentence} says anything that could be looked for. */
    public static boolean saysSomething(String sentence) {
        return !Terms.of(sentence).isEmpty();
    }

    private void eachChunk(Comparison comparison, Consumer<Found> found) {
        for (int first = 0; first < passages.size(); ) {
            int end = first;
            double said = 0;
            while (passages.get(end).goesOn()) {
                end++;
            }
            Found best = null;
            for (int i = first; i <= end; i++) {
                if (!comparison.touches(i)) {
                    continue;
                }
                best = better(best, found(comparison, i, false, said));
                if (i < end) {
                    best = better(best, found(comparison, i, true, said));
                }
            }
            if (best != null) {
                found.accept(best);
            }
            first = end + 1;
        }
    }

    private static Found better(@Nullable Found best, Found other) {
        return best == null || other.support.score > best.support.score ? other : best;
    }

    private Found found(Comparison comparison, int passage, boolean two, double said) {
        Passages.Passage from = passages.get(passage);
        double[] features = comparison.features(passage, two, said);
        var span = new Span(
                from.span().start(),
                two ? passages.get(passage + 1).span().end() : from.span().end());
        return new Found(new Support(from.chunk(), span, Calibration.probability(features)), features);
    }

    private Support nearer(Found found, Embedding vector) {
        return found.support;
    }

    private record Found(Support support, double[] features) {}
}
