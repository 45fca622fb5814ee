package dev.footnote.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every route, whatever it does. */
class RouteTableTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> BAD_BODIES =
            List.of("{", "[1]", "\"text\"", "7", "{\"a\":1,\"a\":2}", "{} {}", """
            {"name":[],"ids":{},"id":[],"dataset_ids":7,"kb_ids":7,"document_ids":7,"doc_ids":{},"chunk_ids":7,
            "llm":7,"prompt":7,"prompt_config":7,"question":{},"session_id":[],"conversation_id":[],"stream":"x",
            "messages":7,"message_id":[],"content":[],"email":[],"password":[],"nickname":[],"top_n":"x"}
            """);

    /** Removing what is not there is a success, and a browser is sent to the page to read what is wrong. */
    private static final Set<String> FINE_IF_GONE =
            Set.of("/v1/system/token/{token}", "/v1/user/oauth/callback/{channel}");

    @Test
    void hasWhatIsListed() throws IOException {
        try (var stage = new Stage(Profile.STANDARD)) {
            Set<String> built = endpoints(stage).map(RouteTableTest::nameless).collect(Collectors.toSet());

            assertThat(listed())
                    .filteredOn(line -> !line.startsWith("later "))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(built).contains(nameless(line)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void asksForACredential(Profile profile) throws Exception {
        try (var stage = new Stage(profile)) {
            var softly = new SoftAssertions();
            for (Route route : enveloped(stage)) {
                for (String path : paths(route)) {
                    String where = route.method() + " " + path;
                    Sent none = send(stage, route.method().name(), path, "", "");
                    check(softly, where, none, withoutCredential(route, profile, none));
                    Sent half = send(stage, route.method().name(), path, "half", "");
                    check(softly, where, half, withHalfACredential(route, profile, half));
                    Sent wrong = send(stage, route.method().name(), path, "Bearer wrong", "");
                    check(softly, where, wrong, withAWrongCredential(route, profile, wrong));
                }
            }
            softly.assertAll();
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAWrongMethod(Profile profile) throws Exception {
        try (var stage = new Stage(profile)) {
            int status = profile == Profile.STANDARD ? 405 : 200;
            var softly = new SoftAssertions();
            for (Route route : enveloped(stage)) {
                for (String path : paths(route)) {
                    String refusal =
                            " {\"code\":100,\"message\":\"<MethodNotAllowed '405: Method Not Allowed'>\",\"data\":null}";
                    check(softly, path, send(stage, "PATCH", path, "Bearer {key}", ""), status + refusal);
                }
            }
            softly.assertAll();
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesUnknownIds(Profile profile) throws Exception {
        try (var stage = new Stage(profile)) {
            var softly = new SoftAssertions();
            for (Route route : enveloped(stage)) {
                for (String path : paths(route)) {
                    if (path.contains("{") && !FINE_IF_GONE.contains(path)) {
                        Sent sent = send(stage, route.method().name(), path, credential(route), "{}");
                        checkRefused(softly, profile, route.method() + " " + path, sent);
                    }
                }
            }
            softly.assertAll();
        }
    }

    @ParameterizedTest
    @EnumSource
    void survivesABadBody(Profile profile) throws Exception {
        try (var stage = new Stage(profile)) {
            var softly = new SoftAssertions();
            for (Route route : enveloped(stage)) {
                if (route.method().name().equals("GET") || endsTheSession(route)) {
                    continue;
                }
                for (String body : BAD_BODIES) {
                    Sent sent = send(stage, route.method().name(), route.path(), credential(route), body);
                    checkForeseen(softly, "%s %s with %s".formatted(route.method(), route.path(), body), sent);
                }
            }
            softly.assertAll();
        }
    }

    /** Equal; but clients of OpenAI read what is wrong from an object of its own. */
    private static void check(SoftAssertions softly, String where, Sent sent, String wanted) {
        String error = sent.json().path("error").path("message").asText();
        if (error.isEmpty()) {
            softly.assertThat(sent.text()).as(where).isEqualTo(wanted);
        } else {
            softly.assertThat(wanted).as(where).contains('"' + error + '"');
            softly.assertThat(sent.status()).as(where).isBetween(200, 499);
        }
    }

    private static void checkRefused(SoftAssertions softly, Profile profile, String where, Sent sent) {
        checkForeseen(softly, where, sent);
        softly.assertThat(sent.json().path("code").asText())
                .as("%s: %s", where, sent.text())
                .isNotEqualTo("0");
        if (profile == Profile.STANDARD) {
            softly.assertThat(sent.status()).as("%s: %s", where, sent.text()).isBetween(400, 499);
        }
    }

    private static void checkForeseen(SoftAssertions softly, String where, Sent sent) {
        softly.assertThat(sent.status()).as("%s: %s", where, sent.text()).isLessThan(500);
        softly.assertThat(sent.body()).as(where).doesNotContain("Something went wrong here");
        softly.assertThat(sent.json().path("code").isInt()
                        || sent.json().path("error").isObject())
                .as("%s: %s", where, sent.text())
                .isTrue();
    }

    private static String withoutCredential(Route route, Profile profile, Sent sent) {
        return switch (route.credential()) {
            case API_KEY -> keyless(profile, "`Authorization` can't be empty");
            case SESSION, SESSION_TICKET -> UNAUTHORIZED;
            default -> sent.text();
        };
    }

    private static String withHalfACredential(Route route, Profile profile, Sent sent) {
        return switch (route.credential()) {
            case API_KEY -> keyless(profile, "Please check your authorization format.");
            case SESSION, SESSION_TICKET -> UNAUTHORIZED;
            default -> sent.text();
        };
    }

    private static String withAWrongCredential(Route route, Profile profile, Sent sent) {
        return switch (route.credential()) {
            case API_KEY ->
                (profile == Profile.STANDARD ? 401 : 200)
                        + " {\"code\":109,\"message\":\"Authentication error: API key is invalid!\",\"data\":false}";
            case SESSION, SESSION_TICKET -> UNAUTHORIZED;
            default -> sent.text();
        };
    }

    private static final String UNAUTHORIZED =
            "401 {\"code\":401,\"message\":\"<Unauthorized '401: Unauthorized'>\",\"data\":null}";

    private static String keyless(Profile profile, String message) {
        return profile == Profile.STANDARD
                ? "401 {\"code\":401,\"message\":\"%s\",\"data\":false}".formatted(message)
                : "200 {\"code\":0,\"message\":\"%s\",\"data\":false}".formatted(message);
    }

    private static String credential(Route route) {
        return switch (route.credential()) {
            case API_KEY, TICKET -> "Bearer {key}";
            case SESSION, SESSION_TICKET, SHARE, NONE -> "{session}";
        };
    }

    private static boolean endsTheSession(Route route) {
        return route.path().endsWith("/logout");
    }

    private static List<String> paths(Route route) {
        var paths = new ArrayList<String>(route.aliases());
        paths.addFirst(route.path());
        return paths;
    }

    /** All but OpenAI's, which tell failures in a form of their own: transcripts/openai. */
    private static List<Route> enveloped(Stage stage) {
        return stage.routes().stream()
                .filter(route -> !OpenAiFailures.speaksAt(route.path()))
                .toList();
    }

    private static Stream<String> endpoints(Stage stage) {
        return stage.routes().stream().flatMap(route -> paths(route).stream().map(path -> route.method() + " " + path));
    }

    private static String nameless(String route) {
        return route.replaceAll("\\{[^}]*}", "{}");
    }

    private static List<String> listed() throws IOException {
        try (var file = RouteTableTest.class.getResourceAsStream("/routes.txt")) {
            return new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    private static Sent send(Stage stage, String method, String path, String credential, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(stage.uri(path.replaceAll("\\{[^}]*}", "unknown")))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        if (!credential.isEmpty()) {
            request.header("Authorization", stage.fill(credential));
        }
        HttpResponse<String> answer = stage.client().send(request.build(), BodyHandlers.ofString(UTF_8));
        return new Sent(answer.statusCode(), answer.body());
    }

    private record Sent(int status, String body) {

        String text() {
            return status + " " + body;
        }

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                return JSON.createObjectNode();
            }
        }
    }
}
