package dev.footnote.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a policy withholds reaches no client, on whatever way it reads the answer. */
class WithheldTextTest {

    private static final String CHAT = "/api/v1/chats/00000005000010008000000000000000";
    private static final String SESSION = "00000006000010008000000000000000";
    private static final String MOON = "The Moon orbits the Earth at a distance of 384400 kilometres. [ID:0]";
    private static final Pattern EVENT = Pattern.compile("(?m)^id: \\S+:\\d+\ndata: .*$");

    private final Stage stage = new Stage(Profile.STANDARD);
    private final List<String> seen = new ArrayList<>();

    @BeforeEach
    void prepare() {
        stage.prepare("chat over document");
        stage.prepare("session");
        stage.prepare("model says \"<think>Unicorns, \" \"perhaps?</think>\" \"Unicorns pa\""
                + " \"int glaciers blue. The Moon orbits the Earth at a distance of 384400 kil\""
                + " \"ometres. Uni\" \"corns sing [ID:0]\" \" and paint.\"");
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @ParameterizedTest
    @CsvSource({"drop, true", "abstain, false"})
    void isOnNoWay(String policy, boolean answered) throws Exception {
        send("PUT", CHAT, "{\"citation_policy\": {\"policy\": \"%s\"}}".formatted(policy));
        String question =
                "{\"question\": \"How far is the Moon from the Earth?\", \"session_id\": \"%s\", \"stream\": %s}";

        String frames = send("POST", CHAT + "/completions", question.formatted(SESSION, true));
        List<String> events = events(frames);
        String turn =
                events.getFirst().substring("id: ".length(), events.getFirst().indexOf(":0\n"));
        String again = CHAT + "/completions/" + turn + "/events";
        assertThat(events(send("GET", again, ""))).isEqualTo(events);
        for (int i = 0; i < events.size(); i++) {
            String id = turn + ":" + i;
            String request = question.formatted(SESSION, true);
            List<String> rest = events.subList(i + 1, events.size());
            assertThat(events(send("GET", again, "", "Last-Event-ID", id))).isEqualTo(rest);
            assertThat(events(send("POST", CHAT + "/completions", request, "Last-Event-ID", id)))
                    .isEqualTo(rest);
        }
        String ticket = new ObjectMapper()
                .readTree(send("POST", CHAT + "/completions/ticket", "{\"session_id\": \"%s\"}".formatted(SESSION)))
                .path("data")
                .path("ticket")
                .asText();
        assertThat(events(send("GET", CHAT + "/completions?ticket=" + ticket, "")))
                .isEqualTo(events);
        send("GET", CHAT + "/completions/" + turn + "?after=-1", "");
        send("POST", CHAT + "/completions", question.formatted(SESSION, false));
        send("POST", CHAT + "/sessions/" + SESSION + "/messages/" + turn + "/regenerate", "{}");
        for (boolean streaming : List.of(true, false)) {
            String request =
                    "{\"model\": \"Librarian\", \"stream\": %s, \"messages\": [{\"role\": \"user\", \"content\": \"How far is the Moon?\"}]}";
            send("POST", "/v1/chat/completions", request.formatted(streaming));
        }
        send("GET", CHAT + "/sessions", "");
        String stored = send("GET", CHAT + "/sessions?id=" + SESSION, "");
        for (String format : List.of("markdown", "json", "answers")) {
            send("GET", CHAT + "/sessions/" + SESSION + "/export?format=" + format, "");
        }
        send("GET", CHAT + "/sessions/" + SESSION + "/branches", "");

        assertThat(seen)
                .hasSizeGreaterThan(18)
                .allSatisfy(answer -> assertThat(answer)
                        .isNotEmpty()
                        .doesNotContainIgnoringCase("corns")
                        .doesNotContain("glaciers"));
        assertThat(stored).contains(answered ? MOON : "Nothing was found.");
        assertThat(frames).contains(answered ? "384400" : "\"checked\":{\"sentences\":3,\"supported\":1}");
    }

    private static List<String> events(String stream) {
        return EVENT.matcher(stream).results().map(MatchResult::group).toList();
    }

    private String send(String method, String path, String body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(stage.uri(path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!path.contains("ticket=")) {
            request.header("Authorization", stage.fill("Bearer {key}"));
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        HttpResponse<String> answer = stage.client().send(request.build(), BodyHandlers.ofString(UTF_8));
        if (answer.statusCode() == 204) { // read to its end
            return "";
        }
        assertThat(answer.statusCode()).isEqualTo(200);
        seen.add(answer.body());
        return answer.body();
    }
}
