package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many documents given at once. */
class ManyDocumentsTest {

    private static final int COUNT = 500;

    @TempDir
    Path home;

    @Test
    void allEndDoneAndTheProgressIsTrue() throws Exception {
        AppConfig config = AppConfig.from(
                Map.of("FOOTNOTE_HOME", home.toString(), "FOOTNOTE_HTTP_PORT", "0", "FOOTNOTE_LIMITS_REQUESTS", "0"),
                home);
        try (App app = App.start(config, line -> {})) {
            var client = new ApiClient("http://127.0.0.1:" + app.port(), ApiClient.readKey(home));
            Corpus corpus = Corpus.upload(client, "Many", COUNT);
            corpus.parse();

            var before = new AtomicLong();
            Waiting.until("all are done", Duration.ofMinutes(5), Duration.ofMillis(500), () -> {
                long done = 0;
                for (var document : corpus.listed()) {
                    double progress = document.path("progress").asDouble();
                    boolean over = document.path("run").asText().equals("DONE");
                    assertThat(document.path("run").asText()).isIn("DONE", "RUNNING");
                    assertThat(progress).isBetween(0.0, 1.0);
                    assertThat(progress == 1).isEqualTo(over);
                    assertThat(!over || document.path("chunk_count").asInt() == 1)
                            .isTrue();
                    done += over ? 1 : 0;
                }
                assertThat(done).isGreaterThanOrEqualTo(before.getAndSet(done));
                return done == COUNT;
            });
        }
    }
}
