package dev.footnote.adapter.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.model.ModelKind;
import dev.footnote.domain.model.Provider;
import dev.footnote.ports.model.ModelAccess;
import dev.footnote.ports.model.ModelException;
import dev.footnote.testkit.FakeUpstream;
import dev.footnote.testkit.ModelAccessContract;
import dev.footnote.testkit.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Models on this machine stand for those of the public web under the name models.test; all else is private. */
class OpenAiAccessTest extends ModelAccessContract {

    private static final String PUBLIC = "models.test";
    private static final Script LOCKED = wire -> wire.send("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n");

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger resolved = new AtomicInteger();
    private final FakeUpstream models = FakeUpstream.playing(OpenAiAccessTest::answer);
    private final FakeUpstream locked = FakeUpstream.playing(LOCKED);
    private final OpenAiAccess access = new OpenAiAccess(Map.of(), this::addresses, timer);

    private InetAddress[] addresses(String host) throws UnknownHostException {
        resolved.incrementAndGet();
        if (!host.equals(PUBLIC)) {
            throw new UnknownHostException("may not be connected to");
        }
        return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }

    private static void answer(FakeUpstream.Wire wire) throws IOException {
        String target = wire.received().target();
        boolean two = wire.received().body().contains("\"b\"");
        if (target.endsWith("/embeddings")) {
            json(
                    wire,
                    two
                            ? "{\"data\":[{\"embedding\":[1,0]},{\"embedding\":[0,1]}]}"
                            : "{\"data\":[{\"embedding\":[1,0]}]}");
        } else if (target.endsWith("/rerank")) {
            json(
                    wire,
                    two
                            ? "{\"results\":[{\"index\":0,\"relevance_score\":0.1},{\"index\":1,\"relevance_score\":0.2}]}"
                            : "{\"results\":[{\"index\":0,\"relevance_score\":0.1}]}");
        } else {
            Script.pieces("Fine ", "thanks").play(wire);
        }
    }

    private static void json(FakeUpstream.Wire wire, String json) throws IOException {
        wire.send(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(json.length(), json));
    }

    @AfterEach
    void close() throws IOException {
        access.close();
        models.close();
        locked.close();
        timer.shutdownNow();
    }

    @Override
    protected ModelAccess access() {
        return access;
    }

    @Override
    protected ModelAccess.Endpoint there(ModelKind kind) {
        return at(named(models));
    }

    @Override
    protected ModelAccess.Endpoint locked(ModelKind kind) {
        return at(named(locked));
    }

    @Override
    protected List<ModelAccess.Endpoint> nowhere() {
        return List.of(
                at(models.base().toString()),
                at("http://localhost:%d/v1".formatted(models.base().getPort())),
                at("file:///etc/passwd"),
                at("http://user@" + PUBLIC + "/v1"),
                at("no address"),
                at("http://[::1"),
                new ModelAccess.Endpoint(named(models), new Secret("two\r\nlines"), "m", 100));
    }

    private static String named(FakeUpstream upstream) {
        return "http://%s:%d/v1".formatted(PUBLIC, upstream.base().getPort());
    }

    private static ModelAccess.Endpoint at(String base) {
        return new ModelAccess.Endpoint(base, new Secret("sk-own"), "small", 100);
    }

    @Test
    void connectsToWhatWasCheckedAndSendsTheKeyThere() {
        access.check(ModelKind.CHAT, there(ModelKind.CHAT));

        assertThat(resolved).hasValue(1);
        assertThat(models.last().headers()).containsEntry("authorization", "Bearer sk-own");
        assertThat(models.last().body()).contains("\"model\":\"small\"");
    }

    @Test
    void followsNoRedirect() throws IOException {
        try (var secret = FakeUpstream.playing(OpenAiAccessTest::answer);
                var moved = FakeUpstream.playing(wire ->
                        wire.send("HTTP/1.1 307 Moved\r\nLocation: %s/chat/completions\r\nContent-Length: 0\r\n\r\n"
                                .formatted(secret.base())))) {
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> access.check(ModelKind.CHAT, at(named(moved))));
            assertThat(secret.requests()).isZero();
        }
    }

    @Test
    void reachesWhatTheOperatorNamesWhereverItIs() throws IOException {
        try (var own =
                new OpenAiAccess(Map.of("Ollama", models.base(), "Ours", models.base()), this::addresses, timer)) {
            own.check(ModelKind.CHAT, at(models.base().toString()));

            assertThat(resolved).hasValue(0);
            assertThat(own.providers())
                    .contains(new Provider("Ollama", Optional.of(models.base().toString()), List.of()))
                    .contains(new Provider("Ours", Optional.of(models.base().toString()), List.of()));
            assertThat(own.providers()).hasSize(access.providers().size() + 1);
        }
    }

    @Test
    void pointsAKnownProviderElsewhereAndKeepsItsModels() throws IOException {
        URI elsewhere = URI.create("https://proxy.test/openai");
        try (var own = new OpenAiAccess(Map.of("OpenAI", elsewhere), this::addresses, timer)) {
            Provider shipped = provider(access, "OpenAI");

            assertThat(provider(own, "OpenAI"))
                    .isEqualTo(new Provider("OpenAI", Optional.of(elsewhere.toString()), shipped.models()));
            assertThat(shipped.models()).isNotEmpty();
        }
    }

    private static Provider provider(ModelAccess access, String name) {
        return access.providers().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void leavesTheConnectionWhenNoMoreIsWanted() throws Exception {
        try (var endless = FakeUpstream.playing(Script.endless())) {
            access.check(ModelKind.CHAT, at(named(endless)));

            Asking.await(() -> endless.departures() == 1);
        }
    }
}
