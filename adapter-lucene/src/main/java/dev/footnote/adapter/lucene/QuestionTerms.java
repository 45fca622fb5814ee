package dev.footnote.adapter.lucene;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.Query;

/**
 * The terms of a question and its pairs of neighbours, weighed by how rare they are where it is asked. For one thread.
 */
final class QuestionTerms {

    /** More are not looked for; in four fields each they stay below Lucene's limit of clauses. */
    static final int MAX_TERMS = 250;

    /**
     * Chunks that no term is in, counted beside those of the collection: in a few chunks a term that all of them have
     * is not yet a common one.
     */
    private static final int BACKGROUND = 500;

    private static final int NONE = -1;
    private static final int SPARSE = 32;
    private static final double TERM = 0.4;
    private static final double PAIR = 0.6;

    /** Where each term is, by the number of the term. */
    private final List<List<TermCounts.Place>> places;

    /** The numbers of the terms, each at the first free place from the last bits of its code on; else {@link #NONE}. */
    private final int[] numbers;

    private final int[] codes;

    /** What each term counts, and behind them what each pair of neighbours counts, row by row. */
    private final double[] weights;

    /** The chunk, by its number, in which each of these was found last. */
    private final int[] found;

    private final double total;
    private final Relevance relevance;
    private int chunk;

    private QuestionTerms(List<List<String>> runs, Map<String, List<TermCounts.Place>> terms, TermCounts counts)
            throws IOException {
        this.places = List.copyOf(terms.values());
        this.relevance = new Relevance(places, counts);
        this.codes = terms.keySet().stream().mapToInt(TermCodes::of).toArray();
        this.numbers = new int[Integer.highestOneBit(codes.length + 1) * SPARSE];
        Arrays.fill(numbers, NONE);
        for (int number = 0; number < codes.length; number++) {
            numbers[place(codes[number])] = number;
        }
        this.weights = new double[codes.length * (codes.length + 1)];
        this.found = new int[weights.length];
        double[] rarities = new double[codes.length];
        for (int number = 0; number < codes.length; number++) {
            rarities[number] = rarity(places.get(number), counts);
        }
        double sum = runs.stream()
                .flatMap(List::stream)
                .mapToDouble(term -> rarities[number(TermCodes.of(term))])
                .sum();
        for (List<String> run : runs) {
            int before = NONE;
            double weightBefore = 0;
            for (String term : run) {
                int number = number(TermCodes.of(term));
                double weight = rarities[number] / sum;
                weights[number] += TERM * weight;
                if (before != NONE) {
                    weights[pair(before, number)] += PAIR * Math.max(weightBefore, weight);
                }
                before = number;
                weightBefore = weight;
            }
        }
        this.total = Arrays.stream(weights).sum();
    }

    static QuestionTerms of(String question, ChunkAnalyzer analyzer, TermCounts counts) throws IOException {
        List<List<String>> runs = analyzer.runs(question, MAX_TERMS);
        Map<String, List<TermCounts.Place>> places = new LinkedHashMap<>();
        for (List<String> run : runs) {
            for (String term : run) {
                if (!places.containsKey(term)) {
                    places.put(term, counts.places(term));
                }
            }
        }
        return new QuestionTerms(runs, places, counts);
    }

    private static double rarity(List<TermCounts.Place> places, TermCounts counts) throws IOException {
        int having = counts.having(places);
        return Math.log(1 + (BACKGROUND + counts.all() - having + 0.5) / (having + 0.5));
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    /** Finds what has any of the terms in any field, best by BM25. */
    Query query() {
        var any = new BooleanQuery.Builder();
        for (List<TermCounts.Place> term : places) {
            if (!term.isEmpty()) {
                List<Query> fields = term.stream().map(TermCounts.Place::query).toList();
                any.add(new DisjunctionMaxQuery(fields, 0), Occur.SHOULD);
            }
        }
        return any.build();
    }

    /**
     * What a chunk has of the question.
     *
     * @param similarity the weight of the terms and pairs that it has, as a share of all; 0 if the question has no term
     * @param relevance the score that {@link #query} gives it
     */
    record Shared(double similarity, double relevance) {}

    /** What a chunk has of the question, of whose terms {@code in} has the codes. */
    Shared shared(ByteBuffer in) {
        chunk++;
        relevance.begin();
        double weight = 0;
        int field = TermCodes.GAP;
        int before = NONE;
        int length = 0;
        while (in.hasRemaining()) {
            int code = in.getInt();
            if (TermCodes.isReserved(code)) {
                before = NONE;
                relevance.lengthen(field, length);
                length = 0;
                field = code == TermCodes.GAP ? field : code;
                continue;
            }
            length++;
            int number = number(code);
            if (number != NONE) {
                relevance.count(field, number);
                weight += once(number) + (before == NONE ? 0 : once(pair(before, number)));
            }
            before = number;
        }
        return new Shared(total == 0 ? 0 : Math.min(1, weight / total), relevance.score());
    }

    /** The weight at {@code place}, the first time in a chunk. */
    private double once(int place) {
        if (found[place] == chunk) {
            return 0;
        }
        found[place] = chunk;
        return weights[place];
    }

    private int number(int code) {
        return numbers[place(code)];
    }

    private int place(int code) {
        int place = code & numbers.length - 1;
        while (numbers[place] != NONE && codes[numbers[place]] != code) {
            place = place + 1 & numbers.length - 1;
        }
        return place;
    }

    /** Where the weight of two neighbours is. */
    private int pair(int left, int right) {
        return codes.length * (left + 1) + right;
    }
}
