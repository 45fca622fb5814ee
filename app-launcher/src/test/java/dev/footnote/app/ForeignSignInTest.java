package dev.footnote.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.adapter.auth.channel.ChannelConfig;
import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.Secret;
import dev.footnote.ports.identity.IdentityException;
import dev.footnote.ports.identity.IdentityProvider;
import dev.footnote.ports.identity.IdentityProvider.Departure;
import dev.footnote.testkit.IdentityProviderContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in by an OpenID provider that others wrote, made a channel by settings alone. */
@Tag("clients")
class ForeignSignInTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String COOKIE = "footnote_sign_in";

    @TempDir
    static Path home;

    private static PeopleServer people;
    private static AppConfig config;
    private static App app;
    private static URI base;

    @BeforeAll
    static void start() throws Exception {
        base = URI.create("http://127.0.0.1:" + PeopleServer.freePort());
        people = PeopleServer.start(home, base);
        Files.writeString(home.resolve("footnote.properties"), ForeignChannels.settings(people, base));
        config = AppConfig.from(Map.of("FOOTNOTE_HOME", home.toString()), home);
        app = App.start(config, notice -> {});
    }

    @AfterAll
    static void stop() throws Exception {
        if (app != null) {
            app.close();
        }
        if (people != null) {
            people.stop();
        }
    }

    private static ChannelConfig channel(String id) {
        return config.channels().stream()
                .filter(one -> one.channel().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** A channel of the settings by itself. */
    abstract static class Channel extends IdentityProviderContract {

        private final IdentityProvider provider;

        Channel(String id) {
            provider = channel(id).open();
        }

        @Override
        protected IdentityProvider provider() {
            return provider;
        }

        @Override
        protected Map<String, String> goTo(String address, String person) throws Exception {
            return people.signIn(address, person);
        }

        @Override
        protected Email email(String person) {
            return new Email(person + "@people.test");
        }
    }

    @Nested
    class OpenIdConnect extends Channel {

        OpenIdConnect() {
            super("people");
        }

        @Test
        void asksWithStateNonceAndAChallenge() {
            assertThat(PeopleServer.parameters(
                            URI.create(provider().depart().address()).getRawQuery()))
                    .containsEntry("response_type", "code")
                    .containsEntry("scope", "openid email profile")
                    .containsEntry("code_challenge_method", "S256")
                    .containsKeys("state", "nonce", "code_challenge");
        }

        @Test
        void refusesATokenForAnotherDeparture() throws Exception {
            Departure departure = provider().depart();
            Map<String, String> answer = goTo(departure.address(), "ann");
            String[] parts = departure.memory().value().split("\\.", -1);

            assertThatExceptionOfType(IdentityException.Untrusted.class)
                    .isThrownBy(() -> provider().arrive(new Secret(parts[0] + ".anotherNonce." + parts[2]), answer))
                    .withMessageContaining("nonce");
        }

        @Test
        void getsNoTokenWithoutTheVerifierOfTheDeparture() throws Exception {
            Departure departure = provider().depart();
            Map<String, String> answer = goTo(departure.address(), "ann");
            String[] parts = departure.memory().value().split("\\.", -1);

            assertThatExceptionOfType(IdentityException.Unavailable.class)
                    .isThrownBy(() ->
                            provider().arrive(new Secret(parts[0] + "." + parts[1] + "." + "v".repeat(43)), answer))
                    .withMessageContaining("invalid_grant");
        }

        @Test
        void refusesTheAnswerOfAnotherIssuer() throws Exception {
            Departure departure = provider().depart();
            Map<String, String> answer = goTo(departure.address(), "ann");
            assertThat(answer).containsEntry("iss", people.uri("").toString());

            assertThatExceptionOfType(IdentityException.Untrusted.class)
                    .isThrownBy(() -> provider().arrive(departure.memory(), with(answer, "iss", "https://evil.test")));
        }

        @Test
        void refusesAServerThatIsNotTheIssuer() {
            IdentityProvider wrong = of(URI.create(people.uri("").toString().replace("127.0.0.1", "localhost")));

            assertThatExceptionOfType(IdentityException.Untrusted.class).isThrownBy(wrong::depart);
        }

        @Test
        void saysThatNobodyAnswers() throws IOException {
            IdentityProvider gone = of(URI.create("http://127.0.0.1:" + PeopleServer.freePort()));

            assertThatExceptionOfType(IdentityException.Unavailable.class).isThrownBy(gone::depart);
        }

        /** The channel, with another {@code issuer}. */
        private static IdentityProvider of(URI issuer) {
            ChannelConfig good = channel("people");
            var kind = new ChannelConfig.Kind.OpenId(issuer);
            return new ChannelConfig(good.channel(), good.client(), good.redirect(), List.of(), false, kind).open();
        }
    }

    @Nested
    class OAuth extends Channel {
        OAuth() {
            super("plain");
        }
    }

    @Nested
    class GitHub extends Channel {
        GitHub() {
            super("github");
        }
    }

    @Test
    void listsTheChannels() throws Exception {
        assertThat(LiveServer.json(get("/v1/user/login/channels", "").body()).path("data"))
                .extracting(one -> one.path("channel").asText() + " "
                        + one.path("display_name").asText())
                .containsExactly("people People", "plain Plain", "github Github");
    }

    @ParameterizedTest
    @ValueSource(strings = {"people", "plain", "github"})
    void opensTheAccountOfAVerifiedAddress(String channel) throws Exception {
        String name = "owner-" + channel;
        JsonNode registered = post(
                "/v1/user/register",
                "{\"nickname\":\"Own\",\"email\":\"%s@people.test\",\"password\":\"a very good one\"}".formatted(name));

        JsonNode signedIn = info(session(arrived(channel, name)));

        assertThat(signedIn.path("id").asText())
                .isNotEmpty()
                .isEqualTo(registered.path("data").path("id").asText());
        assertThat(info(session(arrived(channel, name))).path("id")).isEqualTo(signedIn.path("id"));
    }

    @Test
    void makesAnAccountForWhoHasNone() throws Exception {
        JsonNode made = info(session(arrived("people", "newcomer")));

        assertThat(made.path("email").asText()).isEqualTo("newcomer@people.test");
        assertThat(made.path("nickname").asText()).isEqualTo("The newcomer");
        assertThat(made.path("login_channel").asText()).isEqualTo("people");
        JsonNode refused = post("/v1/user/login", "{\"email\":\"newcomer@people.test\",\"password\":\"\"}");
        assertThat(refused.path("code").asInt()).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"people", "plain", "github"})
    void opensNothingByAnAddressThatIsNotVerified(String channel) throws Exception {
        String name = "unverified-" + channel;
        post(
                "/v1/user/register",
                "{\"nickname\":\"Own\",\"email\":\"%s@people.test\",\"password\":\"a very good one\"}".formatted(name));

        assertThat(arrived(channel, name)).isEqualTo("/?error=email_unverified");
        assertThat(arrived(channel, "mailless-" + channel)).isEqualTo("/?error=email_missing");
    }

    @Test
    void takesNoAnswerWithoutTheCookieOfItsDeparture() throws Exception {
        Way way = depart("people");
        Way other = depart("people");
        String back = path(people.cameBack(way.address(), "ann"));

        assertThat(location(get(back, ""))).isEqualTo("/?error=invalid_state");
        assertThat(location(get(back, other.cookie()))).isEqualTo("/?error=invalid_state");
        assertThat(location(get(back, COOKIE + "=forged"))).isEqualTo("/?error=invalid_state");
        assertThat(location(get(back, depart("plain").cookie()))).isEqualTo("/?error=invalid_state");
        assertThat(location(get(back, way.cookie()))).startsWith("/#auth=");
    }

    @Test
    void takesAnAnswerOnce() throws Exception {
        Way way = depart("people");
        String back = path(people.cameBack(way.address(), "ann"));

        HttpResponse<String> first = get(back, way.cookie());
        assertThat(location(first)).startsWith("/#auth=");
        assertThat(first.headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith(COOKIE + "=;")
                .contains("Expires=Thu, 01 Jan 1970");
        assertThat(first.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(first.headers().firstValue("Referrer-Policy")).contains("no-referrer");

        assertThat(location(get(back, way.cookie()))).isEqualTo("/?error=invalid_state");
    }

    @Test
    void aWrongStateUsesTheDepartureUp() throws Exception {
        Way way = depart("people");
        String back = path(people.cameBack(way.address(), "ann"));
        String wrong = back.replaceAll("state=[^&]*", "state=other");

        assertThat(location(get(wrong, way.cookie()))).isEqualTo("/?error=invalid_state");
        assertThat(location(get(back, way.cookie()))).isEqualTo("/?error=invalid_state");
    }

    @Test
    void tellsErrorsByAWordOfItsOwn() throws Exception {
        Way way = depart("people");
        String state =
                PeopleServer.parameters(URI.create(way.address()).getRawQuery()).get("state");
        String denied = "/v1/user/oauth/callback/people?state=%s&error=access_denied&error_description=%s"
                .formatted(state, "%3Cscript%3E//evil.test");

        assertThat(location(get(denied, way.cookie()))).isEqualTo("/?error=access_denied");
        assertThat(location(get("/v1/user/oauth/callback/%2F%2Fevil.test?state=x&code=y", way.cookie())))
                .isEqualTo("/?error=invalid_channel");
        assertThat(location(get("/v1/user/feishu_callback?state=x&code=y", way.cookie())))
                .isEqualTo("/?error=invalid_channel");
    }

    @Test
    void aDepartureOutlivesTheServer() throws Exception {
        Way way = depart("people");
        URI back = people.cameBack(way.address(), "patient");

        app.close();
        app = App.start(config, notice -> {});

        assertThat(location(get(path(back), way.cookie()))).startsWith("/#auth=");
    }

    @Test
    void worksInABrowser() throws Exception {
        Optional<Path> browser = Stream.of("chromium", "google-chrome")
                .flatMap(name -> NodeClient.find(name).stream())
                .findFirst();
        assumeTrue(browser.isPresent(), "skipped: Chromium is not installed");
        Path shots = Path.of("target", "page");
        Files.createDirectories(shots);

        JsonNode seen = NodeClient.installed("oidc")
                .ask(
                        "sign-in.mjs",
                        browser.get().toString(),
                        base.toString(),
                        "Sign in with People",
                        "browsing",
                        shots.toAbsolutePath().toString());

        assertThat(seen.path("offered"))
                .extracting(JsonNode::asText)
                .containsExactly("Sign in with People", "Sign in with Plain", "Sign in with Github");
        assertThat(seen.path("wide").asInt()).isLessThanOrEqualTo(390);
        assertThat(seen.path("open").asBoolean()).as(seen.toString()).isTrue();
        assertThat(seen.path("address").asText()).isEqualTo(base + "/");
        assertThat(seen.path("key").asText()).startsWith("ragflow-");
        assertThat(seen.path("readable").asText()).isEmpty();
        assertThat(seen.path("asked"))
                .extracting(JsonNode::asText)
                .noneMatch(asked -> asked.contains("auth=") || asked.contains("ragflow-"));
        assertThat(seen.path("strangersLink").path("key").isNull()).isTrue();
        assertThat(seen.path("strangersLink").path("address").asText()).isEqualTo(base + "/");
        assertThat(seen.path("complaints")).isEmpty();
    }

    /** A person sent to a channel. */
    private record Way(String address, String cookie) {}

    private static Way depart(String channel) throws Exception {
        HttpResponse<String> answer = get("/v1/user/login/" + channel, "");
        assertThat(answer.statusCode()).isEqualTo(302);
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie)
                .startsWith(COOKIE + "=")
                .contains("HttpOnly", "SameSite=Lax", "Path=/v1/user", "Max-Age=600");
        return new Way(location(answer), cookie.substring(0, cookie.indexOf(';')));
    }

    private static String arrived(String channel, String person) throws Exception {
        Way way = depart(channel);
        return location(get(path(people.cameBack(way.address(), person)), way.cookie()));
    }

    private static String session(String location) {
        assertThat(location).startsWith("/#auth=");
        return location.substring("/#auth=".length());
    }

    private static JsonNode info(String session) throws Exception {
        var request = request("/v1/user/info").header("Authorization", session);
        return LiveServer.json(CLIENT.send(request.build(), BodyHandlers.ofString(UTF_8))
                        .body())
                .path("data");
    }

    private static String path(URI uri) {
        return uri.getRawPath() + "?" + uri.getRawQuery();
    }

    private static String location(HttpResponse<?> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    private static HttpResponse<String> get(String path, String cookie) throws Exception {
        var request = request(path);
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString(UTF_8));
    }

    private static JsonNode post(String path, String body) throws Exception {
        var request = request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        return LiveServer.json(
                CLIENT.send(request.build(), BodyHandlers.ofString(UTF_8)).body());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
    }
}
