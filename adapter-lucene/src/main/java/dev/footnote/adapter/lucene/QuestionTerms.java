package dev.footnote.adapter.lucene;

import java.io.IOException;
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
    private final Map<String, Double> weights = new HashMap<>();
    private final double total;

    private QuestionTerms(List<List<String>> runs, Map<String, Double> rarities) {
        double sum =
                runs.stream().flatMap(List::stream).mapToDouble(rarities::get).sum();
        for (List<String> run : runs) {
            String before = "";
            double weightBefore = 0;
            for (String term : run) {
                double weight = rarities.getOrDefault(term, 0d) / sum;
                weights.merge(term, TERM * weight, Double::sum);
                if (!before.isEmpty()) {
                    weights.merge(pair(before, term), PAIR * Math.max(weightBefore, weight), Double::sum);
                }
                before = term;
                weightBefore = weight;
            }
        }
        this.terms = Set.copyOf(rarities.keySet());
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
     * @param chunkTerms what is stored in {@link ChunkFields#TERMS}
     */
    double similarity(String chunkTerms) {
        if (total == 0) {
            return 0;
        }
        Set<String> shared = new HashSet<>();
        for (String run : chunkTerms.split("\n", -1)) {
            String before = "";
            for (String term : run.split(" ", -1)) {
                if (!terms.contains(term)) {
                    before = "";
                    continue;
                }
                shared.add(term);
                shared.add(pair(before, term));
                before = term;
            }
        }
        double weight = shared.stream()
                .mapToDouble(key -> weights.getOrDefault(key, 0d))
                .sum();
        return Math.min(1, weight / total);
    }

    private static String pair(String left, String right) {
        return left + ' ' + right;
    }

    private static Term inField(String field, String term) {
        return new Term(ChunkAnalyzer.isChinese(term) ? field + ChunkFields.CHINESE : field, term);
    }
}
