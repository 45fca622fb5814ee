package dev.footnote.domain.citation;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.retrieval.ScoredChunk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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

    private final List<List<Window>> chunks = new ArrayList<>();
    private final List<Optional<Embedding>> embeddings = new ArrayList<>();
    private final Map<String, Integer> frequencies = new HashMap<>();
    private int windows;

    /** Prepares {@code quoted}, the chunks that were given to the model, in their order. */
    public SupportScorer(List<ScoredChunk> quoted) {
        for (ScoredChunk scored : quoted) {
            List<Window> sentences = sentences(scored.chunk().content());
            chunks.add(sentences);
            embeddings.add(scored.embedding());
            windows += sentences.size();
            sentences.forEach(
                    window -> window.terms.content().forEach(term -> frequencies.merge(term, 1, Integer::sum)));
        }
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
        Terms terms = Terms.of(sentence);
        Map<String, Double> weights = weights(terms);
        double total =
                weights.values().stream().mapToDouble(Double::doubleValue).sum();
        var supports = new ArrayList<Support>();
        for (int chunk = 0; chunk < chunks.size(); chunk++) {
            best(chunk, terms, weights, total).ifPresent(supports::add);
        }
        boolean open = supports.stream().anyMatch(support -> support.score >= HOPELESS)
                && supports.stream().noneMatch(support -> support.score >= SUPPORTED);
        if (open) {
            embed.apply(sentence).ifPresent(vector -> supports.replaceAll(support -> nearer(support, vector, terms)));
        }
        supports.sort(BEST_FIRST);
        return supports;
    }

    /** Whether {@code sentence} says anything that could be looked for. */
    public static boolean saysSomething(String sentence) {
        return !Terms.of(sentence).content().isEmpty();
    }

    private Map<String, Double> weights(Terms terms) {
        var weights = new HashMap<String, Double>();
        for (String term : terms.content()) {
            int frequency = frequencies.getOrDefault(term, 0);
            weights.put(term, 1 + Math.log((windows + 1.0) / (frequency + 1.0)));
        }
        return weights;
    }

    private Optional<Support> best(int chunk, Terms terms, Map<String, Double> weights, double total) {
        List<Window> sentences = chunks.get(chunk);
        double bestScore = 0;
        Optional<Window> best = Optional.empty();
        for (int i = 0; i < sentences.size(); i++) {
            Window single = sentences.get(i);
            double alone = coverage(List.of(single), weights, total);
            double score = alone * agreement(terms, List.of(single), weights, total);
            if (score > bestScore) {
                bestScore = score;
                best = Optional.of(single);
            }
            if (i + 1 < sentences.size()) {
                List<Window> pair = List.of(single, sentences.get(i + 1));
                double together = coverage(pair, weights, total);
                double both = together > alone ? together * agreement(terms, pair, weights, total) : 0;
                if (both > bestScore) {
                    bestScore = both;
                    best = Optional.of(single.with(pair.get(1)));
                }
            }
        }
        double score = Math.min(1, bestScore);
        return best.map(window -> new Support(chunk, window.span, score));
    }

    private static double coverage(List<Window> window, Map<String, Double> weights, double total) {
        double covered = 0;
        for (int i = 0; i < window.size(); i++) {
            for (String term : window.get(i).terms.content()) {
                if (i == 0 || !window.getFirst().terms.content().contains(term)) {
                    covered += weights.getOrDefault(term, 0.0);
                }
            }
        }
        return total == 0 ? 0 : covered / total;
    }

    private static double agreement(Terms terms, List<Window> window, Map<String, Double> weights, double total) {
        boolean numbers = terms.exact().stream()
                .allMatch(number ->
                        window.stream().anyMatch(part -> part.terms.content().contains(number)));
        boolean denied = window.stream()
                .anyMatch(part -> part.terms.negated()
                        && (terms.negated() || coverage(List.of(part), weights, total) >= SAME_MATTER));
        return numbers && denied == terms.negated() ? 1 : CONTRADICTED;
    }

    private Support nearer(Support support, Embedding vector, Terms terms) {
        Optional<Embedding> other =
                embeddings.get(support.chunk).filter(known -> known.dimension() == vector.dimension());
        if (other.isEmpty() || support.score < HOPELESS || contradicted(support, terms)) {
            return support;
        }
        double nearness = Math.clamp((other.get().cosine(vector) - LOWEST_COSINE) / COSINE_RANGE, 0, 1);
        double score = WORDS_WEIGHT * support.score + (1 - WORDS_WEIGHT) * nearness;
        return new Support(support.chunk, support.span, Math.max(support.score, score));
    }

    private boolean contradicted(Support support, Terms terms) {
        List<Window> window = chunks.get(support.chunk).stream()
                .filter(part -> part.span.start() >= support.span.start() && part.span.end() <= support.span.end())
                .toList();
        boolean numbers = terms.exact().stream()
                .allMatch(number ->
                        window.stream().anyMatch(part -> part.terms.content().contains(number)));
        return !numbers || window.stream().anyMatch(part -> part.terms.negated()) != terms.negated();
    }

    private static List<Window> sentences(String content) {
        var found = new ArrayList<Window>();
        var at = new int[1];
        var cutter = new Sentences(part -> {
            switch (part) {
                case Sentences.Part.Text(String text) -> at[0] += text.length();
                case Sentences.Part.End(String sentence) -> {
                    Terms terms = Terms.of(sentence);
                    if (!terms.content().isEmpty()) {
                        found.add(new Window(new Span(at[0] - sentence.length(), at[0]), terms));
                    }
                }
            }
            return true;
        });
        cutter.push(asProse(content));
        cutter.finish();
        return found;
    }

    /** {@code content} of the same length, with lines joined where a sentence goes on, and no code fences. */
    private static String asProse(String content) {
        char[] prose = content.toCharArray();
        for (int i = 0; i < prose.length; i++) {
            boolean goesOn = prose[i] == '\n' && i + 1 < prose.length && Character.isLowerCase(prose[i + 1]);
            if (goesOn || prose[i] == '`' || prose[i] == '~') {
                prose[i] = ' ';
            }
        }
        return new String(prose);
    }

    private record Window(Span span, Terms terms) {
        Window with(Window next) {
            return new Window(new Span(span.start(), next.span.end()), terms);
        }
    }
}
