package dev.footnote.adapter.lucene;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.BytesRef;

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
    private static final double TERM = 0.4;
    private static final double PAIR = 0.6;

    private final Set<String> terms;

    /** The codes of the terms, in order; their places in here are their numbers. */
    private final int[] asked;

    /** What each term counts, and behind them what each pair of neighbours counts, row by row. */
    private final double[] weights;

    /** The chunk, by its number, in which each of these was found last. */
    private final int[] found;

    private final double total;

    /** A bit for the last six bits of each code. */
    private final long seen;

    private int chunk;

    private QuestionTerms(List<List<String>> runs, Map<String, Double> rarities) {
        this.terms = Set.copyOf(rarities.keySet());
        this.asked = terms.stream().mapToInt(TermCodes::of).sorted().toArray();
        this.seen = Arrays.stream(asked).mapToLong(code -> 1L << code).reduce(0, (all, one) -> all | one);
        this.weights = new double[asked.length * (asked.length + 1)];
        this.found = new int[weights.length];
        double sum =
                runs.stream().flatMap(List::stream).mapToDouble(rarities::get).sum();
        for (List<String> run : runs) {
            int before = NONE;
            double weightBefore = 0;
            for (String term : run) {
                int number = number(TermCodes.of(term));
                double weight = rarities.getOrDefault(term, 0d) / sum;
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
        Map<String, Double> rarities = new HashMap<>();
        for (List<String> run : runs) {
            for (String term : run) {
                if (!rarities.containsKey(term)) {
                    rarities.put(term, rarity(term, counts));
                }
            }
        }
        return new QuestionTerms(runs, rarities);
    }

    private static double rarity(String term, TermCounts counts) throws IOException {
        int having = counts.having(ChunkFields.SEARCHED.keySet().stream()
                .map(field -> inField(field, term))
                .toList());
        return Math.log(1 + (BACKGROUND + counts.all() - having + 0.5) / (having + 0.5));
    }

    boolean isEmpty() {
        return terms.isEmpty();
    }

    /** Finds what has any of the terms in any field, best by BM25. */
    Query query(TermCounts counts) throws IOException {
        var any = new BooleanQuery.Builder();
        for (String term : terms) {
            List<Query> fields = new ArrayList<>();
            for (Map.Entry<String, Float> field : ChunkFields.SEARCHED.entrySet()) {
                counts.query(inField(field.getKey(), term))
                        .ifPresent(found -> fields.add(new BoostQuery(found, field.getValue())));
            }
            if (!fields.isEmpty()) {
                any.add(new DisjunctionMaxQuery(fields, 0), Occur.SHOULD);
            }
        }
        return any.build();
    }

    /**
     * The weight of the question's terms and pairs that a chunk has, as a share of all; 0 if the question has no term.
     *
     * @param chunkTerms what is in {@link ChunkFields#TERMS}
     */
    double similarity(BytesRef chunkTerms) {
        if (total == 0) {
            return 0;
        }
        chunk++;
        double weight = 0;
        ByteBuffer codes = ByteBuffer.wrap(chunkTerms.bytes, chunkTerms.offset, chunkTerms.length);
        int before = NONE;
        while (codes.hasRemaining()) {
            int number = number(codes.getInt());
            if (number != NONE) {
                weight += once(number);
                if (before != NONE) {
                    weight += once(pair(before, number));
                }
            }
            before = number;
        }
        return Math.min(1, weight / total);
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
        if ((seen >>> code & 1) == 0) { // most are none of them
            return NONE;
        }
        int place = Arrays.binarySearch(asked, code);
        return place < 0 ? NONE : place;
    }

    /** Where the weight of two neighbours is. */
    private int pair(int left, int right) {
        return asked.length * (left + 1) + right;
    }

    private static Term inField(String field, String term) {
        return new Term(ChunkAnalyzer.isChinese(term) ? field + ChunkFields.CHINESE : field, term);
    }
}
