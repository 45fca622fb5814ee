package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.adapter.http.Limits;
import dev.footnote.adapter.http.Profile;
import dev.footnote.adapter.jdbi.Database;
import dev.footnote.ports.model.ChatModel;
import dev.footnote.ports.model.Completion;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Three times as many streams are asked for as may be open: those that are let in do not suffer from the others. */
@ExtendWith(TestDatabase.class)
class OverloadTest {

    private static final int MAY_BE_OPEN = 10;
    private static final int ASKED_FOR = 3 * MAY_BE_OPEN;
    private static final Duration PACE = Duration.ofMillis(50);
    private static final Duration LONGEST_GAP = PACE.multipliedBy(2 * 5);
    private static final Duration REFUSED_WITHIN = Duration.ofMillis(5 * 50);

    private final Database database;

    OverloadTest(Database database) {
        this.database = database;
    }

    @Test
    void streamsThatAreLetInKeepTheirPace() throws Exception {
        overload(60);
    }

    @Test
    @Tag("large")
    void streamsThatAreLetInKeepTheirPaceForHalfAMinute() throws Exception {
        overload(600);
    }

    private void overload(int words) throws Exception {
        var limits = new Limits(0, 0, Duration.ofMinutes(1), MAY_BE_OPEN, 0, 0);
        try (var server = new LiveServer(database, paced(words), LiveServer.LIMITS, limits, Profile.STANDARD);
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            String chat = server.chat();
            var open = new CountDownLatch(MAY_BE_OPEN);
            var admitted = new ArrayList<Future<List<Long>>>();
            for (int i = 0; i < MAY_BE_OPEN; i++) {
                admitted.add(clients.submit(() -> gaps(server, chat, open)));
            }
            assertThat(open.await(30, TimeUnit.SECONDS)).isTrue();
            var refused = new ArrayList<Future<Long>>();
            for (int i = MAY_BE_OPEN; i < ASKED_FOR; i++) {
                refused.add(clients.submit(() -> refusal(server, chat)));
            }

            for (Future<Long> took : refused) {
                assertThat(Duration.ofNanos(took.get())).isLessThan(REFUSED_WITHIN);
            }
            for (Future<List<Long>> stream : admitted) {
                List<Long> gaps = stream.get();
                assertThat(gaps).as("a frame for each word").hasSizeGreaterThanOrEqualTo(words);
                long late =
                        gaps.stream().filter(gap -> gap > LONGEST_GAP.toNanos()).count();
                assertThat(late).as("of %d gaps", gaps.size()).isLessThanOrEqualTo(gaps.size() / 100);
            }
            Eventually.holds(Duration.ofSeconds(5), () -> {
                try (Frames again = server.open("POST", chat + "/completions", Map.of("question", "Again?"))) {
                    return again.status() == 200;
                }
            });
        }
    }

    /** The times between the frames of an answer, in nanoseconds. */
    private static List<Long> gaps(LiveServer server, String chat, CountDownLatch open) {
        try (Frames frames = server.open("POST", chat + "/completions", Map.of("question", "How long?"))) {
            assertThat(frames.status()).isEqualTo(200);
            frames.take(1);
            open.countDown();
            var gaps = new ArrayList<Long>();
            long before = System.nanoTime();
            for (Optional<String> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
                long now = System.nanoTime();
                gaps.add(now - before);
                before = now;
            }
            return gaps;
        }
    }

    /** How long it took to be refused, in nanoseconds. */
    private static long refusal(LiveServer server, String chat) {
        long begin = System.nanoTime();
        HttpResponse<String> answer = server.send("POST", chat + "/completions", Map.of("question", "Me too?"));
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        return System.nanoTime() - begin;
    }

    /** A model that says a word at each tick of a clock. */
    private static ChatModel paced(int words) {
        return (prompt, sink) -> {
            for (int i = 0; i < words; i++) {
                CompletableFuture.runAsync(
                                () -> {}, CompletableFuture.delayedExecutor(PACE.toMillis(), TimeUnit.MILLISECONDS))
                        .join();
                if (!sink.push("word" + i + " ")) {
                    return new Completion(Completion.FinishReason.CANCELLED, 0, i);
                }
            }
            return new Completion(Completion.FinishReason.STOP, 0, words);
        };
    }
}
