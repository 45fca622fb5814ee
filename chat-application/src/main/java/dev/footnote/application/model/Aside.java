package dev.footnote.application.model;

import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.prompt.PromptMessage;
import dev.footnote.domain.prompt.PromptMessage.Role;
import dev.footnote.ports.model.Completion;
import dev.footnote.ports.model.ModelCatalog.ChatEntry;
import dev.footnote.ports.model.ModelException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A short errand for a model beside the answer itself. If it fails, the turn goes on without it. */
public final class Aside {

    private static final Logger log = LoggerFactory.getLogger(Aside.class);

    /** More than this is no short text. */
    private static final int MAX_CHARACTERS = 8_000;

    private static final String END_OF_THINKING = "</think>";

    private Aside() {}

    /**
     * What {@code model} writes, without its reasoning; empty if that is blank, too long, or the model cannot follow
     * instructions, fails or is stopped.
     *
     * @param task what it is to do with {@code text}
     */
    public static Optional<String> ask(ChatEntry model, String task, String text, OptionalDouble temperature) {
        return ask(model, task, text, with(temperature));
    }

    /** The same, written as {@code generation} says. */
    public static Optional<String> ask(ChatEntry model, String task, String text, GenerationSettings generation) {
        if (!model.generative()) {
            return Optional.empty();
        }
        var written = new StringBuilder();
        var prompt = new ChatPrompt(task, List.of(new PromptMessage(Role.USER, text)), text, List.of(), generation);
        try {
            Completion completion = model.model().stream(prompt, piece -> {
                written.append(piece);
                return written.length() <= MAX_CHARACTERS;
            });
            if (completion.reason() == Completion.FinishReason.CANCELLED) {
                return Optional.empty();
            }
        } catch (ModelException e) {
            log.warn(
                    "{} does not help with a question: {}: {}",
                    model.name(),
                    e.getClass().getSimpleName(),
                    e.getMessage());
            return Optional.empty();
        }
        int thought = written.lastIndexOf(END_OF_THINKING);
        String said = written.substring(thought < 0 ? 0 : thought + END_OF_THINKING.length())
                .strip();
        return Optional.of(said).filter(words -> !words.isEmpty());
    }

    private static GenerationSettings with(OptionalDouble temperature) {
        return new GenerationSettings(
                temperature,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                ClientSettings.NONE);
    }
}
