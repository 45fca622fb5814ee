package dev.footnote.application.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.citation.SecondOpinion;
import dev.footnote.ports.model.EntailmentModel;
import dev.footnote.ports.model.ModelException;
import dev.footnote.testkit.ListedModels;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SentenceEntailmentTest {

    private static final Duration FIVE_TIMES_ITS_PATIENCE = Duration.ofMillis(5 * 300);

    private final CountDownLatch interrupted = new CountDownLatch(1);

    @Test
    void tellsWhatTheModelSays() {
        SecondOpinion opinion = of((hypothesis, premises) -> List.of(.25, .75));

        assertThat(opinion.of("It is so.", List.of("a", "b"))).containsExactly(.25, .75);
    }

    @Test
    void hasNoneWithoutAModel() {
        assertThat(SentenceEntailment.of(new ListedModels(List.of(), List.of(), List.of()))
                        .of("It is so.", List.of("a")))
                .isEmpty();
    }

    @Test
    void hasNoneIfTheModelFails() {
        SecondOpinion opinion = of((hypothesis, premises) -> {
            throw new ModelException.Unavailable("nobody answers", null);
        });

        assertThat(opinion.of("It is so.", List.of("a"))).isEmpty();
    }

    @Test
    void doesNotWaitForASilentModelAndEndsItsWork() throws InterruptedException {
        long begin = System.nanoTime();
        assertThat(of(this::silent).of("It is so.", List.of("a"))).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(FIVE_TIMES_ITS_PATIENCE);
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void leavesWhenTheTurnIsStopped() {
        Thread.currentThread().interrupt();

        assertThat(of(this::silent).of("It is so.", List.of("a"))).isEmpty();
        assertThat(Thread.interrupted()).isTrue();
    }

    private List<Double> silent(String hypothesis, List<String> premises) {
        try {
            new CountDownLatch(1).await();
            return List.of();
        } catch (InterruptedException stopped) {
            interrupted.countDown();
            throw new ModelException.Unavailable("interrupted", stopped);
        }
    }

    private static SecondOpinion of(EntailmentModel model) {
        return SentenceEntailment.of(new ListedModels(List.of(), List.of(), List.of(), Optional.of(model)));
    }
}
