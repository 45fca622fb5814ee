package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The server as its users run it: a program of its own, which can be killed. */
final class ServerProcess {

    private static final Duration START = Duration.ofSeconds(90);

    /** Compiles as little as possible, for tests in which a server does little. */
    private static final List<String> BRIEF = List.of("-XX:TieredStopAtLevel=1");

    /** As the script {@code footnote} has it. */
    private static final List<String> AS_SHIPPED = List.of(
            "-XX:Tier4InvocationThreshold=50000",
            "-XX:Tier4MinInvocationThreshold=20000",
            "-XX:Tier4CompileThreshold=100000",
            "-XX:Tier4BackEdgeThreshold=2000000",
            "-XX:SweeperThreshold=100");

    private final Path home;
    private final Path output;
    private final Process process;

    private ServerProcess(Path home, Path output, Process process) {
        this.home = home;
        this.output = output;
        this.process = process;
    }

    /** Starts {@code footnote serve} on {@code home} and returns once it listens. */
    static ServerProcess start(Path home, Map<String, String> settings) throws Exception {
        ServerProcess server = launch(home, settings, "serve");
        server.awaitStart();
        return server;
    }

    /** Returns once it listens. */
    void awaitStart() throws Exception {
        Waiting.until("the server listens", START, () -> said("Footnote listens on") || !isAlive());
        assertThat(isAlive()).as(output()).isTrue();
    }

    /** Starts {@code footnote serve} with the options of the script {@code footnote} and returns at once. */
    static ServerProcess launchAsShipped(Path home, Map<String, String> settings) throws IOException {
        return launch(home, settings, AS_SHIPPED, "serve");
    }

    /** Starts a command and returns at once. */
    static ServerProcess launch(Path home, Map<String, String> settings, String... command) throws IOException {
        return launch(home, settings, BRIEF, command);
    }

    private static ServerProcess launch(
            Path home, Map<String, String> settings, List<String> compiling, String... command) throws IOException {
        Files.createDirectories(home);
        Path arguments = Files.createTempFile(home, "class-path", ".txt");
        // not as an argument: a command line of ten thousand characters makes the embedding model's native code crash
        Files.writeString(arguments, "-cp \"%s\"".formatted(classPath().replace("\\", "\\\\")));
        var line = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules",
                "jdk.incubator.vector",
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "@" + arguments));
        line.addAll(compiling);
        line.add(Main.class.getName());
        line.addAll(List.of(command));
        Path output = Files.createTempFile(home, "output", ".log");
        var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("FOOTNOTE_"));
        builder.environment().put("FOOTNOTE_HOME", home.toString());
        builder.environment().put("FOOTNOTE_HTTP_PORT", "0");
        builder.environment().put("FOOTNOTE_LIMITS_REQUESTS", "0");
        builder.environment().putAll(settings);
        return new ServerProcess(home, output, builder.start());
    }

    /** Surefire hides the class path in the manifest of a jar. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** Speaks to it with the key of the first start, where it says that it listens. */
    ApiClient client() {
        return new ApiClient(Home.address(home).orElseThrow(), ApiClient.readKey(home));
    }

    /** Kills it, as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks it to stop and returns how it ended. */
    int stop() throws InterruptedException {
        process.destroy();
        return exit();
    }

    /** Waits for its end. */
    int exit() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output()).isTrue();
        return process.exitValue();
    }

    /** Kills all processes of its database. */
    void killDatabase() throws IOException {
        ProcessHandle postgres = database(home).orElseThrow();
        List<ProcessHandle> children = postgres.descendants().toList();
        postgres.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    /** The database that works in {@code home}, if one does. */
    static Optional<ProcessHandle> database(Path home) throws IOException {
        Path file = home.resolve("postgres").resolve("data").resolve("postmaster.pid");
        return Files.exists(file)
                ? ProcessHandle.of(Long.parseLong(
                                Files.readAllLines(file).getFirst().strip()))
                        .filter(ProcessHandle::isAlive)
                : Optional.empty();
    }

    /** The processes that it has started. */
    Stream<ProcessHandle> descendants() {
        return process.toHandle().descendants();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    boolean said(String text) {
        return output().contains(text);
    }

    /** What the operating system says of its memory, in megabytes, as {@code VmRSS} or {@code VmHWM}. */
    long megabytes(String what) throws IOException {
        return Files.readAllLines(Path.of("/proc/%d/status".formatted(process.pid()))).stream()
                .filter(line -> line.startsWith(what + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
                .findFirst()
                .orElseThrow();
    }

    /** All that it has printed. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Kills the database that outlived its server. */
    void endDatabase() throws Exception {
        Optional<ProcessHandle> postgres = database(home);
        if (postgres.isPresent()) {
            killDatabase();
            postgres.get().onExit().get(60, TimeUnit.SECONDS);
        }
    }
}
