package dev.footnote.adapter.openai;

import dev.footnote.adapter.openai.OpenAiConfig.Patience;
import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.model.ModelKind;
import dev.footnote.domain.model.Provider;
import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.prompt.PromptMessage;
import dev.footnote.domain.prompt.PromptMessage.Role;
import dev.footnote.ports.model.ChatModel;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.EmbeddingModel.Purpose;
import dev.footnote.ports.model.ModelAccess;
import dev.footnote.ports.model.Reranker;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;

/**
 * Models behind OpenAI-compatible APIs at addresses that users name. Those that the operator named as a provider's are
 * reached wherever they are; all others only where {@link Addresses} allow it.
 */
public final class OpenAiAccess implements ModelAccess, AutoCloseable {

    private static final Patience CHECK = new Patience(
            Patience.CONNECT,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            0,
            Patience.PAUSE);
    private static final String GREETING = "Hello! How are you doing!";

    private final List<Provider> providers;
    private final Set<String> trusted;
    private final GuardedTransport guarded;
    private final ScheduledExecutorService timer;

    /**
     * @param named where the operator says that providers are, by name; also of providers that are not known otherwise
     * @param addresses where else may be gone to
     * @param timer gives up silent connections; not closed by this
     */
    public OpenAiAccess(Map<String, URI> named, Addresses addresses, ScheduledExecutorService timer) {
        this.providers = KnownProviders.with(named);
        this.trusted = Set.copyOf(texts(named.values()));
        this.guarded = new GuardedTransport(addresses, Patience.CONNECT);
        this.timer = timer;
    }

    /** Made when first somebody goes there, for to make a client takes long. */
    private static final class Anywhere {
        static final Transport TRANSPORT = Transport.over(HttpClient.newBuilder()
                .connectTimeout(Patience.CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build());
    }

    private static Set<String> texts(Collection<URI> addresses) {
        return addresses.stream().map(URI::toString).collect(Collectors.toSet());
    }

    @Override
    public List<Provider> providers() {
        return providers;
    }

    @Override
    public ChatModel chat(Endpoint endpoint) {
        return chat(endpoint, Patience.DEFAULT);
    }

    @Override
    public EmbeddingModel embedding(Endpoint endpoint) {
        return embedding(endpoint, Patience.DEFAULT);
    }

    @Override
    public Reranker reranker(Endpoint endpoint) {
        return reranker(endpoint, Patience.DEFAULT);
    }

    @Override
    public void check(ModelKind kind, Endpoint endpoint) {
        switch (kind) {
            case CHAT -> chat(endpoint, CHECK).stream(greeting(), piece -> false); // the first piece is enough
            case EMBEDDING -> embedding(endpoint, CHECK).embed(Purpose.PASSAGE, List.of(GREETING));
            case RERANK -> reranker(endpoint, CHECK).score(GREETING, List.of(GREETING));
        }
    }

    private static ChatPrompt greeting() {
        return new ChatPrompt(
                "", List.of(new PromptMessage(Role.USER, GREETING)), GREETING, List.of(), GenerationSettings.NONE);
    }

    private ChatModel chat(Endpoint endpoint, Patience patience) {
        return switch (reached(endpoint, patience)) {
            case Reached.At(OpenAiConfig config, Transport transport) -> new OpenAiChatModel(transport, config, timer);
            case Reached.Nowhere(Unreachable nothing) -> nothing;
        };
    }

    private EmbeddingModel embedding(Endpoint endpoint, Patience patience) {
        return switch (reached(endpoint, patience)) {
            case Reached.At(OpenAiConfig config, Transport transport) ->
                new OpenAiEmbeddingModel(
                        transport, config, new OpenAiEmbeddingModel.Vectors(OptionalInt.empty(), 0), timer);
            case Reached.Nowhere(Unreachable nothing) -> nothing;
        };
    }

    private Reranker reranker(Endpoint endpoint, Patience patience) {
        return switch (reached(endpoint, patience)) {
            case Reached.At(OpenAiConfig config, Transport transport) -> new OpenAiReranker(transport, config, timer);
            case Reached.Nowhere(Unreachable nothing) -> nothing;
        };
    }

    private Reached reached(Endpoint endpoint, Patience patience) {
        try {
            var base = new URI(endpoint.base().strip());
            if (base.getRawUserInfo() != null) {
                return nowhere();
            }
            var config = new OpenAiConfig(base, endpoint.key(), endpoint.model(), endpoint.contextTokens(), patience);
            return new Reached.At(config, trusted.contains(base.toString()) ? Anywhere.TRANSPORT : guarded);
        } catch (URISyntaxException | IllegalArgumentException unusable) { // their messages would repeat it
            return nowhere();
        }
    }

    private static Reached nowhere() {
        return new Reached.Nowhere(new Unreachable("the address or the key is not one that can be sent"));
    }

    @Override
    public void close() throws IOException {
        guarded.close();
    }

    /** How an endpoint is reached. */
    private sealed interface Reached {

        /** There. */
        record At(OpenAiConfig config, Transport transport) implements Reached {}

        /** It is none. */
        record Nowhere(Unreachable nothing) implements Reached {}
    }
}
