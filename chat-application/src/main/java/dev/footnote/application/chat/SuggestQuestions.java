package dev.footnote.application.chat;

import dev.footnote.application.model.Aside;
import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.search.SearchSettings;
import dev.footnote.ports.Ports;
import dev.footnote.ports.model.ModelCatalog.ChatEntry;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Thinks of what else might be asked. */
public final class SuggestQuestions {

    private static final String QUESTIONS = """
            Someone has put a question to a library of documents. Think of five to ten other questions that would help
            them on: some say the same in other words, some ask for a part of it, some look a little further.
            Keep the language of the question. Write one question a line, numbered as in "1. ", and nothing else.
            If there is nothing sensible to ask, write nothing.
            """;

    private static final String TERMS = """
            Someone searches a library of documents. Think of five to ten search terms that lie close to theirs, each of
            two to four words. Keep the language. Write one term a line, numbered as in "1. ", and nothing else.
            """;

    private static final String WITHIN = "Only terms that are in use in this field count: ";

    private static final GenerationSettings INVENTIVE = new GenerationSettings(
            OptionalDouble.of(0.9),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalInt.empty(),
            ClientSettings.NONE);

    private static final Pattern NUMBERED = Pattern.compile("\\d{1,2}\\. (.*\\S)\\s*");

    private final Ports ports;

    public SuggestQuestions(Ports ports) {
        this.ports = ports;
    }

    /**
     * Questions that are near to {@code question}, in its language. None if the model fails, or is one that only
     * quotes.
     *
     * @param settings which model is asked, and how it writes
     * @throws Invalid if the question is blank, or the model is not configured
     */
    public List<String> related(Caller caller, String question, SearchSettings settings) {
        return ask(caller, QUESTIONS, question, settings);
    }

    /**
     * Search terms that are near to {@code question}; otherwise as {@link #related}.
     *
     * @param industry the field that the terms are to come from
     */
    public List<String> terms(Caller caller, String question, Optional<String> industry) {
        return ask(
                caller,
                industry.map(field -> TERMS + WITHIN + field + "\n").orElse(TERMS),
                question,
                SearchSettings.NONE);
    }

    private List<String> ask(Caller caller, String task, String question, SearchSettings settings) {
        if (question.isBlank()) {
            throw new Invalid(Thing.QUESTION, Problem.MISSING, "");
        }
        ChatEntry model = TenantModel.of(ports, caller, settings);
        GenerationSettings set = settings.generation();
        String input = "Keywords: " + question + "\nRelated search terms:\n";
        return Aside.ask(model, task, input, set.equals(GenerationSettings.NONE) ? INVENTIVE : set)
                .orElse("")
                .lines()
                .map(NUMBERED::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1))
                .toList();
    }
}
