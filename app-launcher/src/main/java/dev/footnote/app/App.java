package dev.footnote.app;

import dev.footnote.adapter.auth.AesSecretVault;
import dev.footnote.adapter.auth.Argon2PasswordHasher;
import dev.footnote.adapter.auth.RsaPasswordTransport;
import dev.footnote.adapter.auth.channel.ChannelConfig;
import dev.footnote.adapter.documents.DiskBlobStore;
import dev.footnote.adapter.documents.DocumentParsers;
import dev.footnote.adapter.documents.web.GuardedPagePrinter;
import dev.footnote.adapter.http.HttpConfig;
import dev.footnote.adapter.http.HttpServer;
import dev.footnote.adapter.http.Profile;
import dev.footnote.adapter.http.TlsConfig;
import dev.footnote.adapter.jdbi.DailyJob;
import dev.footnote.adapter.jdbi.Database;
import dev.footnote.adapter.jdbi.DatabaseProbe;
import dev.footnote.adapter.jdbi.JdbiApiTokenRepository;
import dev.footnote.adapter.jdbi.JdbiAttachmentRepository;
import dev.footnote.adapter.jdbi.JdbiAuditLog;
import dev.footnote.adapter.jdbi.JdbiChunkRepository;
import dev.footnote.adapter.jdbi.JdbiConversationRepository;
import dev.footnote.adapter.jdbi.JdbiDialogRepository;
import dev.footnote.adapter.jdbi.JdbiDocumentRepository;
import dev.footnote.adapter.jdbi.JdbiEmbeddingChangeRepository;
import dev.footnote.adapter.jdbi.JdbiIdentityRepository;
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
import dev.footnote.adapter.jdbi.StorageKey;
import dev.footnote.adapter.lucene.LuceneChunkIndex;
import dev.footnote.adapter.onnx.Cl100kTokenCounter;
import dev.footnote.adapter.postgres.EmbeddedPostgres;
import dev.footnote.adapter.telemetry.PrometheusTelemetry;
import dev.footnote.adapter.telemetry.Tracing;
import dev.footnote.application.ChatApplication;
import dev.footnote.ports.Ports;
import dev.footnote.ports.model.ModelAccess;
import dev.footnote.ports.model.ModelCatalog;
import dev.footnote.ports.model.TokenCounter;
import dev.footnote.ports.runtime.Telemetry;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running program: the one place that knows which adapter serves which port. */
public final class App implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(App.class);

    private final Deque<Runnable> closing = new ArrayDeque<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private int port;

    private App() {}

    /**
     * Builds the program from the outside in: adapters, application, web.
     *
     * @param notice takes lines for the operator, such as the key of the first start
     * @throws IllegalStateException if another process uses the home folder
     */
    public static App start(AppConfig config, Consumer<String> notice) {
        return start(config, notice, config.watching().tracing().map(Tracing::to));
    }

    /** As the other, telling {@code tracing} what goes on; it is closed with the program. */
    static App start(AppConfig config, Consumer<String> notice, Optional<Tracing> tracing) {
        var app = new App();
        try {
            app.build(config, notice, tracing.map(app::opened));
            return app;
        } catch (RuntimeException e) {
            app.close();
            throw e;
        }
    }

    private void build(AppConfig config, Consumer<String> notice, Optional<Tracing> tracing) {
        Home home = opened(Home.own(config.home()));
        opened(Carriers.start());
        var opening = new Loading<>("the models", () -> new Models(config)).begin(); // while the database starts
        closing.push(() -> opening.ifLoaded(App::close));
        var tokens = new Loading<>("the tokens", Cl100kTokenCounter::new);
        if (config.database().isEmpty() && Files.notExists(home.file("postgres"))) {
            notice.accept("Creating the database; this takes a few seconds, the first time only ...");
        }
        Database database = opened(database(config, home));
        Models models = opening.get();
        ModelCatalog catalog =
                tracing.map(seen -> seen.models(models.catalog())).orElseGet(models::catalog);
        var counted = opened(
                new PrometheusTelemetry(Stream.concat(catalog.chatNames().stream(), catalog.embeddingNames().stream())
                        .toList()));
        Telemetry telemetry = tracing.map(seen -> seen.telemetry(counted)).orElse(counted);
        var ports = ports(
                config,
                home,
                database,
                catalog,
                tracing.<ModelAccess>map(seen -> seen.access(models.access())).orElseGet(models::access),
                text -> tokens.get().count(text),
                telemetry);
        var application = ChatApplication.over(ports, config.application());
        FirstStart.prepare(application, config.home(), notice);
        application.start();
        AppConfig.Http http = config.http();
        closing.push(() -> application.stop(http.stopPatience()));
        opened(DailyJob.start(database, "erase", application::erase));
        HttpServer server = HttpServer.start(application, web(config, counted, tracing));
        closing.push(() -> stop(application, server, http.stopPatience()));
        port = server.port();
        models.begin(); // a start has enough to do; who needs a model or counts tokens earlier waits
        tokens.begin();
        application.repairIndex().start();
        home.listening(address(http, port));
    }

    private Ports ports(
            AppConfig config,
            Home home,
            Database database,
            ModelCatalog catalog,
            ModelAccess access,
            TokenCounter tokens,
            Telemetry telemetry) {
        var background = new IdleScheduling();
        LuceneChunkIndex index = opened(LuceneChunkIndex.open(home.file("index"), config.indexIdle(), background));
        DiskBlobStore blobs = DiskBlobStore.open(home.file("documents"));
        DocumentParsers parsers =
                opened(new DocumentParsers(blobs, config.parsing().limits()));
        return new Ports(
                catalog,
                access,
                tokens,
                index,
                parsers,
                parsers,
                blobs,
                new GuardedPagePrinter(GuardedPagePrinter.Limits.DEFAULT, config.reachable()),
                new JdbiDialogRepository(database),
                new JdbiConversationRepository(database),
                new JdbiTurnRepository(database),
                new JdbiKnowledgeBaseRepository(database),
                new JdbiEmbeddingChangeRepository(database),
                new JdbiDocumentRepository(database),
                new JdbiChunkRepository(database),
                new JdbiAttachmentRepository(database),
                new JdbiSearchAppRepository(database),
                new JdbiUserRepository(database),
                new JdbiIdentityRepository(database),
                new JdbiTenantRepository(database),
                new JdbiMemberRepository(database),
                new JdbiOwnModelRepository(database),
                new RememberedApiTokens(new JdbiApiTokenRepository(database)),
                new JdbiUsageRepository(database),
                new JdbiTaskQueue(database, config.parsing().workers(), background),
                background,
                new JdbiTransactions(database),
                new Argon2PasswordHasher(),
                RsaPasswordTransport.open(config.passwordKey()),
                AesSecretVault.open(home.file("vault.key")),
                config.channels().stream().map(ChannelConfig::open).toList(),
                new GeneratedIds(),
                new JdbiAuditLog(database),
                InstantSource.system(),
                telemetry,
                List.of(new DatabaseProbe(database), index.probe(), blobs));
    }

    private static HttpConfig web(AppConfig config, PrometheusTelemetry telemetry, Optional<Tracing> tracing) {
        AppConfig.Http http = config.http();
        var web = new HttpConfig(
                http.host(),
                http.port(),
                Profile.valueOf(http.profile().toUpperCase(Locale.ROOT)),
                http.stopPatience().plus(Duration.ofSeconds(5)),
                http.maxBodyBytes(),
                config.clients());
        if (config.watching().metrics()) {
            web = web.withMetrics(telemetry.withProcess()::scrape);
        }
        if (tracing.isPresent()) {
            web = web.withTracing(new FollowedRequests(tracing.get()));
        }
        return http.tls().isPresent() ? web.withTls(tls(http.tls().get())) : web;
    }

    private static TlsConfig tls(AppConfig.Tls tls) {
        return tls.key()
                .map(key -> TlsConfig.pem(tls.certificate(), key))
                .orElseGet(() -> TlsConfig.pkcs12(tls.certificate(), tls.password()));
    }

    private static String address(AppConfig.Http http, int port) {
        boolean everywhere = http.host().equals("0.0.0.0") || http.host().equals("::");
        return "%s://%s:%d".formatted(http.scheme(), everywhere ? "127.0.0.1" : http.host(), port);
    }

    /** Takes no more requests while the answers under way come to their ends, the last of them as interrupted. */
    static void stop(ChatApplication application, HttpServer server, Duration patience) {
        Thread draining = Thread.ofVirtual().name("drain").start(() -> application.stop(patience));
        server.close();
        try {
            draining.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Database database(AppConfig config, Home home) {
        Optional<StorageKey> key = config.storageKey().map(MessageKey::read);
        return config.database()
                .map(external -> Database.open(
                        external.url(), external.user(), external.password().value(), config.poolSize(), key))
                .orElseGet(() -> {
                    EmbeddedPostgres postgres = opened(EmbeddedPostgres.start(home.file("postgres")));
                    return Database.open(
                            postgres.jdbcUrl(), postgres.user(), postgres.password(), config.poolSize(), key);
                });
    }

    private <T extends AutoCloseable> T opened(T part) {
        closing.push(() -> close(part));
        return part;
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) { // AutoCloseable allows any
            log.warn("{} did not close cleanly", part.getClass().getSimpleName(), e);
        }
    }

    /** Where the server listens. */
    public int port() {
        return port;
    }

    /** Returns once the program has been closed. */
    void awaitStop() {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops the web first, then what it stands on; running answers get time to finish. */
    @Override
    public synchronized void close() {
        while (!closing.isEmpty()) {
            closing.pop().run();
        }
        stopped.countDown();
    }
}
