package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A server that was killed, and whose index no longer says what its database does. */
class IndexRepairTest {

    private static final Duration RECOVERY = Duration.ofSeconds(60);

    @TempDir
    static Path home;

    @RegisterExtension
    final Servers servers = new Servers();

    @Test
    void comesBackWithWhatTheDatabaseHasAndRebuildsOnCommand() throws Exception {
        ServerProcess first = servers.start(home, Map.of());
        Corpus before = Corpus.upload(first.client(), "Killed between database and index", 6);
        before.parse();
        Waiting.until("all are parsed", RECOVERY, () -> before.count("DONE") == 6);
        first.kill();
        Path index = home.resolve("index");
        List<Path> folders = indexes(index);
        assertThat(folders).hasSize(1);
        copy(folders.getFirst(), index.resolve("0123456789abcdef0123456789abcdef")); // of a dataset that is gone
        delete(folders.getFirst()); // as if nothing of what the database has had reached the index

        ServerProcess second = servers.start(home, Map.of());
        Waiting.until("the index is repaired", RECOVERY, () -> found(second.client()) == 6);
        Corpus left = before.seenBy(second.client());
        left.assertEachIsFound();
        assertThat(indexes(index)).isEqualTo(folders);

        ServerProcess command = servers.launch(home, Map.of(), "reindex");
        assertThat(command.exit()).as(command.output()).isZero();
        assertThat(command.output()).contains("Killed between database and index: 6 chunks");
        assertThat(found(second.client())).isEqualTo(6);
        ServerProcess wrong = servers.launch(home, Map.of(), "reindex", "no such one");
        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.output()).contains("There is no dataset no such one.");
    }

    private static int found(ApiClient client) {
        List<String> datasets =
                List.of(client.get("/datasets").path(0).path("id").asText());
        var question =
                Map.of("question", "Where are the spare parts?", "dataset_ids", datasets, "similarity_threshold", 0);
        return client.post("/retrieval", question).path("total").asInt();
    }

    private static List<Path> indexes(Path index) throws IOException {
        try (Stream<Path> all = Files.list(index)) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
