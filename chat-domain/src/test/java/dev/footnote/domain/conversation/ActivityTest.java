package dev.footnote.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.conversation.Activity.Idle;
import dev.footnote.domain.conversation.Activity.Stage;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivityTest {

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, false, 0, CREATED",
        "0, false, 2591999, CREATED",
        "1, false, 0, ACTIVE",
        "1, false, 1799, ACTIVE",
        "1, false, 1800, SUSPENDED",
        "1, true, 0, COMPLETED",
        "0, true, 1800, COMPLETED",
        "1, true, 2592000, ARCHIVED",
        "0, false, 2592000, ARCHIVED"
    })
    void tellsTheStageByUseAndIdleTime(long turns, boolean completed, long seconds, Stage stage) {
        assertThat(new Activity(turns, completed, AT).stage(AT.plusSeconds(seconds), Idle.DEFAULT))
                .isEqualTo(stage);
    }
}
