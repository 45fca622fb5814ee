package dev.footnote.adapter.extractive;

import dev.footnote.domain.citation.CitationMarkers;
import dev.footnote.domain.retrieval.ScoredChunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Cuts chunks into sentences; headings and fragments are left out. */
final class Sentences {

    private static final int FEWEST_WORDS = 4;
    private static final int MOST_WORDS = 60;
    private static final int HEADING_WORDS = 8;
    private static final Pattern MARKERS =
            Pattern.compile("\\[ID\\s?[:：]?\\s?\\d{1,9}\\s?]|##\\d{1,9}\\$\\$|</?think>", Pattern.CASE_INSENSITIVE);
    private static final Pattern END = Pattern.compile("(?<=[.!?])(?=\\s)|(?<=[.!?][\"”’')\\]])(?=\\s)|(?<=[。！？])");
    private static final Pattern ENDED = Pattern.compile("[.!?。！？:;][\"”’')\\]]?$");
    private static final Pattern ABBREVIATED = Pattern.compile(
            "(?:^|[\\s(])(?:\\p{L}|e\\.g|i\\.e|etc|vs|cf|approx|Dr|Mr|Mrs|Ms|Prof|St|No|Nr|Fig|Sec|Vol|Inc)\\.$");
    private static final Pattern ITEM = Pattern.compile("^(?:[-*•–|#>]|\\d{1,3}[.)])\\s?.*");
    private static final Pattern BULLET = Pattern.compile("^(?:[-*•–>]+\\s+)+");
    private static final Pattern IDEOGRAPH = Pattern.compile("\\p{IsIdeographic}");

    private Sentences() {}

    /** The sentences of all {@code chunks}, in order. */
    static List<Sentence> of(List<ScoredChunk> chunks) {
        var sentences = new ArrayList<Sentence>();
        for (int i = 0; i < chunks.size(); i++) {
            var chunk = chunks.get(i).chunk();
            Set<String> context = Terms.of(chunk.documentName() + " " + chunk.content());
            for (String text : split(chunk.content())) {
                sentences.add(new Sentence(
                        i, text, Terms.of(text), context, chunks.get(i).similarity()));
            }
        }
        return sentences;
    }

    /** The sentences of {@code text}, without markers and needless space. */
    static List<String> split(String text) {
        var sentences = new ArrayList<String>();
        for (String paragraph : paragraphs(MARKERS.matcher(text).replaceAll(" "))) {
            for (String sentence : sentencesOf(paragraph)) {
                addPieces(BULLET.matcher(sentence).replaceFirst(""), sentences);
            }
        }
        return sentences;
    }

    /** Lines that belong together, joined; headings are gone. */
    private static List<String> paragraphs(String text) {
        var paragraphs = new ArrayList<String>();
        var open = new ArrayList<String>();
        for (String line : (Iterable<String>) text.lines().map(Sentences::tidy)::iterator) {
            boolean begins = line.isEmpty() || ITEM.matcher(line).matches() || stands(open, line);
            if (begins) {
                close(open, paragraphs);
            }
            if (!line.isEmpty()) {
                open.add(line);
            }
        }
        close(open, paragraphs);
        return paragraphs;
    }

    /** Whether what is {@code open} is a heading or a cell of its own, not the beginning of {@code line}. */
    private static boolean stands(List<String> open, String line) {
        return open.size() == 1
                && words(open.getFirst()) <= HEADING_WORDS
                && !Character.isLowerCase(line.codePointAt(0));
    }

    private static void close(List<String> open, List<String> paragraphs) {
        String paragraph = String.join(" ", open);
        open.clear();
        boolean heading = paragraph.startsWith("#")
                || (words(paragraph) <= HEADING_WORDS
                        && !ENDED.matcher(paragraph).find()
                        && !ITEM.matcher(paragraph).matches());
        if (!heading) {
            paragraphs.add(paragraph);
        }
    }

    private static List<String> sentencesOf(String paragraph) {
        var sentences = new ArrayList<String>();
        var open = new StringBuilder();
        for (String part : END.split(paragraph, -1)) {
            boolean goesOn = !open.isEmpty() && (ABBREVIATED.matcher(open).find() || continues(part));
            if (!open.isEmpty() && !goesOn) {
                sentences.add(open.toString().strip());
                open.setLength(0);
            }
            open.append(part);
        }
        sentences.add(open.toString().strip());
        return sentences;
    }

    private static boolean continues(String part) {
        String text = part.strip();
        return text.isEmpty() || Character.isLowerCase(text.codePointAt(0));
    }

    private static void addPieces(String sentence, List<String> sentences) {
        List<String> words = Arrays.asList(sentence.split(" ", -1));
        for (int from = 0; from < words.size(); from += MOST_WORDS) {
            String piece = String.join(" ", words.subList(from, Math.min(words.size(), from + MOST_WORDS)));
            if (words(piece) >= FEWEST_WORDS) {
                sentences.add(CitationMarkers.disarmed(piece));
            }
        }
    }

    private static String tidy(String line) {
        return line.replaceAll("[\\s\\p{Z}\\p{Cc}]+", " ").strip();
    }

    /** How many words {@code text} has; two ideographs count as one. */
    private static int words(String text) {
        int ideographs = (int) IDEOGRAPH.matcher(text).results().count();
        return ideographs > 0 ? (ideographs + 1) / 2 : text.split(" ", -1).length;
    }
}
