package dev.footnote.domain.retrieval;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words of a question where they stand in a text. */
public final class Highlight {

    private static final Pattern WORD = Pattern.compile("\\p{IsHan}+|[\\p{L}\\p{N}&&[^\\p{IsHan}]]+");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}+");
    private static final Set<String> FILLERS = Set.of(
            ("a an and are as at be by do does for from has have how in is it of on or that the this to was what when"
                            + " where which who whom why will with")
                    .split(" "));

    private final Set<String> words = new HashSet<>();

    /** Looks for the words of {@code question} that carry meaning. */
    public Highlight(String question) {
        WORD.matcher(question).results().forEach(found -> {
            String word = found.group().toLowerCase(Locale.ROOT);
            if (HAN.matcher(word).matches()) {
                words.addAll(pairs(word));
            } else if (!FILLERS.contains(word)) {
                words.add(stem(word));
            }
        });
    }

    /** {@code text} with {@code before} and {@code after} around each of the words. */
    public String mark(String text, String before, String after) {
        var marked = new StringBuilder();
        int done = 0;
        Matcher found = WORD.matcher(text);
        while (found.find()) {
            for (int[] span : spans(found.group())) {
                int start = found.start() + span[0];
                int end = found.start() + span[1];
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
        return WORD.matcher(text)
                .results()
                .map(found -> found.group().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }

    private List<int[]> spans(String word) {
        if (!HAN.matcher(word).matches()) {
            return words.contains(stem(word.toLowerCase(Locale.ROOT)))
                    ? List.of(new int[] {0, word.length()})
                    : List.of();
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
