package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** In programs of their own, in which nobody has started carriers before. */
@EnabledOnOs(OS.LINUX)
class CarriersTest {

    @Test
    void areNotStartedByThreadsOfTheBackground() throws Exception {
        assertThat(policies("started")).containsOnly(String.valueOf(IdleSchedulingTest.OTHER));
    }

    @Test
    void areStartedByThemElse() throws Exception {
        assertThat(policies("not started")).containsOnly(String.valueOf(IdleSchedulingTest.IDLE));
    }

    /** What {@link VirtualFromBackground} tells. */
    private static List<String> policies(String carriers) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var line = List.of(
                java.toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classes,
                VirtualFromBackground.class.getName(),
                carriers);
        Process program = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var told = program.inputReader()) {
            return told.lines().toList();
        }
    }
}
