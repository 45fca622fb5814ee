package dev.footnote.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.application.system.ReportStatus.Part;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTest {

    @Test
    void tellsWhatIsNotWell() {
        var parts = Status.parts(List.of(
                new Part("database", false, Duration.ofSeconds(4)),
                new Part("index", false, Duration.ofNanos(1_260_000))));

        assertThat(new String(Json.bytes(parts), UTF_8)).isEqualTo("""
                {"database":{"database":"postgresql","status":"red","elapsed":"4000.0","error":"not available"},\
                "redis":{"status":"red","elapsed":"4000.0","error":"not available"},\
                "doc_engine":{"type":"unknown","status":"red","elapsed":"1.3","error":"not available"},\
                "task_executor_heartbeats":{}}""");
    }
}
