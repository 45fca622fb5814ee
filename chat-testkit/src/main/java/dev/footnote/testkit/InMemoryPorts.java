package dev.footnote.testkit;

import dev.footnote.ports.Ports;
import dev.footnote.ports.document.DocumentParser;
import dev.footnote.ports.index.ChunkIndex;
import dev.footnote.ports.model.ChatModel;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.EntailmentModel;
import dev.footnote.ports.model.ModelCatalog.ChatEntry;
import dev.footnote.ports.model.ModelCatalog.EmbeddingEntry;
import dev.footnote.ports.model.ModelCatalog.RerankEntry;
import dev.footnote.ports.model.Reranker;
import dev.footnote.ports.runtime.HealthProbe;
import dev.footnote.testkit.memory.InMemoryDatabase;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * All ports in memory, and the parts that a test sets or looks into. Time stands still, ids are counted, and whatever
 * the application asks for is done at once.
 *
 * <p>Each part can be replaced by a {@code with…}, before {@link #ports} is called; the rest is shared with the
 * original. Safe for use by several threads at once.
 *
 * @param chat the only chat model, {@link #CHAT_MODEL}; follows instructions
 * @param contextTokens how much {@code chat} can read and write together, counted in words
 * @param embedding the embedding model, {@link #EMBEDDING_MODEL} and {@link #OTHER_EMBEDDING_MODEL}
 * @param workers runs documents to be parsed
 * @param reranker the only one, {@link #RERANKER}, if any
 * @param entailment what judges sentences once more, if anything does
 */
public record InMemoryPorts(
        ChatModel chat,
        int contextTokens,
        EmbeddingModel embedding,
        ChunkIndex index,
        InMemoryBlobs blobs,
        DocumentParser parser,
        InMemoryDatabase database,
        Executor workers,
        NotedBackground background,
        CountingIds ids,
        SettableClock clock,
        CountingTelemetry telemetry,
        Optional<Reranker> reranker,
        Optional<EntailmentModel> entailment) {

    /** The full name of the chat model. */
    public static final String CHAT_MODEL = "scripted@Test";

    /** The full name of the embedding model. */
    public static final String EMBEDDING_MODEL = "hash@Test";

    /** The same model under another name. */
    public static final String OTHER_EMBEDDING_MODEL = "other@Test";

    /** The full name of the reranker. */
    public static final String RERANKER = "reranker@Test";

    /** Empty ports with a model that says {@code words} in pieces, a word each, whatever it is asked. */
    public static InMemoryPorts saying(String words) {
        return answering(new ScriptedModel(words.splitWithDelimiters(" ", 0)));
    }

    /** Empty ports with {@code model}. Documents are parsed on the thread that asks for it. */
    public static InMemoryPorts answering(ChatModel model) {
        var blobs = new InMemoryBlobs();
        return new InMemoryPorts(
                model,
                8_192,
                new HashEmbeddingModel(),
                new InMemoryChunkIndex(),
                blobs,
                new LineParser(blobs),
                new InMemoryDatabase(),
                Runnable::run,
                new NotedBackground(),
                new CountingIds(),
                new SettableClock(),
                new CountingTelemetry(),
                Optional.empty(),
                Optional.empty());
    }

    /** These ports with a model that reads so much. */
    public InMemoryPorts withContext(int tokens) {
        return new InMemoryPorts(
                chat,
                tokens,
                embedding,
                index,
                blobs,
                parser,
                database,
                workers,
                background,
                ids,
                clock,
                telemetry,
                reranker,
                entailment);
    }

    /** These ports with another embedding model. */
    public InMemoryPorts withEmbedding(EmbeddingModel other) {
        return new InMemoryPorts(
                chat,
                contextTokens,
                other,
                index,
                blobs,
                parser,
                database,
                workers,
                background,
                ids,
                clock,
                telemetry,
                reranker,
                entailment);
    }

    /** These ports with another index. */
    public InMemoryPorts withIndex(ChunkIndex other) {
        return new InMemoryPorts(
                chat,
                contextTokens,
                embedding,
                other,
                blobs,
                parser,
                database,
                workers,
                background,
                ids,
                clock,
                telemetry,
                reranker,
                entailment);
    }

    /** These ports with another parser. */
    public InMemoryPorts withParser(DocumentParser other) {
        return new InMemoryPorts(
                chat,
                contextTokens,
                embedding,
                index,
                blobs,
                other,
                database,
                workers,
                background,
                ids,
                clock,
                telemetry,
                reranker,
                entailment);
    }

    /** These ports with documents parsed on virtual threads, all at once. */
    public InMemoryPorts withThreads() {
        return withWorkers(task -> Thread.ofVirtual().start(task));
    }

    /** These ports with documents parsed by {@code others}. */
    public InMemoryPorts withWorkers(Executor others) {
        return new InMemoryPorts(
                chat,
                contextTokens,
                embedding,
                index,
                blobs,
                parser,
                database,
                others,
                background,
                ids,
                clock,
                telemetry,
                reranker,
                entailment);
    }

    /** These ports with a reranker. */
    public InMemoryPorts withReranker(Reranker other) {
        return new InMemoryPorts(
                chat,
                contextTokens,
                embedding,
                index,
                blobs,
                parser,
                database,
                workers,
                background,
                ids,
                clock,
                telemetry,
                Optional.of(other),
                entailment);
    }

    /** These ports with a model that judges sentences once more. */
    public InMemoryPorts withEntailment(EntailmentModel other) {
        return new InMemoryPorts(
                chat,
                contextTokens,
                embedding,
                index,
                blobs,
                parser,
                database,
                workers,
                background,
                ids,
                clock,
                telemetry,
                reranker,
                Optional.of(other));
    }

    /** What an application is built over. The ports of two calls share everything but their task queue's handler. */
    public Ports ports() {
        return new Ports(
                new ListedModels(
                        List.of(new ChatEntry(CHAT_MODEL, chat, contextTokens, true)),
                        List.of(
                                new EmbeddingEntry(EMBEDDING_MODEL, embedding),
                                new EmbeddingEntry(OTHER_EMBEDDING_MODEL, embedding)),
                        reranker.map(model -> new RerankEntry(RERANKER, model)).stream()
                                .toList(),
                        entailment),
                new AnsweringAccess(),
                new WordCounter(),
                index,
                parser,
                new StoredPictures(blobs),
                blobs,
                new InMemoryPages(),
                database.dialogs(),
                database.conversations(),
                database.turns(),
                database.knowledgeBases(),
                database.embeddingChanges(),
                database.documents(),
                database.chunks(),
                database.attachments(),
                database.searchApps(),
                database.users(),
                database.identities(),
                database.tenants(),
                database.members(),
                database.ownModels(),
                database.apiTokens(),
                database.usage(),
                database.tasks(workers),
                background,
                database.transactions(),
                new QuickPasswordHasher(),
                new MarkedPasswords(),
                new QuickVault(),
                List.of(new ListedPeople()),
                ids,
                database.audit(),
                clock,
                telemetry,
                List.of(database.probe(), new Present("index"), new Present("storage")));
    }

    /** Something that is in memory, and so always there. */
    private record Present(String name) implements HealthProbe {
        @Override
        public void check() {}
    }
}
