package dev.footnote.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An OpenID provider that others wrote, where everybody can sign in: {@code ann} has the address
 * {@code ann@people.test}, that of {@code unverified-…} is not verified, {@code mailless-…} has none.
 */
final class PeopleServer {

    static final String SECRET = "a-secret-that-only-this-test-knows";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern ACTION = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");
    private static final Pattern PROMPT = Pattern.compile("name=\"prompt\" value=\"([a-z]+)\"");

    private final Process process;
    private final int port;
    private final URI home;

    private PeopleServer(Process process, int port, URI home) {
        this.process = process;
        this.port = port;
        this.home = home;
    }

    /** @param home of the server that people are sent back to */
    static PeopleServer start(Path folder, URI home) throws Exception {
        int port = freePort();
        Path output = folder.resolve("people.log");
        Process process = NodeClient.installed("oidc")
                .startScript(
                        output,
                        Map.of(),
                        "provider.mjs",
                        String.valueOf(port),
                        new ObjectMapper().writeValueAsString(clients(home)));
        Waiting.until("the provider listens", Duration.ofSeconds(60), () -> {
            assertThat(process.isAlive()).as(Files.readString(output)).isTrue();
            return Files.readString(output).contains("listening");
        });
        return new PeopleServer(process, port, home);
    }

    private static List<Map<String, Object>> clients(URI home) {
        return List.of(
                client("by-header", "client_secret_basic", home.resolve("/v1/user/oauth/callback/people")),
                client("by-body", "client_secret_post", home.resolve("/v1/user/oauth/callback/plain")),
                client("like-github", "client_secret_post", home.resolve("/v1/user/github_callback")));
    }

    private static Map<String, Object> client(String id, String method, URI redirect) {
        return Map.of(
                "client_id",
                id,
                "client_secret",
                SECRET,
                "token_endpoint_auth_method",
                method,
                "redirect_uris",
                List.of(redirect.toString()));
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** An address at the provider. */
    URI uri(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(port, path));
    }

    /** What {@code person} is sent back with after signing in at {@code address}. */
    Map<String, String> signIn(String address, String person) throws IOException, InterruptedException {
        return parameters(cameBack(address, person).getRawQuery());
    }

    /** Where {@code person} is sent back to. */
    URI cameBack(String address, String person) throws IOException, InterruptedException {
        try (var client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            URI at = URI.create(address);
            HttpResponse<String> answer = send(client, HttpRequest.newBuilder(at));
            for (int steps = 0; steps < 12; steps++) {
                if (answer.statusCode() / 100 == 3) {
                    at = at.resolve(answer.headers().firstValue("Location").orElseThrow());
                    if (at.getPort() == home.getPort()) {
                        return at;
                    }
                    answer = send(client, HttpRequest.newBuilder(at));
                } else {
                    answer = send(client, filled(answer.body(), person));
                }
            }
            throw new AssertionError("the provider does not come to an end: " + answer.body());
        }
    }

    private static HttpRequest.Builder filled(String page, String person) {
        Matcher action = ACTION.matcher(page);
        Matcher prompt = PROMPT.matcher(page);
        assertThat(action.find() && prompt.find()).as(page).isTrue();
        String form = "prompt=%s&login=%s&password=any".formatted(prompt.group(1), URLEncoder.encode(person, UTF_8));
        return HttpRequest.newBuilder(URI.create(action.group(1)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(
                request.timeout(PATIENCE).version(HttpClient.Version.HTTP_1_1).build(), BodyHandlers.ofString(UTF_8));
    }

    static Map<String, String> parameters(String query) {
        return Arrays.stream(query.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
    }

    void stop() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
