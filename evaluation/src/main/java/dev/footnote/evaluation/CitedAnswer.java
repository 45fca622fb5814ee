package dev.footnote.evaluation;

import dev.footnote.domain.citation.Citation;
import dev.footnote.domain.citation.CitationStream;
import dev.footnote.domain.citation.CitedText;
import dev.footnote.domain.citation.Span;
import dev.footnote.domain.citation.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An answer after it went through the product's own citation stream.
 *
 * @param text as a reader gets it
 * @param sentences those that were judged
 * @param decided for each sentence that was judged: how well the best chunk supports it, and whether that is enough
 */
record CitedAnswer(String text, List<String> sentences, List<Decision> decided) {

    private static final Pattern MARKER = Pattern.compile("( \\[ID:\\d+\\])+");

    /** How one sentence was judged. */
    record Decision(double score, boolean supported) {}

    CitedAnswer {
        sentences = List.copyOf(sentences);
        decided = List.copyOf(decided);
    }

    /** Streams {@code answer} in small pieces, beside {@code sources} as quoted chunks without vectors. */
    static CitedAnswer of(String answer, List<String> sources) {
        var text = new StringBuilder();
        var sentences = new ArrayList<String>();
        var decided = new ArrayList<Decision>();
        var stream = new CitationStream(Quoted.of(sources), part -> {
            switch (part) {
                case CitedText.Text(String piece) -> text.append(piece);
                case CitedText.Decided(String markers, List<Citation> citations) -> {
                    Span span = citations.getFirst().answer();
                    sentences.add(text.substring(span.start(), span.end()));
                    text.append(markers);
                    decided.add(new Decision(
                            citations.stream()
                                    .mapToDouble(Citation::score)
                                    .max()
                                    .orElse(0),
                            citations.stream().anyMatch(one -> one.verdict() == Verdict.SUPPORTED)));
                }
            }
            return true;
        });
        for (int at = 0; at < answer.length(); at += 5) {
            stream.push(answer.substring(at, Math.min(answer.length(), at + 5)));
        }
        stream.finish();
        return new CitedAnswer(text.toString(), sentences, decided);
    }

    /** The score of the weakest sentence; 0 if none was judged. */
    double score() {
        return decided.stream().mapToDouble(Decision::score).min().orElse(0);
    }

    /** Whether every judged sentence is supported, and there is one. */
    boolean supported() {
        return !decided.isEmpty() && decided.stream().allMatch(Decision::supported);
    }

    /** How many groups of markers stand in the text that a reader gets. */
    int marked() {
        return (int) MARKER.matcher(text).results().count();
    }
}
