package dev.footnote.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import dev.footnote.adapter.http.Transcript.Exchange;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.failure.ChatException.Clash;
import dev.footnote.domain.failure.ChatException.Fault;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.failure.Thing;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What docs/api.md says of HTTP status and code, compared with what is answered. */
class StatusTableTest {

    private static final Pattern CODE = Pattern.compile("^\\s*\\{\\s*\"code\":\\s*(\\d+)");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** What no transcript shows. */
    private static final List<Envelope> UNSEEN = Stream.concat(
                    Stream.of(RateLimits.refusal("").envelope()),
                    Stream.of(
                                    new ChatException.Invalid(Thing.DOCUMENT, Problem.TOO_LONG, ""),
                                    new ChatException.Conflict(Thing.KNOWLEDGE_BASE, Clash.MIXED_EMBEDDING_MODELS, ""),
                                    new ChatException.Upstream(Thing.DATABASE, Fault.RATE_LIMITED, null),
                                    new ChatException.Upstream(Thing.DATABASE, Fault.UNAVAILABLE, null))
                            .map(failure -> Failures.envelope(failure, Route.Wording.PLAIN)))
            .toList();

    @ParameterizedTest
    @EnumSource
    void aKindHasTheStatusOfItsRow(Outcome outcome) throws IOException {
        assertThat(rows())
                .filteredOn(row -> row.kind().equals(kind(outcome)))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.standard()).isEqualTo(Profile.STANDARD.status(outcome));
                    assertThat(row.ragflow()).isEqualTo(Profile.RAGFLOW.status(outcome));
                });
    }

    @Test
    void hasARowForEachKindAndNoOther() throws IOException {
        assertThat(rows())
                .extracting(Row::kind)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Outcome.values())
                        .map(StatusTableTest::kind)
                        .toList());
    }

    @Test
    void hasTheCodesOfAllAnswersOfTheTranscripts() throws Exception {
        List<Row> rows = rows();
        for (Answer answer : answers()) {
            assertThat(rows).as("%s", answer).anyMatch(row -> row.codes().contains(answer.code()) && row.tells(answer));
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NO_ROUTE", "UNFORESEEN"}) // HttpServerTest shows these
    void hasTheCodesThatAreToldAndNoOther(Outcome outcome) throws Exception {
        Row row = rows().stream()
                .filter(one -> one.kind().equals(kind(outcome)))
                .findFirst()
                .orElseThrow();
        var told = new HashSet<Integer>();
        answers().stream().filter(row::tells).map(Answer::code).forEach(told::add);
        told.retainAll(row.codes()); // what is told in one profile alone may be of another row
        UNSEEN.stream()
                .filter(one -> one.outcome() == outcome)
                .forEach(one -> told.add((Integer) one.body().get("code")));

        assertThat(row.codes()).isEqualTo(told);
    }

    /** How the page calls it. */
    private static String kind(Outcome outcome) {
        return switch (outcome) {
            case FINE -> "success";
            case INVALID -> "a value is wrong or missing";
            case UNKNOWN_KEY -> "no API key, or a wrong one";
            case NOT_SIGNED_IN -> "not signed in";
            case FORBIDDEN -> "not allowed";
            case NOT_FOUND -> "not there, or not yours";
            case NO_ROUTE -> "no such path";
            case WRONG_METHOD -> "wrong method";
            case CONFLICT -> "in conflict: name taken, an answer being written";
            case TOO_LARGE -> "too large";
            case LIMITED -> "too many requests";
            case UNFORESEEN -> "unforeseen";
            case UPSTREAM -> "a model or a page of the web failed";
            case UNAVAILABLE -> "database or index down";
        };
    }

    private static List<Row> rows() throws IOException {
        return Files.readString(Path.of("..", "docs", "api.md"))
                .lines()
                .dropWhile(line -> !line.startsWith("| kind |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Splitter.on('|').trimResults().omitEmptyStrings().splitToList(line))
                .map(cells -> new Row(
                        cells.get(0),
                        NUMBER.matcher(cells.get(1))
                                .results()
                                .map(found -> Integer.valueOf(found.group()))
                                .collect(Collectors.toCollection(TreeSet::new)),
                        Integer.parseInt(cells.get(2)),
                        Integer.parseInt(cells.get(3))))
                .toList();
    }

    private static List<Answer> answers() throws IOException, URISyntaxException {
        Path root = Path.of(StatusTableTest.class.getResource("/transcripts").toURI());
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .filter(file -> !file.endsWith("dify.txt")) // Dify has statuses of its own
                    .flatMap(StatusTableTest::answers)
                    .toList();
        }
    }

    private static Stream<Answer> answers(Path file) {
        Transcript transcript = Transcript.read(file);
        return transcript.steps().stream()
                .flatMap(step -> step instanceof Exchange exchange
                        ? answer(file, transcript, exchange).stream()
                        : Stream.empty());
    }

    private static Optional<Answer> answer(Path file, Transcript transcript, Exchange exchange) {
        var code = CODE.matcher(exchange.response().body());
        return code.find()
                ? Optional.of(
                        new Answer(file + ":" + exchange.line(), transcript, exchange, Integer.parseInt(code.group(1))))
                : Optional.empty();
    }

    /** One kind of answer. */
    private record Row(String kind, Set<Integer> codes, int standard, int ragflow) {

        /** Whether it has the status of this row in each profile where it is given. */
        boolean tells(Answer answer) {
            return answer.transcript().profiles().stream()
                    .allMatch(profile -> answer.exchange()
                            .response()
                            .statuses()
                            .get(profile)
                            .equals(profile == Profile.STANDARD ? standard : ragflow));
        }
    }

    private record Answer(String where, Transcript transcript, Exchange exchange, int code) {

        @Override
        public String toString() {
            return "%s: code %d".formatted(where, code);
        }
    }
}
