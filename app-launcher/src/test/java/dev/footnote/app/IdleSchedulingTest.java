package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class IdleSchedulingTest {

    static final int OTHER = 0; // sched(7)
    static final int IDLE = 5;

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
