package dev.footnote.testkit;

import dev.footnote.ports.model.EntailmentModel;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes a statement for borne out by as many of its words as a text has. */
public final class WordEntailment implements EntailmentModel {

    private static final Pattern WORD = Pattern.compile("\\w+");

    @Override
    public List<Double> entailment(String hypothesis, List<String> premises) {
        Set<String> stated = words(hypothesis);
        return premises.stream()
                .map(premise ->
                        stated.stream().filter(words(premise)::contains).count() / (double) Math.max(1, stated.size()))
                .toList();
    }

    private static Set<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }
}
