package dev.footnote.adapter.openai;

import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.prompt.PromptMessage;
import dev.footnote.ports.model.Completion;
import dev.footnote.testkit.FakeUpstream;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;

/** Asks a model behind some address, impatiently, and keeps what it said. */
final class Asking implements AutoCloseable {

    static final String KEY = "sk-very-secret";
    static final Duration SHORT = Duration.ofMillis(200);
    static final OpenAiConfig.Patience IMPATIENT =
            new OpenAiConfig.Patience(SHORT, SHORT, SHORT, Duration.ofSeconds(20), 2, Duration.ofMillis(10));

    final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    final HttpClient client;
    final OpenAiConfig config;
    final List<String> said = new ArrayList<>();

    Asking(URI base, OpenAiConfig.Patience patience) {
        config = new OpenAiConfig(base, new Secret(KEY), "test-model", 1000, patience);
        client = config.newClient();
    }

    Asking(FakeUpstream upstream) {
        this(upstream.base(), IMPATIENT);
    }

    OpenAiChatModel model() {
        return new OpenAiChatModel(client, config, timer);
    }

    Completion ask() {
        return model().stream(prompt(GenerationSettings.NONE), said::add);
    }

    String text() {
        return String.join("", said);
    }

    static ChatPrompt prompt(GenerationSettings generation) {
        return new ChatPrompt(
                "Be brief.",
                List.of(new PromptMessage(PromptMessage.Role.USER, "Why?")),
                "Why?",
                List.of(),
                generation);
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("it did not come true within 5 s");
            }
            Thread.onSpinWait();
            Thread.yield();
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        timer.shutdownNow();
    }
}
