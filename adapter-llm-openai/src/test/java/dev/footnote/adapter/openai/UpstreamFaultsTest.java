package dev.footnote.adapter.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.ports.model.Completion;
import dev.footnote.ports.model.Completion.FinishReason;
import dev.footnote.ports.model.ModelException;
import dev.footnote.testkit.FakeUpstream;
import dev.footnote.testkit.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when the model's server fails; the names begin with the number of the promise. */
@Timeout(30)
class UpstreamFaultsTest {

    private static final String WORDS = "Zwölf Boxkämpfer jagen Viktor 🥊 quer über den großen Sylter Deich — 東京.";

    @Test
    void b1SaysThatAModelCannotBeReachedWithoutNamingIt() throws IOException {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }

        try (var asking = new Asking(URI.create("http://127.0.0.1:" + port + "/v1"), Asking.IMPATIENT)) {
            var failure = failure(asking, ModelException.Unavailable.class);

            assertThat(failure.getMessage()).doesNotContain("127.0.0.1", Integer.toString(port), Asking.KEY);
        }
    }

    @Test
    void b2GivesUpAServerThatAcceptsAndIsSilent() throws IOException {
        givesUp(Script.silence());
    }

    @Test
    void b2GivesUpAServerThatSendsHeadersAndIsSilent() throws IOException {
        givesUp(Script.stallAfter());
    }

    private static void givesUp(Script silence) throws IOException {
        try (var upstream = FakeUpstream.playing(silence);
                var asking = new Asking(upstream)) {
            long begin = System.nanoTime();
            failure(asking, ModelException.Unavailable.class);

            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Asking.SHORT, Asking.SHORT.multipliedBy(5).plusSeconds(1));
            Asking.await(() -> upstream.departures() == 1);
            assertThat(upstream.requests()).isEqualTo(1);
        }
    }

    @Test
    void b3KeepsWhatCameBeforeAStall() throws IOException {
        try (var upstream = FakeUpstream.playing(Script.stallAfter("one ", "two "));
                var asking = new Asking(upstream)) {
            failure(asking, ModelException.Unavailable.class);

            assertThat(asking.said).containsExactly("one ", "two ");
            Asking.await(() -> upstream.departures() == 1);
        }
    }

    @Test
    void b3DoesNotTakeASlowReaderForASilentModel() throws IOException {
        try (var upstream = FakeUpstream.playing(Script.pieces("one ", "two"));
                var asking = new Asking(upstream)) {
            var pushes = new AtomicInteger();
            Completion completion = asking.model().stream(Asking.prompt(GenerationSettings.NONE), piece -> {
                long until = System.nanoTime() + Asking.SHORT.multipliedBy(2).toNanos();
                Asking.await(() -> System.nanoTime() - until > 0);
                pushes.incrementAndGet();
                return true;
            });

            assertThat(completion.reason()).isEqualTo(FinishReason.STOP);
            assertThat(pushes).hasValue(2);
        }
    }

    @Test
    void b4KeepsWhatCameBeforeAResetAndDoesNotAskAgain() throws IOException {
        breaksOff(Script.resetAfter("one ", "two "));
    }

    @Test
    void b4TakesAnEndWithoutAFinishForAFailureAndDoesNotAskAgain() throws IOException {
        breaksOff(Script.breakOffAfter("one ", "two "));
    }

    private static void breaksOff(Script script) throws IOException {
        try (var upstream = FakeUpstream.playing(script);
                var asking = new Asking(upstream)) {
            failure(asking, ModelException.Unavailable.class);

            assertThat(asking.said).containsExactly("one ", "two ");
            assertThat(upstream.requests()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void b5AsksOnceAndTwiceMoreWhenAStatusMayPass(int status) throws IOException {
        try (var upstream = FakeUpstream.playing(Script.status(status, "text/html", "<h1>secret host</h1>"));
                var asking = new Asking(upstream)) {
            var failure = failure(asking, ModelException.class);

            assertThat(failure)
                    .isInstanceOf(status == 429 ? ModelException.RateLimited.class : ModelException.Unavailable.class);
            assertThat(failure.getMessage()).doesNotContain("secret host");
            assertThat(upstream.requests()).isEqualTo(3);
        }
    }

    @Test
    void b5AsksOnceAndTwiceMoreAfterResets() throws IOException {
        try (var upstream = FakeUpstream.playing(Script.reset());
                var asking = new Asking(upstream)) {
            failure(asking, ModelException.Unavailable.class);

            assertThat(upstream.requests()).isEqualTo(3);
        }
    }

    @Test
    void b5WaitsAsLongAsTheModelAsks() throws IOException {
        try (var upstream = FakeUpstream.playing(
                        Script.status(429, "text/plain", "", "Retry-After: 1"), Script.pieces("yes"));
                var asking = new Asking(upstream)) {
            long begin = System.nanoTime();
            asking.ask();

            assertThat(asking.text()).isEqualTo("yes");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void b5DoesNotWaitLongerThanHalfAMinuteBeforeItAsksAgain() throws IOException {
        try (var asking = new Asking(URI.create("http://localhost"), Asking.IMPATIENT)) {
            var upstream = new Upstream(Transport.over(asking.client), asking.config, asking.timer);

            assertThat(upstream.pause(0, Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(30));
            assertThat(upstream.pause(0, Duration.ZERO)).isBetween(Duration.ofMillis(5), Duration.ofMillis(10));
            assertThat(upstream.pause(2, Duration.ZERO)).isBetween(Duration.ofMillis(20), Duration.ofMillis(40));
            assertThat(upstream.pause(99, Duration.ZERO)).isLessThanOrEqualTo(Duration.ofSeconds(30));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 422})
    void b5DoesNotAskAgainWhenItWasRefused(int status) throws IOException {
        try (var upstream = FakeUpstream.playing(Script.status(status, "application/json", "{}"));
                var asking = new Asking(upstream)) {
            var failure = failure(asking, ModelException.class);

            assertThat(failure)
                    .isInstanceOf(
                            status == 401 || status == 403
                                    ? ModelException.Unauthorized.class
                                    : ModelException.Refused.class);
            assertThat(upstream.requests()).isEqualTo(1);
        }
    }

    @Test
    void b6PassesOverThreeGarbledEventsAndReadsTheNextGoodOnes() throws IOException {
        String garbage = "data: {\"choices\n\ndata: 42\n\ndata: <html>\n\n";
        try (var upstream = FakeUpstream.playing(
                        Script.stream(Script.event("a") + garbage + Script.event("b") + Script.FINISH + Script.DONE));
                var asking = new Asking(upstream)) {
            asking.ask();

            assertThat(asking.text()).isEqualTo("ab");
        }
    }

    @Test
    void b6EndsAtTheFourthGarbledEvent() throws IOException {
        try (var upstream = FakeUpstream.playing(
                        Script.stream(Script.event("a") + "data: oops\n\n".repeat(4) + Script.event("b")));
                var asking = new Asking(upstream)) {
            var failure = failure(asking, ModelException.Unintelligible.class);

            assertThat(failure.getMessage()).doesNotContain("oops");
            assertThat(asking.text()).isEqualTo("a");
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "text/html, `<html><body>Welcome</body></html>`",
                "application/json, `{\"error\":{\"message\":\"quota of sk-1\"}}`",
                "text/event-stream, `data: {\"error\":{\"message\":\"quota of sk-1\"}}`"
            })
    void b6TakesAPageOrAnErrorForNoAnswer(String type, String body) throws IOException {
        try (var upstream = FakeUpstream.playing(Script.status(200, type, body));
                var asking = new Asking(upstream)) {
            var failure = failure(asking, ModelException.Unintelligible.class);

            assertThat(failure.getMessage()).doesNotContain("quota", "Welcome");
            assertThat(upstream.requests()).isEqualTo(1);
        }
    }

    @Test
    void b7CutsALineThatDoesNotEnd() throws IOException {
        try (var upstream = FakeUpstream.playing(Script.endlessLine());
                var asking = new Asking(upstream)) {
            failure(asking, ModelException.Unintelligible.class);

            assertThat(asking.said).isEmpty();
            Asking.await(() -> upstream.departures() == 1);
        }
    }

    @Test
    void b7CutsAnAnswerThatDoesNotEnd() throws IOException {
        try (var upstream = FakeUpstream.playing(Script.endless());
                var asking = new Asking(upstream)) {
            failure(asking, ModelException.Unintelligible.class);

            assertThat(asking.text().length()).isBetween(AnswerReading.ANSWER_LIMIT - 1000, AnswerReading.ANSWER_LIMIT);
            Asking.await(() -> upstream.departures() == 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void b8ReadsTheSameByteByByteWithAnyLineEnd(String lineEnd) throws IOException {
        byte[] stream = ("\uFEFF: hello\nevent: x\nid: 1\nretry: 5\n" + body())
                .replace("\n", lineEnd)
                .getBytes(UTF_8);
        try (var upstream = FakeUpstream.playing(Script.bytes(stream, 1));
                var asking = new Asking(upstream)) {
            asking.ask();

            assertThat(asking.text()).isEqualTo(WORDS);
        }
    }

    @Test
    void b8ReadsTheSameWhereverTheStreamIsCut() throws IOException {
        for (int run = 0; run < 20; run++) {
            long seed = new Random().nextLong();
            try (var upstream = FakeUpstream.playing(Script.cut(body().getBytes(UTF_8), seed));
                    var asking = new Asking(upstream)) {
                asking.ask();

                assertThat(asking.text()).as("seed %d", seed).isEqualTo(WORDS);
            }
        }
    }

    @Test
    void b11DeliversAllTokensOfASegmentInOrderBeforeTheModelGoesOn() throws IOException {
        var together = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            together.append(Script.event(i + " "));
        }
        try (var upstream = FakeUpstream.playing(wire -> {
                    Script.stream(together.toString()).play(wire);
                    wire.awaitDeparture();
                });
                var asking = new Asking(upstream)) {
            var completion = asking.model().stream(Asking.prompt(GenerationSettings.NONE), piece -> {
                asking.said.add(piece);
                return asking.said.size() < 20; // reached only if nothing is held back
            });

            assertThat(completion.reason()).isEqualTo(FinishReason.CANCELLED);
            assertThat(asking.said).startsWith("0 ", "1 ", "2 ").endsWith("19 ").hasSize(20);
        }
    }

    @Test
    void leavesAtOnceWhenTheSinkWantsNoMore() throws IOException {
        try (var upstream = FakeUpstream.playing(Script.stallAfter("one ", "two "));
                var asking = new Asking(upstream)) {
            var completion = asking.model().stream(Asking.prompt(GenerationSettings.NONE), piece -> {
                asking.said.add(piece);
                return false;
            });

            assertThat(completion.reason()).isEqualTo(FinishReason.CANCELLED);
            assertThat(asking.said).containsExactly("one ");
            Asking.await(() -> upstream.departures() == 1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leavesAtOnceWhenItIsInterrupted(boolean inText) throws Exception {
        var patient = new OpenAiConfig.Patience(
                Asking.SHORT, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1), 2, Asking.SHORT);
        try (var upstream = FakeUpstream.playing(inText ? Script.stallAfter("one ") : Script.silence());
                var asking = new Asking(upstream.base(), patient)) {
            var flag = new CompletableFuture<Boolean>();
            var end = new AtomicReference<Completion>();
            var pieces = new AtomicInteger();
            Thread thread = Thread.ofVirtual().start(() -> {
                end.set(asking.model().stream(
                        Asking.prompt(GenerationSettings.NONE), piece -> pieces.incrementAndGet() > 0));
                flag.complete(Thread.currentThread().isInterrupted());
            });
            Asking.await(() -> upstream.requests() == 1 && (!inText || pieces.get() == 1));

            thread.interrupt();

            assertThat(flag.get(5, TimeUnit.SECONDS)).isTrue();
            assertThat(end.get().reason()).isEqualTo(FinishReason.CANCELLED);
            Asking.await(() -> upstream.departures() == 1);
        }
    }

    private static String body() {
        var body = new StringBuilder();
        WORDS.codePoints().forEach(c -> body.append(Script.event(Character.toString(c))));
        return body + Script.FINISH + Script.DONE;
    }

    private static <T extends ModelException> T failure(Asking asking, Class<T> type) {
        T failure = catchThrowableOfType(type, asking::ask);
        assertThat(failure).isNotNull();
        return failure;
    }
}
