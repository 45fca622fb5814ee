package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.ports.model.TokenCounter;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link TokenCounter} promises. */
public abstract class TokenCounterContract {

    private TokenCounter counter;

    /** The counter to test. */
    protected abstract TokenCounter counter();

    @BeforeEach
    void openCounter() {
        counter = counter();
    }

    @Test
    void countsNothingAsNothing() {
        assertThat(counter.count("")).isZero();
    }

    @Test
    void countsMoreWhereThereIsMore() {
        assertThat(counter.count("word")).isPositive();
        assertThat(counter.count("word ".repeat(1_000))).isBetween(1_000, 2_000);
    }

    @Test
    void countsTheSameEveryTime() {
        String text = "The Moon orbits the Earth at 384,400 km.";
        assertThat(counter.count(text)).isEqualTo(counter.count(text));
    }

    @Test
    void takesWhateverIsNoProse() {
        for (String odd : new String[] {"\n\t ", "\uD800", "\0", "月球绕地球运行", "e\u0301\u202E", "[".repeat(10_000)}) {
            assertThat(counter.count(odd)).as("%s", odd).isBetween(0, 4 * odd.length());
        }
    }

    @Test
    void servesSeveralThreadsAtOnce() throws Exception {
        Callable<Integer> counting = () -> counter.count("several words ".repeat(500));
        int alone = counting.call();

        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> count : threads.invokeAll(Collections.nCopies(16, counting))) {
                assertThat(count.get()).isEqualTo(alone);
            }
        }
    }
}
