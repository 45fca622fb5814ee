package dev.footnote.app;

import dev.footnote.adapter.documents.web.GuardedResolver;
import dev.footnote.adapter.extractive.ExtractiveChatModel;
import dev.footnote.adapter.openai.OpenAiAccess;
import dev.footnote.adapter.openai.OpenAiChatModel;
import dev.footnote.adapter.openai.OpenAiConfig;
import dev.footnote.adapter.openai.OpenAiEmbeddingModel;
import dev.footnote.adapter.openai.OpenAiEntailmentModel;
import dev.footnote.adapter.openai.OpenAiReranker;
import dev.footnote.app.AppConfig.ModelSettings;
import dev.footnote.ports.model.EntailmentModel;
import dev.footnote.ports.model.ModelCatalog;
import dev.footnote.ports.model.ModelCatalog.ChatEntry;
import dev.footnote.ports.model.ModelCatalog.EmbeddingEntry;
import dev.footnote.ports.model.ModelCatalog.RerankEntry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** Opens the built-in models and those of the settings. */
final class Models implements AutoCloseable {

    /** The extractive answerer reads chunks, not a context; this many tokens of them are quoted at most. */
    private static final int EXTRACTIVE_CONTEXT = 8_192;

    /** Of each embedding model; with 384 numbers they take at most a few megabytes. */
    private static final int REMEMBERED_VECTORS = 1_000;

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("model-timer").factory());
    private final List<BuiltInEmbedding> inProcess = new ArrayList<>();
    private final List<ChatEntry> chats = new ArrayList<>();
    private final List<EmbeddingEntry> embeddings = new ArrayList<>();
    private final List<RerankEntry> rerankers = new ArrayList<>();
    private @Nullable EntailmentModel entailment;
    private final ModelCatalog catalog;
    private final OpenAiAccess access;

    Models(AppConfig config) {
        timer.prestartCoreThread(); // what a task starts is in the background
        Path folder = config.home().resolve("models");
        var builtIn = BuiltInEmbedding.shipped(folder);
        inProcess.add(builtIn);
        var guard = new GuardedResolver(config.tenants().reachable());
        access = new OpenAiAccess(config.tenants().providers(), guard::resolve, timer);
        config.models().forEach(this::add);
        chats.add(new ChatEntry(
                ExtractiveChatModel.NAME + "@Builtin", new ExtractiveChatModel(), EXTRACTIVE_CONTEXT, false));
        for (AppConfig.LocalModel local : config.localModels()) {
            var model = BuiltInEmbedding.of(local.files(), folder);
            inProcess.add(model);
            embeddings.add(new EmbeddingEntry(local.name(), model));
        }
        embeddings.add(new EmbeddingEntry("BAAI/bge-small-en-v1.5@Builtin", builtIn));
        catalog = new ConfiguredModels(
                first(chats, config.defaultChat(), ChatEntry::name),
                firstEmbedding(remembering(embeddings), config.defaultEmbedding()),
                rerankers,
                Optional.ofNullable(entailment));
    }

    /** Adds a model behind an OpenAI-compatible API. */
    private void add(ModelSettings settings) {
        var openAi =
                new OpenAiConfig(settings.url(), settings.key(), settings.nameAtFactory(), settings.contextTokens());
        HttpClient client = openAi.newClient();
        String name = settings.name();
        switch (settings.type()) {
            case CHAT ->
                chats.add(new ChatEntry(
                        name, new OpenAiChatModel(client, openAi, timer), settings.contextTokens(), true));
            case RERANK -> rerankers.add(new RerankEntry(name, new OpenAiReranker(client, openAi, timer)));
            case ENTAILMENT -> {
                if (entailment != null) {
                    throw new IllegalArgumentException(
                            "%s is a second entailment model, there can be one".formatted(name));
                }
                entailment = new OpenAiEntailmentModel(client, openAi, timer);
            }
            case EMBEDDING -> {
                var vectors = new OpenAiEmbeddingModel.Vectors(OptionalInt.empty(), settings.unrelatedCosine());
                embeddings.add(new EmbeddingEntry(name, new OpenAiEmbeddingModel(client, openAi, vectors, timer)));
            }
        }
    }

    /** Begins to load the built-in embedding model. */
    void begin() {
        inProcess.getFirst().begin();
    }

    /** Reaches the models that tenants bring along. */
    OpenAiAccess access() {
        return access;
    }

    private static List<EmbeddingEntry> remembering(List<EmbeddingEntry> entries) {
        return entries.stream()
                .map(entry ->
                        new EmbeddingEntry(entry.name(), new RememberedVectors(entry.model(), REMEMBERED_VECTORS)))
                .toList();
    }

    ModelCatalog catalog() {
        return catalog;
    }

    /** The built-in embedding model stays the default unless another is named, since data sets keep their model. */
    private static List<EmbeddingEntry> firstEmbedding(List<EmbeddingEntry> entries, String wanted) {
        return first(entries, wanted.isEmpty() ? entries.getLast().name() : wanted, EmbeddingEntry::name);
    }

    private static <T> List<T> first(List<T> entries, String wanted, java.util.function.Function<T, String> name) {
        if (wanted.isEmpty()) {
            return entries;
        }
        T chosen = entries.stream()
                .filter(entry -> name.apply(entry).equals(wanted))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("the default model %s is not configured".formatted(wanted)));
        var ordered = new ArrayList<T>(entries);
        ordered.remove(chosen);
        ordered.addFirst(chosen);
        return ordered;
    }

    @Override
    public void close() throws IOException {
        access.close();
        timer.shutdownNow();
        inProcess.forEach(BuiltInEmbedding::close);
    }
}
