package dev.footnote.application.chat;

import dev.footnote.application.model.Aside;
import dev.footnote.domain.dialog.SearchOptions;
import dev.footnote.domain.prompt.PromptMessage;
import dev.footnote.domain.prompt.PromptMessage.Role;
import dev.footnote.ports.model.ModelCatalog.ChatEntry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Makes of a question what is searched for: completed from the messages before it, in several languages, with keywords.
 * A step whose model fails leaves the question as it was.
 */
public final class RefineQuestion {

    /** How many of the last messages a rewriting model reads. */
    private static final int MESSAGES = 6;

    private static final OptionalDouble CALM = OptionalDouble.of(0.2);

    private static final String SEPARATOR = "===";

    private static final String COMPLETE = """
            You prepare questions for a search engine. Below is a conversation and its last question. Write that question so
            that it can be understood without the conversation: replace words such as "it", "that" or "there" by what they
            stand for. Keep the language. If the question is complete already, repeat it as it is. Write only the question.
            """;

    private static final String KEYWORDS = """
            You prepare questions for a search engine. Name the three most important keywords or short phrases of the text
            below, the most important one first, in the language of the text. Write only them, separated by commas.
            """;

    /** The text to search for; the question itself if nothing is to be done, or the model fails. */
    String refine(Exchange exchange) {
        SearchOptions options = exchange.open().dialog().settings().prompt().searching();
        return widen(exchange.model(), completed(exchange), options);
    }

    /** {@code question} in the languages, and with the keywords, that {@code options} ask for. */
    public String widen(ChatEntry model, String question, SearchOptions options) {
        String query = options.languages().isEmpty() ? question : translated(model, question, options.languages());
        return options.keywords() ? withKeywords(model, query) : query;
    }

    private static String completed(Exchange exchange) {
        String question = exchange.question().text();
        List<PromptMessage> recent = exchange.history();
        if (!exchange.open().dialog().settings().prompt().refinesMultiTurn() || recent.isEmpty()) {
            return question;
        }
        if (!exchange.model().generative()) {
            return withPrevious(recent, question);
        }
        return Aside.ask(exchange.model(), COMPLETE, talk(recent, question), OptionalDouble.empty())
                .orElse(question);
    }

    private static String translated(ChatEntry model, String query, List<String> languages) {
        String task = """
                You translate questions for a search engine. Translate the text below into each of these languages: %s.
                Keep its form, its names and its technical terms. Write only the translations, in the order of the
                languages, with a line that is exactly %s between them.
                """.formatted(String.join(", ", languages), SEPARATOR);
        return Aside.ask(model, task, query, CALM)
                .map(said -> {
                    var texts = new LinkedHashSet<String>();
                    for (String text : said.split(SEPARATOR, -1)) {
                        texts.add(text.strip());
                    }
                    texts.remove("");
                    return texts.isEmpty() ? query : String.join("\n", texts);
                })
                .orElse(query);
    }

    private static String withKeywords(ChatEntry model, String query) {
        return Aside.ask(model, KEYWORDS, query, CALM)
                .map(said -> said.lines().map(String::strip).collect(Collectors.joining(" ")))
                .map(keywords -> query + " " + keywords)
                .orElse(query);
    }

    /** A model that cannot rewrite leaves a short question to be searched for together with the one before it. */
    private static String withPrevious(List<PromptMessage> recent, String question) {
        if (question.split("\\s+", 5).length > 4) {
            return question;
        }
        return recent.reversed().stream()
                .filter(message -> message.role() == Role.USER)
                .findFirst()
                .map(previous -> previous.text() + " " + question)
                .orElse(question);
    }

    private static String talk(List<PromptMessage> recent, String question) {
        var talk = new StringBuilder();
        recent.subList(Math.max(0, recent.size() - MESSAGES), recent.size())
                .forEach(message -> talk.append(message.role() == Role.USER ? "USER: " : "ASSISTANT: ")
                        .append(message.text())
                        .append('\n'));
        return talk.append("USER: ").append(question).toString();
    }
}
