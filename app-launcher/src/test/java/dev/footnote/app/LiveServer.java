package dev.footnote.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footnote.adapter.auth.RsaPasswordTransport;
import dev.footnote.adapter.documents.DiskBlobStore;
import dev.footnote.adapter.documents.DocumentParsers;
import dev.footnote.adapter.http.HttpConfig;
import dev.footnote.adapter.http.HttpServer;
import dev.footnote.adapter.http.Limits;
import dev.footnote.adapter.http.Profile;
import dev.footnote.adapter.jdbi.Database;
import dev.footnote.adapter.jdbi.DatabaseProbe;
import dev.footnote.adapter.jdbi.JdbiApiTokenRepository;
import dev.footnote.adapter.jdbi.JdbiAttachmentRepository;
import dev.footnote.adapter.jdbi.JdbiAuditLog;
import dev.footnote.adapter.jdbi.JdbiChunkRepository;
import dev.footnote.adapter.jdbi.JdbiConversationRepository;
import dev.footnote.adapter.jdbi.JdbiDialogRepository;
import dev.footnote.adapter.jdbi.JdbiDocumentRepository;
import dev.footnote.adapter.jdbi.JdbiKnowledgeBaseRepository;
import dev.footnote.adapter.jdbi.JdbiMemberRepository;
import dev.footnote.adapter.jdbi.JdbiOwnModelRepository;
import dev.footnote.adapter.jdbi.JdbiSearchAppRepository;
import dev.footnote.adapter.jdbi.JdbiTaskQueue;
import dev.footnote.adapter.jdbi.JdbiTenantRepository;
import dev.footnote.adapter.jdbi.JdbiTransactions;
import dev.footnote.adapter.jdbi.JdbiTurnRepository;
import dev.footnote.adapter.jdbi.JdbiUsageRepository;
import dev.footnote.adapter.jdbi.JdbiUserRepository;
import dev.footnote.adapter.jdbi.RememberedApiTokens;
import dev.footnote.adapter.lucene.LuceneChunkIndex;
import dev.footnote.adapter.openai.OpenAiChatModel;
import dev.footnote.adapter.openai.OpenAiConfig;
import dev.footnote.adapter.telemetry.PrometheusTelemetry;
import dev.footnote.application.ChatApplication;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.UserId;
import dev.footnote.ports.Ports;
import dev.footnote.ports.document.BlobStore;
import dev.footnote.ports.document.DocumentParser;
import dev.footnote.ports.index.ChunkIndex;
import dev.footnote.ports.model.ChatModel;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.ModelCatalog;
import dev.footnote.ports.runtime.Telemetry;
import dev.footnote.ports.store.TaskQueue;
import dev.footnote.testkit.FakeUpstream;
import dev.footnote.testkit.InMemoryPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/** A server over a real database and a model that a test plays. Another one over the same database goes on with it. */
final class LiveServer implements AutoCloseable {

    static final Duration GRACE = Duration.ofMillis(300);
    static final ChatApplication.Limits LIMITS = new ChatApplication.Limits(GRACE, 1 << 20);

    private static final Caller OURS = new Caller(new UserId("ours"), new TenantId("ours"));
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final long LARGE_DOCUMENT_BYTES = 1 << 28;
    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("model-timer").factory());
    private static final ObjectMapper JSON = new ObjectMapper();

    final ChatApplication app;
    final Ports ports;
    final Caller caller;
    private final PrometheusTelemetry telemetry = new PrometheusTelemetry(List.of(InMemoryPorts.CHAT_MODEL));
    private final HttpServer server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String key;
    private boolean stopped;

    LiveServer(Database database, ChatModel model) {
        this(database, model, LIMITS, Limits.NONE, Profile.STANDARD);
    }

    LiveServer(Database database, ChatModel model, ChatApplication.Limits limits, Limits clients, Profile profile) {
        this(database, Storage.inMemory(model), limits, clients, profile, app -> OURS);
    }

    /** A server whose index, files and tasks are real too, and which has an owner. */
    LiveServer(Database database, Storage storage) {
        this(
                database,
                storage,
                new ChatApplication.Limits(GRACE, LARGE_DOCUMENT_BYTES),
                Limits.NONE,
                Profile.STANDARD,
                LiveServer::newOwner);
    }

    private LiveServer(
            Database database,
            Storage storage,
            ChatApplication.Limits limits,
            Limits clients,
            Profile profile,
            Function<ChatApplication, Caller> owner) {
        ports = ports(database, storage, telemetry);
        app = ChatApplication.over(ports, limits);
        app.start();
        server = HttpServer.start(
                app,
                new HttpConfig("127.0.0.1", 0, profile, PATIENCE.multipliedBy(25), limits.maxDocumentBytes(), clients)
                        .withMetrics(telemetry.withProcess()::scrape));
        caller = owner.apply(app);
        key = app.manageApiTokens().create(caller).key().value();
    }

    private static Caller newOwner(ChatApplication app) {
        var email = new Email("owner-%s@footnote.local".formatted(UUID.randomUUID()));
        UserId user = app.manageUsers()
                .add(email, "owner", new Secret("secret"))
                .user()
                .id();
        return new Caller(user, user.ownTenant());
    }

    /**
     * What a server keeps beside its database, and its models.
     *
     * @param others where the rest comes from
     */
    record Storage(
            ModelCatalog models,
            ChunkIndex index,
            DocumentParser parser,
            BlobStore blobs,
            TaskQueue tasks,
            Ports others) {

        static Storage inMemory(ChatModel model) {
            Ports memory = InMemoryPorts.answering(model).ports();
            return new Storage(
                    memory.models(), memory.index(), memory.parser(), memory.blobs(), memory.tasks(), memory);
        }

        /** An index and files in folders, tasks in {@code database}, and an embedding model. */
        static Storage real(
                Database database,
                LuceneChunkIndex index,
                DiskBlobStore blobs,
                DocumentParsers parsers,
                EmbeddingModel embedding) {
            Ports memory = InMemoryPorts.saying("Yes.").withEmbedding(embedding).ports();
            return new Storage(
                    memory.models(),
                    index,
                    parsers,
                    blobs,
                    new JdbiTaskQueue(database, 2, new IdleScheduling()),
                    memory);
        }
    }

    private static Ports ports(Database database, Storage storage, Telemetry telemetry) {
        Ports memory = storage.others();
        return new Ports(
                storage.models(),
                memory.access(),
                memory.tokens(),
                storage.index(),
                storage.parser(),
                memory.thumbnails(),
                storage.blobs(),
                memory.pages(),
                new JdbiDialogRepository(database),
                new JdbiConversationRepository(database),
                new JdbiTurnRepository(database),
                new JdbiKnowledgeBaseRepository(database),
                memory.embeddingChanges(),
                new JdbiDocumentRepository(database),
                new JdbiChunkRepository(database),
                new JdbiAttachmentRepository(database),
                new JdbiSearchAppRepository(database),
                new JdbiUserRepository(database),
                memory.identities(),
                new JdbiTenantRepository(database),
                new JdbiMemberRepository(database),
                new JdbiOwnModelRepository(database),
                new RememberedApiTokens(new JdbiApiTokenRepository(database)),
                new JdbiUsageRepository(database),
                storage.tasks(),
                memory.background(),
                new JdbiTransactions(database),
                memory.passwords(),
                RsaPasswordTransport.withNewKey(),
                memory.vault(),
                memory.identityProviders(),
                new GeneratedIds(),
                new JdbiAuditLog(database),
                InstantSource.system(),
                telemetry,
                List.of(new DatabaseProbe(database)));
    }

    static ChatModel model(FakeUpstream upstream) {
        var config = new OpenAiConfig(upstream.base(), new Secret("k"), "m", 8_192);
        return new OpenAiChatModel(config.newClient(), config, TIMER);
    }

    /** A chat without documents; the path of what belongs to it. */
    String chat() {
        return chat("");
    }

    /** A chat without documents that asks the model of that name; the default one for an empty name. */
    String chat(String model) {
        var body = Map.of(
                "name",
                "Chat " + UUID.randomUUID(),
                "llm",
                model.isEmpty() ? Map.of() : Map.of("model_name", model),
                "prompt",
                Map.of("prompt", "Be brief.", "opener", "", "variables", List.of()));
        return "/api/v1/chats/"
                + data(send("POST", "/api/v1/chats", body)).path("id").asText();
    }

    /** A session of {@code chat}. */
    String session(String chat) {
        return data(send("POST", chat + "/sessions", Map.of("name", "s")))
                .path("id")
                .asText();
    }

    JsonNode sessionOf(String chat, String session) {
        return data(send("GET", chat + "/sessions?id=" + session, Map.of())).path(0);
    }

    HttpResponse<String> send(String method, String path, Map<String, ?> body, String... headers) {
        try {
            return http.send(request(method, path, body, headers), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Opens a stream of frames. */
    Frames open(String method, String path, Map<String, ?> body, String... headers) {
        try {
            return new Frames(http.send(request(method, path, body, headers), BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(String method, String path, Map<String, ?> body, String... headers) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                    .timeout(Duration.ofSeconds(30))
                    .method(
                            method,
                            method.equals("GET")
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
            if (!path.contains("ticket=")) {
                request.header("Authorization", "Bearer " + key);
            }
            for (int i = 0; i < headers.length; i += 2) {
                request.setHeader(headers[i], headers[i + 1]);
            }
            return request.build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode data(HttpResponse<String> answer) {
        return json(answer.body()).path("data");
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.port();
    }

    String key() {
        return key;
    }

    /** Stops the server in good order; its clients can still read what it sent. */
    void stop() {
        if (!stopped) {
            stopped = true;
            App.stop(app, server, PATIENCE);
        }
    }

    @Override
    public void close() {
        stop();
        http.shutdownNow();
        telemetry.close();
    }
}
