package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footnote.application.ChatApplication;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The description of the API, for programs and for people. */
class ApiDescriptionTest {

    private static final ChatApplication NONE = new ChatApplication(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    private final List<Route> routes = HttpServer.routes(NONE, new Heartbeat(), Profile.STANDARD);
    private final RouteNotes notes = RouteNotes.load();

    @Test
    void everyRouteHasALineInRoutesTxtAndEveryLineARoute() {
        Set<String> table = routes.stream().map(RouteNotes::key).collect(Collectors.toCollection(TreeSet::new));

        assertThat(new TreeSet<>(notes.notes().keySet())).isEqualTo(table);
        assertThat(notes.notes().values()).allSatisfy(note -> {
            assertThat(note.summary()).isNotBlank();
            assertThat(note.group()).isNotBlank();
        });
    }

    @Test
    void isValidOpenApi31() throws Exception {
        try (var server = start()) {
            String document = get(server, "/openapi.json").body();
            var parsed = new OpenAPIV3Parser().readContents(document, List.of(), new ParseOptions());

            assertThat(parsed.getMessages()).isEmpty();
            assertThat(new OpenAPIV3Parser()
                            .readContents(document.replace("\"responses\":{\"200\"", "\"answers\":{\"200\""))
                            .getMessages())
                    .as("what the validator says of a spoilt one")
                    .isNotEmpty();
            assertThat(parsed.isOpenapi31()).isTrue();
            assertThat(parsed.getOpenAPI().getPaths()).isNotEmpty();
        }
    }

    @Test
    void hasEveryPathAndAliasOfTheTable() throws Exception {
        try (var server = start()) {
            JsonNode paths = new ObjectMapper()
                    .readTree(get(server, "/openapi.json").body())
                    .path("paths");
            for (Route route : routes) {
                String method = route.method().name().toLowerCase(Locale.ROOT);
                assertThat(paths.path(route.path()).path(method).path("summary").asText())
                        .isEqualTo(notes.of(route).summary());
                for (String alias : route.aliases()) {
                    assertThat(paths.path(alias).path(method).isObject())
                            .as(alias)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void takesTwoSpellingsOfAPathForOne() {
        var one = Route.of(GET, "/a/{x}", Credential.NONE, call -> new Result.Done());
        var other = Route.of(io.javalin.http.HandlerType.PUT, "/a/{y}", Credential.API_KEY, call -> new Result.Done());
        var document = new ApiDescription(List.of(one, other), notes).document();

        JsonNode paths = new ObjectMapper().valueToTree(document.get("paths"));
        assertThat(paths).hasSize(1);
        assertThat(paths.path("/a/{x}")
                        .path("put")
                        .path("parameters")
                        .path(0)
                        .path("name")
                        .asText())
                .isEqualTo("x");
    }

    @Test
    void showsEveryRouteOnThePage() throws Exception {
        try (var server = start()) {
            HttpResponse<String> page = get(server, "/docs");

            assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
            assertThat(page.body()).doesNotContain("http://").doesNotContain("https://");
            assertThat(routes)
                    .allSatisfy(
                            route -> assertThat(page.body()).contains("<code>" + RouteNotes.key(route) + "</code>"));
        }
    }

    @Test
    void refusesARouteThatIsDescribedTwice() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> RouteNotes.parse("GET /a | x | One\nGET /a | x | Two\n"))
                .withMessageContaining("GET /a");
    }

    private static HttpServer start() {
        return HttpServer.start(NONE, new HttpConfig("127.0.0.1", 0, Profile.STANDARD, Duration.ofSeconds(2), 1 << 20));
    }

    private static HttpResponse<String> get(HttpServer server, String path) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var uri = URI.create("http://127.0.0.1:" + server.port() + path);
            return client.send(
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
        }
    }
}
