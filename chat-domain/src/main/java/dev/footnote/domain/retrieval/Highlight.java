package dev.footnote.domain.retrieval;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The words of a question where they stand in a text. */
public final class Highlight {

    private static final Set<String> FILLERS = Set.of(
            ("a an and are as at be by do does for from has have how in is it of on or that the this to was what when"
                            + " where which who whom why will with")
                    .split(" "));

    private final Set<String> words = new HashSet<>();

    /** Looks for the words of {@code question} that carry meaning. */
    public Highlight(String question) {
        for (WordRun run : WordRun.in(question)) {
            String word = run.word();
            if (run.han()) {
                words.addAll(pairs(word));
            } else if (!FILLERS.contains(word)) {
                words.add(stem(word));
            }
        }
    }

    /** {@code text} with {@code before} and {@code after} around each of the words. */
    public String mark(String text, String before, String after) {
        var marked = new StringBuilder();
        int done = 0;
        for (WordRun run : WordRun.in(text)) {
            for (int[] span : spans(run)) {
                int start = run.start() + span[0];
                int end = run.start() + span[1];
                marked.append(text, done, start)
                        .append(before)
                        .append(text, start, end)
                        .append(after);
                done = end;
            }
        }
        return marked.append(text, done, text.length()).toString();
    }

    /** The words of {@code text} in lower case, with blanks between them. */
    public static String tokens(String text) {
        return WordRun.in(text).stream().map(WordRun::word).collect(Collectors.joining(" "));
    }

    private List<int[]> spans(WordRun run) {
        String word = run.word();
        if (!run.han()) {
            return words.contains(stem(word)) ? List.of(new int[] {0, run.end() - run.start()}) : List.of();
        }
        List<int[]> spans = new ArrayList<>();
        for (int at = 0; at < word.length(); at++) {
            int end = Math.min(at + 2, word.length());
            if (words.contains(word.substring(at, end))) {
                if (!spans.isEmpty() && spans.getLast()[1] >= at) {
                    spans.getLast()[1] = end;
                } else {
                    spans.add(new int[] {at, end});
                }
            }
        }
        return spans;
    }

    private static List<String> pairs(String word) {
        List<String> pairs = new ArrayList<>();
        for (int at = 0; at + 2 <= word.length(); at++) {
            pairs.add(word.substring(at, at + 2));
        }
        return pairs.isEmpty() ? List.of(word) : pairs;
    }

    private static String stem(String word) {
        return word.length() > 3 && word.endsWith("s") && !word.endsWith("ss")
                ? word.substring(0, word.length() - 1)
                : word;
    }
}
