package dev.footnote.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** The servers of one test: shows what they printed when it fails, and leaves none of them behind. */
final class Servers implements TestExecutionExceptionHandler, AfterEachCallback {

    private final List<ServerProcess> started = new ArrayList<>();

    ServerProcess start(Path home, Map<String, String> settings) throws Exception {
        ServerProcess server = launch(home, settings, "serve"); // remembered also if it does not come up
        server.awaitStart();
        return server;
    }

    ServerProcess startAsShipped(Path home, Map<String, String> settings) throws Exception {
        ServerProcess server = ServerProcess.launchAsShipped(home, settings);
        started.add(server);
        server.awaitStart();
        return server;
    }

    ServerProcess launch(Path home, Map<String, String> settings, String... command) throws Exception {
        ServerProcess server = ServerProcess.launch(home, settings, command);
        started.add(server);
        return server;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        String said = started.stream().map(ServerProcess::output).collect(Collectors.joining("\n---\n"));
        failure.addSuppressed(new AssertionError("The servers printed:\n" + said));
        throw failure;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (ServerProcess server : started) {
            server.kill();
        }
        for (ServerProcess server : started) {
            server.endDatabase();
        }
    }
}
