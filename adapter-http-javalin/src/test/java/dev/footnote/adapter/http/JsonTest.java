package dev.footnote.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {

    private static final long MOST_MEMORY = 32 << 20;

    static List<String> heavyBodies() {
        return List.of(
                "[".repeat(1_000_000),
                "{\"a\":".repeat(1_000_000),
                "{\"a\":" + "9".repeat(1_000_000) + "}",
                "{\"a\":[" + "1,".repeat(1_000_000) + "1]}",
                "{" + "\"a\":1,".repeat(1_000_000) + "\"b\":1}",
                IntStream.range(0, 1_000_000)
                        .mapToObj(i -> "\"" + i + "\":1")
                        .collect(Collectors.joining(",", "{", "}")));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("heavyBodies")
    void aHeavyBodyIsRefusedBeforeItTakesMemory(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        var memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = memory.getCurrentThreadAllocatedBytes();

        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> Json.body(bytes));

        assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_MEMORY);
    }
}
