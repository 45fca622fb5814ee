package dev.footnote.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Starts virtual threads from one of the background, and tells how those are scheduled that carry them. */
public final class VirtualFromBackground {

    private static final int MANY = 32;

    private VirtualFromBackground() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("started")) {
            Carriers.start();
        }
        try (var background = Executors.newSingleThreadExecutor()) {
            background.submit(VirtualFromBackground::startAndTell).get();
        }
    }

    private static Void startAndTell() throws Exception {
        new IdleScheduling().enter();
        try (var virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> asked = IntStream.range(0, MANY)
                    .<Callable<Integer>>mapToObj(i -> VirtualFromBackground::policy)
                    .toList();
            for (Future<Integer> policy : virtual.invokeAll(asked)) {
                System.out.println(policy.get());
            }
        }
        return null;
    }

    private static int policy() throws IOException {
        return IdleSchedulingTest.policy(Path.of("/proc/thread-self"));
    }
}
