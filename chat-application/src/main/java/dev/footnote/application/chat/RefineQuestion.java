package dev.footnote.application.chat;

import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.prompt.PromptMessage;
import dev.footnote.domain.prompt.PromptMessage.Role;
import dev.footnote.ports.model.ModelException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Completes a question from the ones before it, so that it can be searched for alone. */
public final class RefineQuestion {

    private static final Logger log = LoggerFactory.getLogger(RefineQuestion.class);

    /** How many of the last messages a rewriting model reads. */
    private static final int MESSAGES = 6;

    private static final String TASK = """
            You prepare questions for a search engine. Below is a conversation and its last question. Write that question so
            that it can be understood without the conversation: replace words such as "it", "that" or "there" by what they
            stand for. Keep the language. If the question is complete already, repeat it as it is. Write only the question.
            """;

    /** The question to search for; the question itself if there is nothing to complete it from, or the model fails. */
    String refine(Exchange exchange) {
        String question = exchange.question().text();
        List<PromptMessage> recent = exchange.history();
        if (!exchange.open().dialog().settings().prompt().refinesMultiTurn() || recent.isEmpty()) {
            return question;
        }
        if (!exchange.model().generative()) {
            return withPrevious(recent, question);
        }
        var written = new StringBuilder();
        try {
            exchange.model().model().stream(prompt(recent, question), piece -> {
                written.append(piece);
                return written.length() < 4_000;
            });
        } catch (ModelException e) {
            log.warn("The question is searched for as it is: {}", e.getMessage());
            return question;
        }
        String refined = written.substring(
                        written.lastIndexOf("</think>") < 0 ? 0 : written.lastIndexOf("</think>") + 8)
                .strip();
        return refined.isEmpty() ? question : refined;
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

    private static ChatPrompt prompt(List<PromptMessage> recent, String question) {
        var talk = new StringBuilder();
        recent.subList(Math.max(0, recent.size() - MESSAGES), recent.size())
                .forEach(message -> talk.append(message.role() == Role.USER ? "USER: " : "ASSISTANT: ")
                        .append(message.text())
                        .append('\n'));
        talk.append("USER: ").append(question);
        return new ChatPrompt(
                TASK,
                List.of(new PromptMessage(Role.USER, talk.toString())),
                question,
                List.of(),
                GenerationSettings.NONE);
    }
}
