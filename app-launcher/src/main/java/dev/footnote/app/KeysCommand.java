package dev.footnote.app;

import dev.footnote.adapter.jdbi.StorageKey;
import dev.footnote.adapter.jdbi.StorageRotation;
import dev.footnote.adapter.postgres.EmbeddedPostgres;
import dev.footnote.domain.identity.Secret;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Commands for keys. */
@Command(
        name = "keys",
        description = "Show the API key of the first start; or, as keys rotate-storage, change the key of the storage.")
final class KeysCommand implements Runnable {

    private final AppConfig config;
    private final PrintWriter out;

    KeysCommand(AppConfig config, PrintWriter out) {
        this.config = config;
        this.out = out;
    }

    @Override
    public void run() {
        out.println(ApiClient.readKey(config.home()).value());
    }

    /** Encrypts all stored messages under another key. */
    @Command(
            name = "rotate-storage",
            description =
                    "Encrypt all stored messages under the key in FILE instead of storage.encryption-key. The server must be stopped; a change that was broken off goes on when it is called again.")
    void rotateStorage(@Parameters(paramLabel = "FILE") Path file) throws IOException {
        StorageKey after = MessageKey.read(new Secret(Files.readString(file)));
        Optional<StorageKey> before = config.storageKey().map(MessageKey::read);
        try (var home = Home.own(config.home())) {
            if (config.database().isPresent()) {
                AppConfig.ExternalDatabase external = config.database().get();
                change(StorageRotation.open(
                        external.url(), external.user(), external.password().value(), before, after));
            } else if (Files.exists(home.file("postgres"))) {
                try (var postgres = EmbeddedPostgres.start(home.file("postgres"))) {
                    change(StorageRotation.open(
                            postgres.jdbcUrl(), postgres.user(), postgres.password(), before, after));
                }
            } else {
                throw new IllegalStateException("there is no database in %s yet".formatted(config.home()));
            }
        }
        out.println("Done. Set storage.encryption-key to the new key; the server does not start with another one.");
    }

    private void change(StorageRotation rotation) {
        try (rotation) {
            rotation.run(turns -> out.printf("%d questions with their answers are encrypted.%n", turns));
        }
    }
}
