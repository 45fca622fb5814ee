package dev.footnote.adapter.lucene;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** The terms of a question and its pairs of neighbours, weighed by how rare they are where it is asked. */
final class QuestionTerms {

    /** More are not looked for; in four fields each they stay below Lucene's limit of clauses. */
    static final int MAX_TERMS = 250;

    /**
     * Chunks that no term is in, counted beside those of the collection: in a few chunks a term that all of them have
     * is not yet a common one.
     */
    private static final int BACKGROUND = 500;

    private static final double TERM = 0.4;
    private static final double PAIR = 0.6;

    private final Set<String> terms;
    private final int[] asked;
    private final Map<Long, Double> weights = new HashMap<>();
    private final double total;

    private QuestionTerms(List<List<String>> runs, Map<String, Double> rarities) {
        double sum =
                runs.stream().flatMap(List::stream).mapToDouble(rarities::get).sum();
        for (List<String> run : runs) {
            int before = TermCodes.GAP;
            double weightBefore = 0;
            for (String term : run) {
                int code = TermCodes.of(term);
                double weight = rarities.getOrDefault(term, 0d) / sum;
                weights.merge(pair(TermCodes.GAP, code), TERM * weight, Double::sum);
                if (before != TermCodes.GAP) {
                    weights.merge(pair(before, code), PAIR * Math.max(weightBefore, weight), Double::sum);
                }
                before = code;
                weightBefore = weight;
            }
        }
        this.terms = Set.copyOf(rarities.keySet());
        this.asked = terms.stream().mapToInt(TermCodes::of).sorted().toArray();
        this.total = weights.values().stream().mapToDouble(Double::doubleValue).sum();
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
    Query query() {
        var any = new BooleanQuery.Builder();
        for (String term : terms) {
            List<Query> fields = ChunkFields.SEARCHED.entrySet().stream()
                    .<Query>map(field -> new BoostQuery(new TermQuery(inField(field.getKey(), term)), field.getValue()))
                    .toList();
            any.add(new DisjunctionMaxQuery(fields, 0), Occur.SHOULD);
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
        Set<Long> shared = new HashSet<>();
        ByteBuffer codes = ByteBuffer.wrap(chunkTerms.bytes, chunkTerms.offset, chunkTerms.length);
        int before = TermCodes.GAP;
        while (codes.hasRemaining()) {
            int code = codes.getInt();
            if (Arrays.binarySearch(asked, code) < 0) {
                before = TermCodes.GAP;
                continue;
            }
            shared.add(pair(TermCodes.GAP, code));
            if (before != TermCodes.GAP) {
                shared.add(pair(before, code));
            }
            before = code;
        }
        double weight = shared.stream()
                .mapToDouble(key -> weights.getOrDefault(key, 0d))
                .sum();
        return Math.min(1, weight / total);
    }

    /** The key of two neighbours; of a term alone, if {@code left} is {@link TermCodes#GAP}. */
    private static long pair(int left, int right) {
        return ((long) left << Integer.SIZE) | Integer.toUnsignedLong(right);
    }

    private static Term inField(String field, String term) {
        return new Term(ChunkAnalyzer.isChinese(term) ? field + ChunkFields.CHINESE : field, term);
    }
}
