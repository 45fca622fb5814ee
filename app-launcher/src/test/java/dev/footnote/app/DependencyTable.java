package dev.footnote.app;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which of our modules each module may use outside its tests. */
final class DependencyTable {

    private static final Set<String> DRIVEN = Set.of("chat-domain", "chat-ports");

    static final Map<String, Set<String>> ROWS = rows();

    private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>(.*?)</dependency>");
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private DependencyTable() {}

    private static Map<String, Set<String>> rows() {
        var rows = new TreeMap<String, Set<String>>();
        rows.put("chat-domain", Set.of());
        rows.put("chat-ports", Set.of("chat-domain"));
        rows.put("chat-application", DRIVEN);
        rows.put("chat-testkit", DRIVEN);
        for (String driven : List.of(
                "jdbi",
                "lucene",
                "llm-openai",
                "documents",
                "auth",
                "embedding-onnx",
                "extractive",
                "postgres-embedded",
                "telemetry")) {
            rows.put("adapter-" + driven, DRIVEN);
        }
        rows.put("adapter-http-javalin", Set.of("chat-domain", "chat-application"));
        rows.put(
                "evaluation",
                Set.of("chat-domain", "chat-ports", "chat-application", "adapter-lucene", "adapter-embedding-onnx"));
        var all = new HashSet<>(rows.keySet());
        all.remove("chat-testkit");
        rows.put("app-launcher", all);
        return rows;
    }

    /** The modules of ours that {@code pom} names as dependencies outside tests. */
    static Set<String> ours(String pom) {
        return DEPENDENCY
                .matcher(pom)
                .results()
                .map(MatchResult::group)
                .filter(dependency -> dependency.contains("<groupId>dev.footnote</groupId>"))
                .filter(dependency -> !dependency.contains("<scope>test</scope>"))
                .map(dependency -> {
                    var artifact = ARTIFACT.matcher(dependency);
                    return artifact.find() ? artifact.group(1) : dependency;
                })
                .collect(Collectors.toSet());
    }

    /** The modules that the root pom names. */
    static List<String> modules(String pom) {
        return MODULE.matcher(pom).results().map(module -> module.group(1)).toList();
    }
}
