package dev.footnote.testkit;

import com.google.common.base.Splitter;
import dev.footnote.ports.model.EntailmentModel;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes a statement for borne out by as many of its words as a text has. */
public final class WordEntailment implements EntailmentModel {

    private static final Splitter WORDS = Splitter.onPattern("\\W+").omitEmptyStrings();

    @Override
    public List<Double> entailment(String hypothesis, List<String> premises) {
        Set<String> stated = words(hypothesis);
        return premises.stream()
                .map(premise ->
                        stated.stream().filter(words(premise)::contains).count() / (double) Math.max(1, stated.size()))
                .toList();
    }

    private static Set<String> words(String text) {
        return WORDS.splitToStream(text.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }
}
