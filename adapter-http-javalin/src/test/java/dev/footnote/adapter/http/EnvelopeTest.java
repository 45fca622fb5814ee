package dev.footnote.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.failure.Thing;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

    @Test
    void formsDifferInTheirKeys() {
        assertThat(Envelope.web(null).body()).containsOnlyKeys("code", "message", "data");
        assertThat(Envelope.token("x").body()).containsOnlyKeys("code", "data");
        assertThat(Envelope.token().body()).containsOnlyKeys("code");
        assertThat(Envelope.error(102, "no", Outcome.INVALID).body()).containsOnlyKeys("code", "message");
        assertThat(Envelope.error(102, "", Outcome.INVALID).body()).containsEntry("message", "Error");
    }

    @Test
    void statusTellsTheKindInTheStandardProfile() {
        assertThat(Profile.STANDARD.status(Outcome.INVALID)).isEqualTo(400);
        assertThat(Profile.STANDARD.status(Outcome.NOT_FOUND)).isEqualTo(404);
        assertThat(Profile.STANDARD.status(Outcome.UNKNOWN_KEY)).isEqualTo(401);
        assertThat(Profile.STANDARD.status(Outcome.UPSTREAM)).isEqualTo(502);
    }

    @Test
    void statusIsNearlyAlwaysFineInTheOtherProfile() {
        assertThat(Profile.RAGFLOW.status(Outcome.INVALID)).isEqualTo(200);
        assertThat(Profile.RAGFLOW.status(Outcome.WRONG_METHOD)).isEqualTo(200);
        assertThat(Profile.RAGFLOW.status(Outcome.CONFLICT)).isEqualTo(409);
        assertThat(Profile.RAGFLOW.status(Outcome.LIMITED)).isEqualTo(429);
        assertThat(Profile.RAGFLOW.status(Outcome.NOT_SIGNED_IN)).isEqualTo(401);
        assertThat(Profile.RAGFLOW.status(Outcome.NO_ROUTE)).isEqualTo(404);
    }

    @Test
    void aRouteWordsWhatIsMissing() {
        var wording = new Route.Wording(Map.of(Thing.DIALOG, "You don't own the chat %s"));
        var failure = new ChatException.NotFound(Thing.DIALOG, "c%1");
        assertThat(Failures.envelope(failure, wording))
                .isEqualTo(Envelope.error(102, "You don't own the chat c%1", Outcome.NOT_FOUND));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{} {}", "{\"a\":1,\"a\":2}", "7", "nope"})
    void refusesWhatIsNoObject(String text) {
        assertThatThrownBy(() -> Json.body(text.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.envelope().body()).containsEntry("code", 100));
    }

    @Test
    void nothingIsAnEmptyObject() {
        assertThat(Json.body(new byte[0]).json()).isEmpty();
    }
}
