package dev.footnote.domain.citation;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.retrieval.ScoredChunk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges how well quoted chunks support a sentence, and which part of each does. The sentence is laid beside one or two
 * neighbouring sentences of the chunk. All that depends on the chunks alone is computed once.
 */
public final class SupportScorer {

    /** From here on a sentence is supported. */
    public static final double SUPPORTED = Calibration.SUPPORTED;

    /** From here on a sentence is supported in part. */
    public static final double PARTIAL = SUPPORTED / 2;

    /** The most that is left of a score if a number is missing, or one text denies what the other does not. */
    private static final double CONTRADICTED = 0.9 * SUPPORTED;

    /** By how much a second sentence must make a passage more alike to be taken in. */
    private static final double WORTH_A_SENTENCE = 0.1;

    /** A chunk that says less than this part of what another says is not looked at closer. */
    private static final double FAR_BEHIND = 0.4;

    /** So many of the foremost are judged once more by a second opinion. */
    private static final int JUDGED_AGAIN = 4;

    /** So many characters around a source are read with it, at either side. */
    private static final int AROUND = 1_000;

    private static final Comparator<Found> BEST_FIRST = Comparator.comparing((Found found) -> found.support.verdict())
            .thenComparing(Comparator.comparingDouble(Found::rank).reversed())
            .thenComparingInt(found -> found.support.chunk);

    private final Passages passages;
    private final Comparison comparison;
    private final List<String> contents;

    /** Prepares {@code quoted}, the chunks that were given to the model, in their order. */
    public SupportScorer(List<ScoredChunk> quoted) {
        contents = quoted.stream().map(scored -> scored.chunk().content()).toList();
        passages = new Passages(contents);
        comparison = new Comparison(passages);
    }

    /**
     * How well a chunk supports a sentence.
     *
     * @param chunk its place among the quoted ones, from 0
     * @param span the part of its content that fits best
     * @param score how likely it is, from 0 to 1, that a reader finds the sentence supported
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
     * Judges each chunk that has anything in common with {@code sentence}, but for those far behind the best.
     *
     * @return by verdict, and below that the chunk first that says most of the sentence; empty if no chunk shares a
     *     word with it
     */
    public List<Support> supports(String sentence) {
        return supports(sentence, read(sentence), SecondOpinion.NONE);
    }

    /** What {@code sentence} says, for this scorer alone. */
    Terms read(String sentence) {
        return passages.terms(sentence);
    }

    /**
     * As {@link #supports(String)}, for a sentence whose {@code terms} are known.
     *
     * @param opinion weighs the foremost once more; what is contradicted stays so
     */
    List<Support> supports(String sentence, Terms terms, SecondOpinion opinion) {
        List<Found> found = found(terms);
        found.sort(BEST_FIRST);
        weigh(sentence, found, opinion);
        var supports = new ArrayList<Support>(found.size());
        for (Found one : found) {
            supports.add(one.support);
        }
        return supports;
    }

    /** Weighs the foremost of {@code found} with a second opinion: the score is then the mean of both. */
    private void weigh(String sentence, List<Found> found, SecondOpinion opinion) {
        List<Found> judged = found.subList(0, Math.min(JUDGED_AGAIN, found.size()));
        List<Double> likely = judged.isEmpty()
                ? List.of()
                : opinion.of(
                        sentence,
                        judged.stream().map(one -> around(one.support)).toList());
        if (likely.isEmpty()) {
            return;
        }
        for (int i = 0; i < judged.size(); i++) {
            Found one = judged.get(i);
            double mean = (one.support.score() + likely.get(i)) / 2;
            judged.set(i, one.scored(one.contradicted ? Math.min(mean, CONTRADICTED) : mean));
        }
        found.sort(Comparator.comparing(one -> one.support.verdict()));
    }

    private String around(Support support) {
        String content = contents.get(support.chunk());
        int start = Math.max(0, support.span().start() - AROUND);
        int end = Math.min(content.length(), support.span().end() + AROUND);
        if (start > 0 && Character.isLowSurrogate(content.charAt(start))) {
            start++;
        }
        if (end < content.length() && Character.isHighSurrogate(content.charAt(end - 1))) {
            end--;
        }
        return content.substring(start, end);
    }

    /**
     * What a judgement of {@code sentence} rests on, as {@link Calibration#FEATURES} names it: an array for each chunk
     * that has anything in common with it, in the order of the chunks.
     */
    public List<double[]> features(String sentence) {
        return found(read(sentence)).stream()
                .map(found -> comparison.features(found.passage, found.two).clone())
                .toList();
    }

    private List<Found> found(Terms terms) {
        comparison.begin(terms);
        double least = FAR_BEHIND * comparison.mostLike();
        var found = new ArrayList<Found>();
        for (int first = 0; first < passages.size(); ) {
            int last = first;
            while (passages.get(last).goesOn()) {
                last++;
            }
            Found best = best(first, last, least);
            if (best != null) {
                found.add(best);
            }
            first = last + 1;
        }
        return found;
    }

    /** The best of the passages of one chunk; null if none has at least {@code least} in common with the sentence. */
    private @Nullable Found best(int first, int last, double least) {
        int best = first;
        boolean two = false;
        double most = 0;
        for (int passage = first; passage <= last; passage++) {
            double alone = comparison.likeness(passage, false);
            if (alone > most) {
                most = alone;
                best = passage;
            }
        }
        if (most == 0 || 2 * most < least) { // two sentences say at most twice as much
            return null;
        }
        double wanted = most + WORTH_A_SENTENCE;
        for (int passage = first; passage < last; passage++) {
            double together = comparison.likeness(passage, true);
            if (together > Math.max(wanted, most)) {
                most = together;
                best = passage;
                two = true;
            }
        }
        return most < least ? null : judged(best, two);
    }

    private Found judged(int passage, boolean two) {
        Passages.Passage from = passages.get(passage);
        Passages.Passage to = passages.get(two ? passage + 1 : passage);
        double[] features = comparison.features(passage, two);
        boolean contradicted = comparison.contradicted();
        double likely = Calibration.likelihood(features);
        double score = contradicted ? Math.min(likely, CONTRADICTED) : likely;
        var span = new Span(from.span().start(), to.span().end());
        return new Found(
                new Support(from.chunk(), span, score),
                passage,
                two,
                Comparison.rank(comparison.likeness(passage, two), features),
                contradicted);
    }

    /**
     * A support with what it rests on.
     *
     * @param two whether the passage behind {@code passage} belongs to it too
     * @param rank by which sources are ordered
     * @param contradicted whether a number is missing, or one text denies what the other does not
     */
    private record Found(Support support, int passage, boolean two, double rank, boolean contradicted) {

        Found scored(double score) {
            return new Found(new Support(support.chunk, support.span, score), passage, two, rank, contradicted);
        }
    }
}
