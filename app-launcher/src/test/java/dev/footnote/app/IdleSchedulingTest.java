package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class IdleSchedulingTest {

    static final int OTHER = 0; // sched(7)
    static final int IDLE = 5;
    private static final int TIMES = 20;

    @Test
    void leavesTheProcessorsToOtherThreads() throws Exception {
        var scheduling = new IdleScheduling();

        int before = inAThread(() -> policy(Path.of("/proc/thread-self")));
        int entered = inAThread(() -> {
            scheduling.enter();
            return policy(Path.of("/proc/thread-self"));
        });

        assertThat(before).isEqualTo(OTHER);
        assertThat(entered).isEqualTo(IDLE);
    }

    @Test
    void takesAlongWhatItsThreadsStart() throws Exception {
        var scheduling = new IdleScheduling();

        int started = inAThread(() -> {
            scheduling.enter();
            return inAThread(() -> policy(Path.of("/proc/thread-self")));
        });

        assertThat(started).isEqualTo(IDLE);
    }

    @Test
    void keepsAnswersApart() throws Exception {
        assertThat(timesBesideAnAnswer(scheduling -> {})).isLessThan(TIMES / 2); // Linux may move a thread back
    }

    @Test
    void doesNotKeepAnswersApartFromTheBackground() throws Exception {
        assertThat(timesBesideAnAnswer(IdleScheduling::enter)).isGreaterThan(TIMES / 2);
    }

    /** How often, of {@link #TIMES}, an answer is computed where another one is, if it begins there. */
    private static long timesBesideAnAnswer(Consumer<IdleScheduling> before) throws Exception {
        LinuxScheduler system = LinuxScheduler.find().orElseThrow();
        BitSet all = system.processors();
        assumeThat(all.cardinality()).isGreaterThan(1);
        var scheduling = new IdleScheduling();
        var begun = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        int first = all.length() - 1;
        try (var threads = Executors.newFixedThreadPool(2)) {
            Future<Boolean> answer = threads.submit(() -> {
                before.accept(scheduling);
                system.keepTo(only(first));
                return scheduling.ahead(() -> {
                    begun.countDown();
                    return awaited(over);
                });
            });
            begun.await();

            List<Integer> others = threads.submit(() -> IntStream.range(0, TIMES)
                            .map(i -> {
                                system.moveTo(first);
                                return scheduling.ahead(system::processor);
                            })
                            .boxed()
                            .toList())
                    .get();
            BitSet left = threads.submit(system::processors).get();
            over.countDown();

            assertThat(left).isEqualTo(all);
            assertThat(answer.get()).isTrue();
            return others.stream().filter(other -> other == first).count();
        }
    }

    private static BitSet only(int processor) {
        var one = new BitSet();
        one.set(processor);
        return one;
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static int inAThread(Callable<Integer> work) throws Exception {
        try (var threads = Executors.newSingleThreadExecutor()) {
            return threads.submit(work).get();
        }
    }

    /** The 41st field of {@code stat}, of which the second may hold blanks: see proc_pid_stat(5). */
    static int policy(Path process) throws IOException {
        String stat = Files.readString(process.resolve("stat"));
        String[] fromThird = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Integer.parseInt(fromThird[41 - 3]);
    }
}
