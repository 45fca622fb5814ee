package dev.footnote.adapter.http;

import com.google.common.base.Throwables;
import dev.footnote.adapter.http.Tickets.Ticket;
import dev.footnote.application.ChatApplication;
import dev.footnote.application.system.Outage;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.identity.Caller;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import io.javalin.router.Endpoint;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API on a port, from {@link #start} until {@link #close}. */
public final class HttpServer implements AutoCloseable {

    /** What API keys begin with: clients recognise them by it. */
    public static final String KEY_PREFIX = "ragflow-";

    private static final Logger log = LoggerFactory.getLogger(HttpServer.class);
    private static final long MAX_JSON_BYTES = 16L << 20;
    private static final int IN_MEMORY_KILOBYTES = 64;
    private static final int TOO_LARGE = 413;

    private final HttpConfig config;
    private final Authentication authentication;
    private final RateLimits limits;
    private final Heartbeat heartbeat = new Heartbeat();
    private final Javalin javalin;

    private HttpServer(ChatApplication app, HttpConfig config) {
        this.config = config;
        var tickets = new Tickets();
        var guesses = new Guesses(config.limits());
        this.limits = new RateLimits(config.limits(), InstantSource.system());
        this.authentication = new Authentication(app.authenticate(), config.profile(), tickets, guesses);
        List<Route> routes = Stream.concat(
                        routes(app, heartbeat, tickets, config.profile()).stream(),
                        config.metrics().map(Metrics::route).stream())
                .map(guesses::guarding)
                .toList();
        this.javalin = Javalin.create(javalinConfig -> configure(javalinConfig, routes));
    }

    /** Begins to serve {@code app}; returns once the port is open. */
    public static HttpServer start(ChatApplication app, HttpConfig config) {
        var server = new HttpServer(app, config);
        server.javalin.start(config.host(), config.port());
        log.info("Serving on {}:{}", config.host(), server.port());
        return server;
    }

    /** The port that requests are taken on. */
    public int port() {
        return javalin.port();
    }

    /** Takes no more requests and lets those under way finish, for as long as the configuration says. */
    @Override
    public void close() {
        javalin.stop();
        heartbeat.close();
    }

    /** All routes. */
    static List<Route> routes(ChatApplication app, Heartbeat heartbeat, Tickets tickets, Profile profile) {
        var routes = new ArrayList<Route>();
        var stream = new TurnStream(app, heartbeat, profile, tickets);
        var completions = new Completions(app, stream, tickets);
        routes.addAll(completions.routes());
        routes.addAll(new History(app, completions).routes());
        routes.addAll(new Chats(app, profile).routes());
        routes.addAll(new Sessions(app).routes());
        routes.addAll(new Citations(app).routes());
        routes.addAll(new Datasets(app).routes());
        routes.addAll(new EmbeddingChanges(app).routes());
        routes.addAll(new Documents(app).routes());
        routes.addAll(new Chunks(app).routes());
        routes.addAll(new Retrieval(app).routes());
        routes.addAll(new DifyRetrieval(app).routes());
        routes.addAll(new DatasetMetadata(app).routes());
        routes.addAll(new KnowledgeBases(app).routes());
        routes.addAll(new KnowledgeBaseFacts(app).routes());
        routes.addAll(new Graphs(app).routes());
        routes.addAll(new Tags(app).routes());
        routes.addAll(new WebDocuments(app).routes());
        routes.addAll(new WebDocumentActions(app).routes());
        routes.addAll(new WebDocumentNotes(app).routes());
        routes.addAll(new WebCrawl(app).routes());
        routes.addAll(new WebFiles(app).routes());
        routes.addAll(new EmbeddingCheck(app).routes());
        routes.addAll(new SharedDocuments(app).routes());
        routes.addAll(new WebChunks(app).routes());
        routes.addAll(new RetrievalTest(app).routes());
        routes.addAll(new Users(app).routes());
        routes.addAll(new LoginChannels(app).routes());
        routes.addAll(PasswordReset.routes());
        routes.addAll(new Teams(app).routes());
        routes.addAll(new Audit(app).routes());
        routes.addAll(new Models(app).routes());
        routes.addAll(new Dialogs(app, profile).routes());
        routes.addAll(new Conversations(app).routes());
        routes.addAll(new WebCompletions(app, stream, tickets).routes());
        var questions = new Questions(app, heartbeat);
        routes.addAll(questions.routes());
        routes.addAll(new SearchApps(app).routes());
        routes.addAll(new SearchBots(app, questions).routes());
        routes.addAll(Speech.routes());
        routes.addAll(new Shares(app, stream).routes());
        routes.addAll(new Status(app).routes());
        routes.addAll(new Keys(app).routes());
        routes.addAll(new Usage(app).routes());
        routes.addAll(new Health(app.reportStatus()).routes());
        routes.addAll(new OpenAiRoutes(app, stream).routes());
        routes.addAll(new ApiPages(routes).routes()); // last: it describes the others
        return List.copyOf(routes);
    }

    private void configure(JavalinConfig javalinConfig, List<Route> routes) {
        javalinConfig.concurrency.useVirtualThreads = true;
        javalinConfig.startup.showJavalinBanner = false;
        javalinConfig.startup.showOldJavalinVersionWarning = false;
        javalinConfig.startup.startupWatcherEnabled = false;
        javalinConfig.http.prefer405over404 = true;
        javalinConfig.http.maxRequestSize = Math.min(MAX_JSON_BYTES, config.maxBodyBytes());
        javalinConfig.router.ignoreTrailingSlashes = true;
        javalinConfig.router.treatMultipleSlashesAsSingleSlash = true;
        javalinConfig.jetty.multipartConfig.maxInMemoryFileSize(IN_MEMORY_KILOBYTES, SizeUnit.KB);
        javalinConfig.jetty.multipartConfig.maxFileSize(config.maxBodyBytes(), SizeUnit.BYTES);
        javalinConfig.jetty.multipartConfig.maxTotalRequestSize(config.maxBodyBytes(), SizeUnit.BYTES);
        javalinConfig.jetty.modifyServer(server -> {
            server.setStopTimeout(config.stopPatience().toMillis());
            server.insertHandler(new GracefulHandler());
            server.addEventListener(new Backlog());
        });
        javalinConfig.jetty.addConnector((server, http) -> Listener.on(server, http, config));
        for (Route route : routes) {
            add(javalinConfig, route, route.path());
            route.aliases().forEach(alias -> add(javalinConfig, route, alias));
        }
        javalinConfig.routes.before(RequestIds::name);
        Cors.allow(javalinConfig);
        exceptions(javalinConfig);
    }

    private void add(JavalinConfig javalinConfig, Route route, String path) {
        javalinConfig.routes.addEndpoint(
                Endpoint.create(route.method(), path).handler(context -> answer(context, route)));
    }

    private void exceptions(JavalinConfig javalinConfig) {
        javalinConfig.routes.exception(NotFoundResponse.class, (e, context) -> noRoute(context));
        javalinConfig.routes.exception(MethodNotAllowedResponse.class, (e, context) -> {
            if (Cors.asks(context)) {
                context.status(200);
            } else {
                write(
                        context,
                        Envelope.full(100, "<MethodNotAllowed '405: Method Not Allowed'>", null, Outcome.WRONG_METHOD));
            }
        });
        javalinConfig.routes.exception(
                HttpResponseException.class, (e, context) -> write(context, unreadable(e.getStatus())));
        javalinConfig.routes.exception(Exception.class, (e, context) -> tellUnforeseen(context, e));
    }

    private void answer(Context context, Route route) throws IOException {
        RequestTracing.Followed followed = RequestIds.follow(context, route, config.tracing());
        boolean done = false;
        try {
            answered(context, route);
            done = true;
        } finally {
            followed.end(done ? context.statusCode() : Outcome.UNFORESEEN.status());
        }
    }

    private void answered(Context context, Route route) throws IOException {
        context.header("X-Content-Type-Options", "nosniff");
        try {
            switch (run(route, call(context, route))) {
                case Envelope envelope -> write(context, envelope);
                case Result.Done done -> {}
            }
        } catch (Refusal refusal) {
            write(context, refusal.envelope());
        } catch (ChatException failure) {
            write(context, Failures.envelope(failure, route.wording()));
        }
    }

    private Call call(Context context, Route route) {
        Optional<Ticket> ticket = authentication.ticket(context, route.credential());
        Optional<Caller> caller =
                ticket.isPresent() ? ticket.map(Ticket::caller) : authentication.caller(context, route.credential());
        Optional<String> key = ticket.map(Ticket::key)
                .or(() -> Authentication.key(context, route.credential()))
                .filter(text -> !text.isEmpty());
        try {
            key.ifPresent(text -> limits.admit(context, text));
        } catch (Refusal limited) {
            throw route.path().endsWith("/completions")
                    ? new Refusal(TurnStream.asAnswer(limited.envelope()))
                    : limited;
        }
        return new Call(
                context,
                caller,
                ticket,
                authentication.share(context, route.credential()),
                same -> key.map(text -> limits.open(same, text)).orElse(() -> {}));
    }

    private static Result run(Route route, Call call) throws IOException {
        boolean done = false;
        try {
            Result result = route.operation().run(call);
            done = true;
            return result;
        } finally {
            if (!done) {
                call.giveUp();
            }
        }
    }

    private void noRoute(Context context) {
        if (!Pages.serve(context)) {
            write(
                    context,
                    new Envelope(
                            Shape.of(
                                    "code",
                                    404,
                                    "data",
                                    null,
                                    "error",
                                    "Not Found",
                                    "message",
                                    "Not Found: " + context.path()),
                            Outcome.NO_ROUTE));
        }
    }

    private static Envelope unreadable(int status) {
        return status == TOO_LARGE
                ? Envelope.error(102, "The request is too large.", Outcome.TOO_LARGE)
                : Envelope.full(100, "Bad request", null, Outcome.INVALID);
    }

    /** What fails here in turn, as on a request that is gone, would be handed to this again, without end. */
    private void tellUnforeseen(Context context, Exception failure) {
        try {
            unforeseen(context, failure);
        } catch (RuntimeException gone) {
            gone.addSuppressed(failure);
            log.warn("A request failed when nobody waited for its answer any more", gone);
        }
    }

    private void unforeseen(Context context, Exception failure) {
        for (Throwable cause : Throwables.getCausalChain(failure)) {
            if (cause instanceof HttpException bad && !context.res().isCommitted()) { // such as a body cut off
                write(context, unreadable(bad.getCode()));
                return;
            }
        }
        Optional<ChatException.Upstream> outage = Outage.in(failure);
        if (outage.isPresent()) {
            log.warn("{} {} failed: {}", context.method(), context.path(), failure.getMessage());
        } else {
            log.error("{} {} failed", context.method(), context.path(), failure);
        }
        if (!context.res().isCommitted()) {
            write(
                    context,
                    outage.map(known -> Failures.envelope(known, Route.Wording.PLAIN))
                            .orElseGet(() -> RequestIds.told(
                                    Envelope.full(100, "Something went wrong here.", null, Outcome.UNFORESEEN))));
        }
    }

    private void write(Context context, Envelope envelope) {
        envelope.write(context, config.profile());
    }
}
