package dev.footnote.evaluation;

import dev.footnote.domain.citation.CitationStream;
import dev.footnote.domain.retrieval.ScoredChunk;
import dev.footnote.evaluation.Figure.Goal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** How long the citations of one answer take, Q6: 20 sentences beside 8 chunks of 128 words, no embedding. */
final class Speed {

    private static final int SENTENCES = 20;
    private static final int CHUNKS = 8;
    private static final int CHUNK_WORDS = 128;
    private static final int SENTENCE_WORDS = 16;
    private static final int VOCABULARY = 2000;
    private static final Duration WARM_UP = Duration.ofMillis(500);
    private static final int TURNS = 3;

    private final Random random = new Random(7);
    private final List<String> chunks = new ArrayList<>();
    private final List<ScoredChunk> quoted;
    private final List<String> sentences = new ArrayList<>();
    private final int rounds;

    private Speed(int rounds) {
        this.rounds = rounds;
        for (int i = 0; i < CHUNKS; i++) {
            chunks.add(text(CHUNK_WORDS));
        }
        quoted = Quoted.of(chunks);
        for (int i = 0; i < SENTENCES; i++) {
            sentences.add(text(SENTENCE_WORDS));
        }
    }

    /** @param rounds how often each time is taken, at least 1 */
    static List<Figure> figures(int rounds) throws IOException {
        var speed = new Speed(rounds);
        double original = speed.millis(() -> speed, Speed::original);
        double loop = Double.MAX_VALUE;
        double prepared = Double.MAX_VALUE;
        double whole = Double.MAX_VALUE;
        for (int turn = 0; turn < TURNS; turn++) {
            loop = Math.min(loop, speed.millis(speed::loop, IntSupplier::getAsInt));
            prepared = Math.min(prepared, speed.millis(speed::begun, speed::answered));
            whole = Math.min(whole, speed.millis(() -> speed, one -> one.answered(one.begun())));
        }
        return List.of(
                new Figure(
                        "Q6", "ms per answer, chunks prepared before", Goal.atMost(2 * loop), prepared, loop, original),
                new Figure("Q6", "times faster than the original's rule", Goal.atLeast(100), original / prepared, 1, 1),
                new Figure("Q6", "the same, with the time to prepare the chunks", Goal.NONE, original / whole, 1, 1),
                speed.tokens());
    }

    private Figure tokens() throws IOException {
        try (var token = new TokenTime(String.join("", sentences), quoted)) {
            double plain = Double.MAX_VALUE;
            double cited = Double.MAX_VALUE;
            for (int turn = 0; turn < TURNS; turn++) {
                plain = Math.min(plain, millis(() -> token, TokenTime::plain));
                cited = Math.min(cited, millis(() -> token, TokenTime::cited));
            }
            return new Figure(
                    "Q6",
                    "time of a token sent: with citations to without",
                    Goal.atMost(1.25),
                    cited / plain,
                    1,
                    Double.NaN);
        }
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

    private CitationStream begun() {
        return new CitationStream(quoted, part -> true);
    }

    private int answered(CitationStream stream) {
        sentences.forEach(stream::push);
        return stream.finish() ? 1 : 0;
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

    /**
     * How much of a core's time {@code work} takes, in the fastest tenth of all rounds; what else runs counts little.
     */
    private <T> double millis(Supplier<T> prepared, ToIntFunction<T> work) {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        int kept = 0;
        long end = clock.getCurrentThreadCpuTime() + WARM_UP.toNanos();
        while (clock.getCurrentThreadCpuTime() < end) {
            kept += work.applyAsInt(prepared.get());
        }
        var times = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            T ready = prepared.get();
            long start = clock.getCurrentThreadCpuTime();
            kept += work.applyAsInt(ready);
            times[i] = clock.getCurrentThreadCpuTime() - start;
        }
        Arrays.sort(times);
        return kept == Integer.MIN_VALUE ? Double.NaN : times[rounds / 10] / 1e6;
    }
}
