package dev.footnote.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import dev.footnote.evaluation.Evaluate;
import dev.footnote.evaluation.RunningServer;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line. */
@Command(
        name = "footnote",
        description = "Grounded chat: ask a question, get an answer with a verified citation behind every sentence.",
        subcommands = HelpCommand.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {

    private final AppConfig config;
    private final PrintWriter out;

    Main(AppConfig config, PrintWriter out) {
        this.config = config;
        this.out = out;
    }

    /** Reads the settings and runs a command. */
    public static void main(String[] args) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        AppConfig config;
        try {
            config = AppConfig.from(System.getenv(), Path.of(System.getProperty("user.home")));
        } catch (IllegalArgumentException e) {
            System.err.println("footnote: " + e.getMessage());
            System.exit(2);
            return;
        }
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        int status = new CommandLine(new Main(config, out))
                .addSubcommand(new Evaluate(out, () -> running(config)))
                .addSubcommand(new KeysCommand(config, out))
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println("footnote: " + failure.getMessage());
                    line.getErr().flush();
                    return 1;
                })
                .execute(args);
        System.exit(status);
    }

    @Override
    public void run() {
        new CommandLine(this).usage(out);
    }

    /** Runs the server until it is stopped. */
    @Command(description = "Run the server until Ctrl-C.")
    void serve() {
        App app = started();
        out.printf("Footnote listens on %s%n", address(app.port()));
        app.awaitStop();
    }

    /** Shows the main job on the sample documents. */
    @Command(
            description =
                    "Start, load the sample documents, ask a question, stream the cited answer; stay until Ctrl-C.")
    void demo() {
        App app = started();
        var demo = new Demo(client(app.port()), out, Path.of(System.getProperty("footnote.samples", "samples")));
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger("dev.footnote").setLevel(Level.WARN); // no line of the log within the answer
        }
        demo.run();
        out.printf("%nThe page is at %s - stop with Ctrl-C.%n", address(app.port()));
        app.awaitStop();
    }

    /** Asks a running server. */
    @Command(description = "Ask a running server; the answer streams in with its sources.")
    void ask(@Parameters(paramLabel = "QUESTION", arity = "1..*") List<String> words) {
        new Demo(running(), out, Path.of("samples")).ask(String.join(" ", words));
    }

    /** Gives files to a running server. */
    @Command(description = "Give files or folders to a running server and wait until they can be found.")
    void ingest(@Parameters(paramLabel = "PATH", arity = "1..*") List<Path> paths) {
        new Demo(running(), out, Path.of("samples")).ingest("Documents", paths);
    }

    /** Has the indexes built anew. */
    @Command(
            description =
                    "Build the search index of a dataset, or of all, anew from the database, while the server runs.")
    int reindex(
            @Parameters(paramLabel = "DATASET", arity = "0..1", defaultValue = "") String dataset,
            @Option(
                            names = "--embedding",
                            paramLabel = "MODEL",
                            defaultValue = "",
                            description = "Embed all chunks anew, by this model, which takes over when it is done.")
                    String model) {
        var reindex = new Reindex(running(), out);
        return (model.isEmpty() ? reindex.run(dataset) : reindex.embed(dataset, model)) ? 0 : 1;
    }

    /** Lists what was cited and is no longer so. */
    @Command(description = "List stored citations whose source has changed or gone.")
    void stale() {
        new CitationChecks(running(), out).stale();
    }

    /** Checks exported answers. */
    @Command(
            description =
                    "Check every source of a file of exported answers against the documents; the status is 0 only if all hold.")
    int verify(@Parameters(paramLabel = "FILE") Path file) {
        return new CitationChecks(running(), out).verify(file) ? 0 : 1;
    }

    private App started() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            config.watching().log().use(context);
        }
        App app = App.start(config, out::println);
        Runtime.getRuntime().addShutdownHook(new Thread(app::close, "shutdown"));
        return app;
    }

    /** Speaks to the server of the home folder, wherever it listens. */
    private ApiClient running() {
        RunningServer server = running(config);
        return new ApiClient(server.address(), server.key());
    }

    private static RunningServer running(AppConfig config) {
        String address = Home.address(config.home())
                .orElseThrow(() -> new IllegalStateException(
                        "no server runs on %s; start one with ./footnote serve".formatted(config.home())));
        return new RunningServer(address, ApiClient.readKey(config.home()));
    }

    private ApiClient client(int port) {
        return new ApiClient(address(port), ApiClient.readKey(config.home()));
    }

    private String address(int port) {
        return "%s://%s:%d".formatted(config.http().scheme(), config.http().host(), port);
    }
}
