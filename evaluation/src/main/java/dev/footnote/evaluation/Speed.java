package dev.footnote.evaluation;

import dev.footnote.domain.citation.CitationStream;
import dev.footnote.domain.retrieval.ScoredChunk;
import dev.footnote.evaluation.Figure.Goal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntSupplier;

/** How long the citations of one answer take, Q6: 20 sentences beside 8 chunks of 128 words, no embedding. */
final class Speed {

    private static final int SENTENCES = 20;
    private static final int CHUNKS = 8;
    private static final int CHUNK_WORDS = 128;
    private static final int SENTENCE_WORDS = 16;
    private static final int VOCABULARY = 2000;
    private static final int WARM_UP = 300;
    private static final int ROUNDS = 101;

    private final Random random = new Random(7);
    private final List<String> chunks = new ArrayList<>();
    private final List<String> sentences = new ArrayList<>();

    private Speed() {
        for (int i = 0; i < CHUNKS; i++) {
            chunks.add(text(CHUNK_WORDS));
        }
        for (int i = 0; i < SENTENCES; i++) {
            sentences.add(text(SENTENCE_WORDS));
        }
    }

    static List<Figure> figures() {
        var speed = new Speed();
        double ours = millis(speed::stream);
        double original = millis(speed::original);
        double loop = millis(speed.loop());
        return List.of(
                new Figure("Q6", "ms per answer, chunks prepared in it", Goal.atMost(2 * loop), ours, loop, original),
                new Figure("Q6", "times faster than the original's rule", Goal.atLeast(100), original / ours, 1, 1));
    }

    private String text(int words) {
        var text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            int rank = (int) (VOCABULARY * Math.pow(random.nextDouble(), 2));
            String word = "w" + Integer.toString(rank * 7919 % 1_000_003, 36).replaceAll("[0-9]", "e") + "or";
            text.append(i % SENTENCE_WORDS == 0 ? Character.toUpperCase(word.charAt(0)) + word.substring(1) : word)
                    .append(i % SENTENCE_WORDS == SENTENCE_WORDS - 1 ? ". " : " ");
        }
        return text.toString();
    }

    private int stream() {
        var length = new int[1];
        List<ScoredChunk> quoted = Quoted.of(chunks);
        var stream = new CitationStream(quoted, sentence -> Optional.empty(), part -> {
            length[0]++;
            return true;
        });
        sentences.forEach(stream::push);
        stream.finish();
        return length[0];
    }

    private int original() {
        return OriginalRule.cited(sentences, chunks);
    }

    /** The least there is to do: look each word of each sentence up in each chunk, all of which is prepared. */
    private IntSupplier loop() {
        List<Map<String, Double>> prepared = chunks.stream()
                .map(OriginalRule::tokens)
                .map(OriginalRule::weights)
                .toList();
        List<Map<String, Double>> asked = sentences.stream()
                .map(OriginalRule::tokens)
                .map(OriginalRule::weights)
                .toList();
        return () -> {
            int alike = 0;
            for (Map<String, Double> sentence : asked) {
                for (Map<String, Double> chunk : prepared) {
                    alike += OriginalRule.similarity(sentence, chunk) > 0.5 ? 1 : 0;
                }
            }
            return alike;
        };
    }

    private static double millis(IntSupplier work) {
        int kept = 0;
        for (int i = 0; i < WARM_UP; i++) {
            kept += work.getAsInt();
        }
        var times = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            kept += work.getAsInt();
            times[i] = System.nanoTime() - start;
        }
        Arrays.sort(times);
        return kept == Integer.MIN_VALUE ? Double.NaN : times[ROUNDS / 2] / 1e6;
    }
}
