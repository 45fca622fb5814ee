package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A folder of {@code src/test/clients}, copied to {@code target/clients}, with the npm packages of its lock file beside
 * it.
 */
final class NodeClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SOURCES = Path.of("src", "test", "clients");
    private static final Path TARGET = Path.of("target", "clients");
    private static final int MINUTES = 3;

    private final Path folder;

    private NodeClient(Path folder) {
        this.folder = folder;
    }

    /** Where a program of the search path is. */
    static Optional<Path> find(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Copies the folder {@code name} and installs its packages, unless they are there; skips the test without npm. */
    static NodeClient installed(String name) throws Exception {
        assumeTrue(find("node").isPresent() && find("npm").isPresent(), "skipped: Node.js and npm are not installed");
        var client = new NodeClient(TARGET.resolve(name));
        Files.createDirectories(client.folder);
        Path lock = client.folder.resolve("package-lock.json");
        boolean installed = Files.exists(client.folder.resolve("node_modules/.package-lock.json"))
                && Files.mismatch(lock, SOURCES.resolve(name).resolve("package-lock.json")) < 0;
        try (Stream<Path> files = Files.list(SOURCES.resolve(name))) {
            for (Path file : files.toList()) {
                Files.write(client.folder.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
        if (!installed) {
            client.run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        }
        return client;
    }

    /** Runs a script of the folder and reads the JSON that it prints. */
    JsonNode ask(String script, String... arguments) throws Exception {
        return JSON.readTree(run(Stream.concat(Stream.of("node", script), Arrays.stream(arguments))
                .toArray(String[]::new)));
    }

    /** Starts a program of the installed packages, which prints to {@code output} until it is ended. */
    Process start(Path output, Map<String, String> environment, String program, String... arguments)
            throws IOException {
        return startScript(
                output, environment, Path.of("node_modules", ".bin", program).toString(), arguments);
    }

    /** Starts a script of the folder, which prints to {@code output} until it is ended. */
    Process startScript(Path output, Map<String, String> environment, String script, String... arguments)
            throws IOException {
        var builder = new ProcessBuilder(Stream.concat(Stream.of("node", script), Arrays.stream(arguments))
                .toList());
        builder.environment().putAll(environment);
        return builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private String run(String... command) throws Exception {
        Path out = Files.createTempFile(folder, "run", ".out");
        Path err = Files.createTempFile(folder, "run", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            String printed = Files.readString(out);
            assertThat(ended && process.exitValue() == 0)
                    .as("%s ends well: %s %s", List.of(command), printed, Files.readString(err))
                    .isTrue();
            return printed;
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
