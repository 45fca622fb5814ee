package dev.footnote.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTest {

    private final Stage stage = new Stage(Profile.STANDARD);

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void keepsTheNameThatAClientChose() throws Exception {
        String longest = "A-z_09".repeat(10) + "abcd";

        assertThat(named(longest)).isEqualTo(longest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "two words",
                "tab\tinside",
                "quote\"",
                "{json}",
                "\u00e9",
                "65-65-65-65-65-65-65-65-65-65-65-65-65-65-65-65-65-65-65-65-65-65"
            })
    void replacesWhatCouldHarmALog(String sent) throws Exception {
        assertThat(named(sent)).matches("[0-9a-f-]{36}").isNotEqualTo(named(sent));
    }

    @Test
    void namesRequestsThatNoRouteTakes() throws Exception {
        assertThat(send("/no/such/route", "mine").headers().firstValue("X-Request-Id"))
                .contains("mine");
    }

    private String named(String sent) throws Exception {
        return send("/v1/system/ping", sent)
                .headers()
                .firstValue("X-Request-Id")
                .orElseThrow();
    }

    private HttpResponse<String> send(String path, String id) throws Exception {
        var request = HttpRequest.newBuilder(stage.uri(path)).header("X-Request-Id", id);
        return stage.client().send(request.build(), BodyHandlers.ofString());
    }
}
