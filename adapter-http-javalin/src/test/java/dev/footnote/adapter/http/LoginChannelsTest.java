package dev.footnote.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way of a browser to a channel and back; real channels are in the launcher's {@code ForeignSignInTest}. */
class LoginChannelsTest {

    private static final String LOGIN = "/v1/user/login/listed";
    private static final String CALLBACK = "/v1/user/oauth/callback/listed?state=state-1&";

    private final Stage stage = new Stage(Profile.STANDARD);

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void keepsTheCookieFromScriptsOtherSitesAndPlainHttp() throws Exception {
        assertThat(get(LOGIN, "").headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith(LoginChannels.COOKIE + "=")
                .contains("; Path=/v1/user", "; Max-Age=600", "; HttpOnly", "; Secure", "; SameSite=Lax");
    }

    @Test
    void sendsWhoIsKnownToThePageWithASession() throws Exception {
        String location = location(get(CALLBACK + "code=ann", cookie()));

        assertThat(location).startsWith("/#auth=");
        var request = HttpRequest.newBuilder(stage.uri("/v1/user/info"))
                .header("Authorization", location.substring("/#auth=".length()));
        assertThat(stage.client()
                        .send(request.build(), BodyHandlers.ofString(UTF_8))
                        .body())
                .contains("\"email\":\"ann@footnote.test\"", "\"login_channel\":\"listed\"");
    }

    @ParameterizedTest
    @CsvSource({
        "code=unverified-ann, email_unverified",
        "code=mailless-ann, email_missing",
        "code=, missing_code",
        "error=%0d%0aLocation:%20//evil.test, access_denied"
    })
    void sendsEverybodyElseToThePageWithAWord(String query, String word) throws Exception {
        assertThat(location(get(CALLBACK + query, cookie()))).isEqualTo("/?error=" + word);
    }

    private String cookie() throws Exception {
        String set = get(LOGIN, "").headers().firstValue("Set-Cookie").orElseThrow();
        return set.substring(0, set.indexOf(';'));
    }

    private static String location(HttpResponse<?> answer) {
        assertThat(answer.statusCode()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private HttpResponse<String> get(String path, String cookie) throws Exception {
        var request = HttpRequest.newBuilder(stage.uri(path)).timeout(Duration.ofSeconds(20));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        return stage.client().send(request.build(), BodyHandlers.ofString(UTF_8));
    }
}
