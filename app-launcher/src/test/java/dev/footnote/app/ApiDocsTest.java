package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command of docs/api.md, sent to a real server, one after the other; each gets the answer that stands below it.
 */
class ApiDocsTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK =
            Pattern.compile("(?m)^```sh\\n(curl .*?)^```\\n\\s*^```(json|text) ?(\\d*)\\n(.*?)^```$", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("\\$([A-Z]+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> variables = new HashMap<>();

    @TempDir
    Path home;

    @Test
    void everyCommandGetsItsAnswer() throws Exception {
        String page = Files.readString(ROOT.resolve("docs/api.md"));
        AppConfig config = AppConfig.from(Map.of("FOOTNOTE_HOME", home.toString(), "FOOTNOTE_HTTP_PORT", "0"), home);
        int sent = 0;
        try (App app = App.start(config, notice -> {})) {
            variables.put("BASE", "http://127.0.0.1:" + app.port());
            variables.put("KEY", ApiClient.readKey(home).value());
            Matcher block = BLOCK.matcher(page);
            while (block.find()) {
                int status = block.group(3).isEmpty() ? 200 : Integer.parseInt(block.group(3));
                exchange(block.group(1), status, block.group(2), block.group(4));
                sent++;
            }
        }
        assertThat(sent).isEqualTo(page.split("```sh\n", -1).length - 1);
    }

    private void exchange(String command, int status, String form, String expected) throws Exception {
        HttpRequest request = request(words(command));
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            List<String> differences = form.equals("json")
                    ? differences(json.readTree(withoutGaps(expected)), json.readTree(answer.body()), "answer")
                    : differences(
                            expected.lines().toList(), answer.body().lines().toList());
            if (answer.statusCode() == status && differences.isEmpty()) {
                return;
            }
            boolean changes = request.method().equals("GET"); // what a request starts may take a while
            assertThat(changes && System.nanoTime() < until)
                    .as("%s%n%s %s%n%s", command, answer.statusCode(), differences, answer.body())
                    .isTrue();
            Thread.sleep(200);
        }
    }

    /** The words of a command, as a shell would see them. */
    private List<String> words(String command) {
        var words = new ArrayList<String>();
        Matcher word = Pattern.compile("(?:'[^']*'|\"(?:\\\\.|[^\"\\\\])*\"|\\\\\\n|[^\\s'\"])+")
                .matcher(command);
        while (word.find()) {
            var text = new StringBuilder();
            Matcher part = Pattern.compile("'([^']*)'|\"((?:\\\\.|[^\"\\\\])*)\"|\\\\\\n|([^\\s'\"])")
                    .matcher(word.group());
            while (part.find()) {
                if (part.group(1) != null) {
                    text.append(part.group(1));
                } else if (part.group(2) != null) {
                    text.append(filled(part.group(2).replace("\\\"", "\"")));
                } else if (part.group(3) != null) {
                    text.append(part.group(3));
                }
            }
            if (!text.isEmpty()) {
                words.add(text.toString());
            }
        }
        return words;
    }

    private String filled(String text) {
        return VARIABLE.matcher(text).replaceAll(found -> {
            assertThat(variables).containsKey(found.group(1));
            return Matcher.quoteReplacement(variables.get(found.group(1)));
        });
    }

    private HttpRequest request(List<String> words) throws IOException {
        var builder = HttpRequest.newBuilder().timeout(PATIENCE);
        String method = "GET";
        var body = BodyPublishers.noBody();
        assertThat(words.getFirst()).isEqualTo("curl");
        for (int i = 1; i < words.size(); i++) {
            switch (words.get(i)) {
                case "-s", "-sN" -> {}
                case "-X" -> method = words.get(++i);
                case "-H" -> {
                    String[] header = words.get(++i).split(": ", 2);
                    builder.header(header[0], header[1]);
                }
                case "-d" -> {
                    method = method.equals("GET") ? "POST" : method;
                    body = BodyPublishers.ofString(words.get(++i));
                }
                case "-F" -> {
                    method = "POST";
                    builder.header("Content-Type", "multipart/form-data; boundary=cut");
                    body = BodyPublishers.ofByteArray(upload(words.get(++i)));
                }
                default -> builder.uri(URI.create(words.get(i)));
            }
        }
        return builder.method(method, body).build();
    }

    private static byte[] upload(String field) throws IOException {
        Path file = ROOT.resolve(field.substring("file=@".length()));
        var bytes = new ByteArrayOutputStream();
        bytes.write(("--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n"
                        .formatted(file.getFileName()))
                .getBytes(StandardCharsets.UTF_8));
        bytes.write(Files.readAllBytes(file));
        bytes.write("\r\n--cut--\r\n".getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    /** JSON with gaps made strings. */
    private static String withoutGaps(String text) {
        return Pattern.compile("(\"(?:\\\\.|[^\"\\\\])*\")|…")
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1) == null ? "\"…\"" : found.group(1)));
    }

    /** Where {@code got} lacks something of {@code expected}; keeps the values of variables. */
    private List<String> differences(JsonNode expected, JsonNode got, String at) {
        var found = new ArrayList<String>();
        if (expected.isObject()) {
            expected.properties()
                    .forEach(field -> found.addAll(
                            differences(field.getValue(), got.path(field.getKey()), at + "." + field.getKey())));
        } else if (expected.isArray()) {
            for (int i = 0; i < expected.size(); i++) {
                found.addAll(differences(expected.path(i), got.path(i), at + "[" + i + "]"));
            }
        } else if (expected.isTextual()) {
            boolean there = !got.isMissingNode()
                    || at.endsWith("]") && expected.textValue().equals("…");
            boolean same = expected.textValue().equals("…")
                    || !bound(expected.textValue(), got.asText()).isEmpty();
            if (!there || !same) {
                found.add("%s is %s".formatted(at, got));
            }
        } else if (!expected.equals(got)) {
            found.add("%s is %s".formatted(at, got));
        }
        return found;
    }

    /** Which of the expected lines do not come, in their order. */
    private List<String> differences(List<String> expected, List<String> got) {
        int next = 0;
        for (String line : expected) {
            while (next < got.size() && bound(line, got.get(next)).isEmpty()) {
                next++;
            }
            if (next++ == got.size()) {
                return List.of("not there: " + line);
            }
        }
        return List.of();
    }

    /** {@code got} if it is as {@code expected} says, else nothing; keeps the values of variables. */
    private List<String> bound(String expected, String got) {
        var names = new ArrayList<String>();
        var pattern = new StringBuilder();
        Matcher special = Pattern.compile("…|\\$([A-Z]+)").matcher(expected);
        int from = 0;
        while (special.find()) {
            pattern.append(Pattern.quote(expected.substring(from, special.start())));
            from = special.end();
            if (special.group(1) == null) {
                pattern.append(".*");
            } else if (variables.containsKey(special.group(1))) {
                pattern.append(Pattern.quote(variables.get(special.group(1))));
            } else {
                names.add(special.group(1));
                pattern.append("([^\":\\s]+)");
            }
        }
        pattern.append(Pattern.quote(expected.substring(from)));
        Matcher match = Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(got);
        if (!match.matches()) {
            return List.of();
        }
        for (int i = 0; i < names.size(); i++) {
            variables.put(names.get(i), match.group(i + 1));
        }
        return List.of(got);
    }
}
