package dev.footnote.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.ChatApplication.Limits;
import dev.footnote.application.identity.ManageApiTokens.Wanted;
import dev.footnote.testkit.InMemoryPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Who may reach what: every route of the table, by ids of one's own, of another tenant, of what was deleted and of
 * nothing, with every kind of credential.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsolationTest {

    private static final Set<String> UNCOMPARED =
            Set.of("date", "content-length", "connection", "transfer-encoding", "keep-alive", "x-request-id");

    private static final Set<String> REMOVED_TWICE = Set.of("POST /v1/dialog/rm");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<Profile, House> houses = new TreeMap<>();

    @BeforeAll
    void build() {
        for (Profile profile : Profile.values()) {
            houses.put(profile, new House(profile));
        }
    }

    @AfterAll
    void tearDown() {
        houses.values().forEach(House::close);
        client.shutdownNow();
    }

    @TestFactory
    Stream<DynamicTest> everyRouteHasALine() throws IOException {
        Set<String> lines =
                IsolationRow.all().stream().map(IsolationRow::endpoint).collect(Collectors.toSet());
        return house(Profile.STANDARD).routes.keySet().stream()
                .map(route -> dynamicTest(route, () -> assertThat(lines).contains(route)));
    }

    @TestFactory
    Stream<DynamicTest> foreignIdsAreLikeUnknownOnes() throws IOException {
        return everywhere((house, row) -> {
            for (String credential : house.credentials(row, house.us)) {
                for (Set<String> replaced : subsets(row)) {
                    foreignIsLikeUnknown(house, row, credential, replaced);
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> onesOwnIdsAreNot() throws IOException {
        return everywhere((house, row) -> {
            if (row.names().isEmpty() || house.route(row).credential() == Credential.NONE && !house.keyed(row)) {
                return;
            }
            Inhabitant own = Inhabitant.settle(house.app);
            String credential = house.credentials(row, own).getFirst();
            String unknown = house.answer(row.with(unknown(row.names(), own)), credential, Map.of());
            List<Map<?, ?>> before = house.memory.database().rows();
            String known = house.answer(row.with(own.ids()), credential, Map.of());
            assertThat(known.equals(unknown) && house.memory.database().rows().equals(before))
                    .as("%s does nothing with one's own: %s", row, known)
                    .isFalse();
        });
    }

    @TestFactory
    Stream<DynamicTest> nobodyElseIsInWhatIsToldWithoutAnId() throws IOException {
        return everywhere((house, row) -> {
            if (!row.names().isEmpty() || house.route(row).credential() == Credential.NONE) {
                return;
            }
            Inhabitant own = Inhabitant.settle(house.app);
            for (String credential : house.credentials(row, own)) {
                assertThat(house.answer(row, credential, Map.of()))
                        .as(row.toString())
                        .doesNotContain(house.them.mark(), house.us.mark());
                assertThat(holds(house.memory.database().rows(), house.theirs))
                        .as("%s leaves theirs as it was", row)
                        .isTrue();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> nothingOpensWithoutARightCredential() throws IOException {
        return everywhere((house, row) -> {
            Route route = house.route(row);
            if (route.credential() == Credential.NONE && !house.keyed(row)) {
                return;
            }
            IsolationRow own = row.with(house.us.ids());
            boolean share = route.credential() == Credential.SHARE;
            String none = refused(house, own, Optional.empty());
            for (String query : List.of(
                    "api_key=" + house.us.key(),
                    "token=" + house.us.share(),
                    "access_token=" + house.us.session(),
                    "Authorization=Bearer%20" + house.us.key())) {
                assertThat(refused(house, own.withQuery(query), Optional.empty()))
                        .as("%s with a credential in the query", row)
                        .isEqualTo(none);
            }
            refused(house, own, Optional.of("half"));
            refused(house, own, Optional.of("Basic a b"));
            String wrong = refused(house, own, Optional.of("Bearer wrong"));
            for (String credential : house.wrong(share)) {
                assertThat(refused(house, own, Optional.of(credential)))
                        .as("%s with %s", row, credential)
                        .isEqualTo(wrong);
            }
        });
    }

    private static String refused(House house, IsolationRow row, Optional<String> credential) throws Exception {
        List<Map<?, ?>> before = house.memory.database().rows();
        String answer = house.answer(row, credential.orElse(""), Map.of());
        assertThat(house.memory.database().rows().equals(before))
                .as("%s changes nothing", row)
                .isTrue();
        assertThat(answer).as(row.toString()).doesNotContain(house.us.mark());
        return answer;
    }

    private void foreignIsLikeUnknown(House house, IsolationRow row, String credential, Set<String> replaced)
            throws Exception {
        Map<String, String> unknown = ids(house.us, unknown(replaced, house.us));
        String expected = house.answer(row.with(unknown), credential, unknown);
        for (Inhabitant other : List.of(house.them, house.gone)) {
            if (!other.ids().keySet().containsAll(replaced)) {
                continue; // nobody deletes a tenant
            }
            if (other == house.gone && REMOVED_TWICE.contains(row.endpoint())) {
                continue; // who removed it is told that it is removed
            }
            Map<String, String> foreign = ids(house.us, only(other.ids(), replaced));
            List<Map<?, ?>> before = house.memory.database().rows();
            String answer = house.answer(row.with(foreign), credential, foreign);
            assertThat(answer)
                    .as("%s with %s of %s", row, replaced, other == house.them ? "another tenant" : "what is gone")
                    .isEqualTo(expected)
                    .doesNotContain(house.them.mark());
            List<Map<?, ?>> after = house.memory.database().rows();
            assertThat(holds(after, house.theirs))
                    .as("%s leaves theirs as it was", row)
                    .isTrue();
            assertThat(answer.contains("\"code\":0") || after.equals(before))
                    .as("%s changes nothing", row)
                    .isTrue();
        }
    }

    private static boolean holds(List<Map<?, ?>> tables, List<Map<?, ?>> rows) {
        return IntStream.range(0, rows.size())
                .allMatch(table ->
                        tables.get(table).entrySet().containsAll(rows.get(table).entrySet()));
    }

    /** Each id alone, the others being one's own, and all together. */
    private static List<Set<String>> subsets(IsolationRow row) {
        var subsets = new ArrayList<Set<String>>();
        row.names().forEach(name -> subsets.add(Set.of(name)));
        if (row.names().size() > 1) {
            subsets.add(row.names());
        }
        return subsets;
    }

    private static Map<String, String> ids(Inhabitant own, Map<String, String> replaced) {
        var ids = new HashMap<>(own.ids());
        ids.putAll(replaced);
        return ids;
    }

    private static Map<String, String> only(Map<String, String> ids, Set<String> names) {
        var some = new HashMap<>(ids);
        some.keySet().retainAll(names);
        return some;
    }

    /** Ids of nothing, of the form of those that there are. */
    private static Map<String, String> unknown(Set<String> names, Inhabitant like) {
        var unknown = new HashMap<String, String>();
        for (String name : names) {
            String id = like.ids().get(name);
            unknown.put(name, "f" + id.substring(1, id.length() - 1) + "f");
        }
        return unknown;
    }

    private Stream<DynamicTest> everywhere(Check check) throws IOException {
        List<IsolationRow> rows = IsolationRow.all();
        return houses.values().stream()
                .flatMap(house -> rows.stream()
                        .map(row -> dynamicTest(
                                "%s: %s %s".formatted(house.profile, row.method(), row.path()),
                                () -> check.of(house, row))));
    }

    private House house(Profile profile) {
        return houses.get(profile);
    }

    @FunctionalInterface
    private interface Check {
        void of(House house, IsolationRow row) throws Exception;
    }

    /** A server with three tenants: one asks, one is asked for, and of one everything is gone. */
    private final class House {

        private final Profile profile;
        private final InMemoryPorts memory = InMemoryPorts.saying("The Moon orbits the Earth.");
        private final ChatApplication app = ChatApplication.over(memory.ports(), Limits.DEFAULT);
        private final HttpServer server;
        private final Map<String, Route> routes = new TreeMap<>();
        private final Inhabitant us;
        private final Inhabitant them;
        private final Inhabitant gone;
        private final String expired;
        private final List<Map<?, ?>> theirs;

        House(Profile profile) {
            this.profile = profile;
            app.start();
            us = Inhabitant.settle(app);
            them = Inhabitant.settle(app);
            gone = us.again(app).gone(app);
            expired = expired(app, memory, us);
            theirs = rowsOf(them);
            server = HttpServer.start(app, new HttpConfig("127.0.0.1", 0, profile, Duration.ofSeconds(2), 1 << 20));
            try (var heartbeat = new Heartbeat()) {
                for (Route route : HttpServer.routes(app, heartbeat, new Tickets(), profile)) {
                    routes.put(IsolationRow.nameless(route.method() + " " + route.path()), route);
                }
            }
        }

        private static String expired(ChatApplication app, InMemoryPorts memory, Inhabitant owner) {
            var soon = memory.clock().instant().plusSeconds(1);
            var wanted = new Wanted("", Optional.empty(), Optional.of(soon), Optional.empty());
            String key =
                    app.manageApiTokens().create(owner.caller(), wanted).key().value();
            memory.clock().advance(Duration.ofSeconds(2));
            return key;
        }

        Route route(IsolationRow row) {
            Route route = routes.get(row.endpoint());
            assertThat(route).as("%s is no route", row.endpoint()).isNotNull();
            return route;
        }

        /** Whether a route that is declared as open looks for a key all the same. */
        boolean keyed(IsolationRow row) {
            return route(row).path().equals(DifyRetrieval.PATH);
        }

        /** The right credentials of a route. */
        List<String> credentials(IsolationRow row, Inhabitant user) {
            return switch (route(row).credential()) {
                case NONE, API_KEY, TICKET -> List.of("Bearer " + user.key());
                case SESSION, SESSION_TICKET ->
                    List.of(user.session(), "Bearer " + user.session(), "Bearer " + user.key());
                case SHARE -> List.of("Bearer " + user.share());
            };
        }

        /** Credentials that open other things, or no longer anything. */
        List<String> wrong(boolean share) {
            List<String> always = List.of(
                    "Bearer " + gone.key(),
                    "Bearer " + expired,
                    "Bearer " + us.key().substring(1));
            return Stream.concat(always.stream(), Stream.of("Bearer " + (share ? us.key() : us.share())))
                    .toList();
        }

        /** The rows that tell of a tenant. */
        private List<Map<?, ?>> rowsOf(Inhabitant tenant) {
            return memory.database().rows().stream()
                    .<Map<?, ?>>map(table -> table.entrySet().stream()
                            .filter(entry -> tenant.ids().values().stream().anyMatch(entry.toString()::contains))
                            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                    .toList();
        }

        /** Status, headers and body, with names for ids. */
        String answer(IsolationRow row, String credential, Map<String, String> ids) throws Exception {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + row.path()))
                    .timeout(Duration.ofSeconds(20));
            if (row.body().startsWith("@file")) {
                var form = new StringBuilder();
                for (String field : row.body().split(" ", -1)) {
                    String[] parts = field.split("=", 2);
                    form.append("--b\r\nContent-Disposition: form-data; name=\"")
                            .append(parts.length == 1 ? "file\"; filename=\"a.txt" : parts[0])
                            .append("\"\r\n\r\n")
                            .append(parts.length == 1 ? "New" : parts[1])
                            .append("\r\n");
                }
                form.append("--b--\r\n");
                request.header("Content-Type", "multipart/form-data; boundary=b")
                        .method(row.method(), BodyPublishers.ofString(form.toString()));
            } else {
                request.header("Content-Type", "application/json")
                        .method(row.method(), BodyPublishers.ofString(row.body()));
            }
            if (!credential.isEmpty()) {
                request.header("Authorization", credential);
            }
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString(UTF_8));
            var headers = new TreeMap<>(answer.headers().map());
            headers.keySet().removeAll(UNCOMPARED);
            String text = answer.statusCode() + " " + headers + " " + answer.body();
            for (var id : ids.entrySet()) {
                text = text.replace(id.getValue(), "{" + id.getKey() + "}");
            }
            return text;
        }

        void close() {
            server.close();
            app.stop(Duration.ZERO);
        }
    }
}
