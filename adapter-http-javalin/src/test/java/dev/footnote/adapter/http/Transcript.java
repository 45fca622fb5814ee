package dev.footnote.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What is sent to a server and what it must answer, as a text; {@code transcripts/README.md} tells the format.
 *
 * @param profiles where it holds
 */
record Transcript(Set<Profile> profiles, List<Step> steps) {

    /** One thing after the other. */
    sealed interface Step permits Setup, Exchange {}

    /** Something is made ready. */
    record Setup(String fixture) implements Step {}

    /** @param line where it stands in its file, from 1 */
    record Exchange(int line, Request request, Response response) implements Step {}

    record Request(String method, String path, Map<String, String> headers, String body) {}

    /** @param headers those that must be equal; others may be there */
    record Response(Map<Profile, Integer> statuses, Map<String, String> headers, String body) {}

    static Transcript read(Path file) {
        try {
            return parse(Files.readAllLines(file, UTF_8));
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    static Transcript parse(List<String> lines) {
        Set<Profile> profiles = EnumSet.allOf(Profile.class);
        var steps = new ArrayList<Step>();
        int at = 0;
        while (at < lines.size()) {
            String line = lines.get(at);
            if (line.startsWith(">")) {
                int begin = at;
                List<String> request = block('>', lines, at);
                at += request.size();
                List<String> response = block('<', lines, at);
                at += response.size();
                if (response.isEmpty()) {
                    throw new IllegalArgumentException("line %d: a request without an answer".formatted(begin + 1));
                }
                steps.add(new Exchange(begin + 1, request(request), response(response)));
                continue;
            }
            at++;
            if (line.startsWith("! ")) {
                steps.add(new Setup(line.substring(2).strip()));
            } else if (line.startsWith("profile: ")) {
                profiles = profiles(line.substring("profile: ".length()).strip());
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw new IllegalArgumentException("line %d is of no kind: %s".formatted(at, line));
            }
        }
        if (steps.stream().noneMatch(Exchange.class::isInstance)) {
            throw new IllegalArgumentException("nothing is sent");
        }
        return new Transcript(profiles, List.copyOf(steps));
    }

    private static Set<Profile> profiles(String text) {
        return text.equals("both") ? EnumSet.allOf(Profile.class) : EnumSet.of(profile(text));
    }

    private static Profile profile(String text) {
        return Profile.valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** The lines from {@code at} on that begin with {@code mark}, without it. */
    private static List<String> block(char mark, List<String> lines, int at) {
        var block = new ArrayList<String>();
        for (String line : lines.subList(at, lines.size())) {
            if (line.isEmpty() || line.charAt(0) != mark) {
                break;
            }
            block.add(line.length() > 1 && line.charAt(1) == ' ' ? line.substring(2) : line.substring(1));
        }
        return block;
    }

    private static Request request(List<String> lines) {
        String[] first = lines.getFirst().split(" ", 2);
        Map<String, String> headers = headers(lines);
        boolean multipart = headers.getOrDefault("Content-Type", "").startsWith("multipart/");
        String body = body(lines, multipart ? "\r\n" : "\n");
        return new Request(first[0], first[1], headers, multipart ? body + "\r\n" : body);
    }

    private static Response response(List<String> lines) {
        var statuses = new LinkedHashMap<Profile, Integer>();
        for (String part : lines.getFirst().split("/")) {
            String[] words = part.strip().split(" ");
            if (words.length == 1) {
                profiles("both").forEach(profile -> statuses.put(profile, Integer.valueOf(words[0])));
            } else {
                statuses.put(profile(words[0]), Integer.valueOf(words[1]));
            }
        }
        return new Response(statuses, headers(lines), body(lines, "\n"));
    }

    private static Map<String, String> headers(List<String> lines) {
        int empty = lines.indexOf("");
        var headers = new LinkedHashMap<String, String>();
        for (String line : lines.subList(1, empty < 0 ? lines.size() : empty)) {
            String[] header = line.split(": ", 2);
            headers.put(header[0], header[1]);
        }
        return headers;
    }

    private static String body(List<String> lines, String newline) {
        int empty = lines.indexOf("");
        return empty < 0 ? "" : String.join(newline, lines.subList(empty + 1, lines.size()));
    }
}
