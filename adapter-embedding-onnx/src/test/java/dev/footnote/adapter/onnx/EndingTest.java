package dev.footnote.adapter.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndingTest {

    @TempDir
    private Path folder;

    @Test
    void endsWellWhileAModelIsLoading() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        var command = new ProcessBuilder(List.of(
                        java.toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:ErrorFile=" + folder.resolve("crash.log"),
                        Loads.class.getName(),
                        folder.toString()))
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "out.log"));
        command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = command.start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("crashed: %s", folder).isEqualTo(Loads.ENDED);
    }

    /** Loads models without end, and ends while it does so. */
    static final class Loads {

        static final int ENDED = 7;

        private Loads() {}

        public static void main(String[] args) throws InterruptedException {
            var loaded = new CountDownLatch(3);
            Thread.ofPlatform().daemon().start(() -> {
                while (true) {
                    OnnxEmbeddingModel.bgeSmallEnglish(Path.of(args[0])).close();
                    loaded.countDown();
                }
            });
            loaded.await();
            System.exit(ENDED);
        }
    }
}
