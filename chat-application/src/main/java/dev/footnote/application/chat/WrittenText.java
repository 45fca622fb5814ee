package dev.footnote.application.chat;

import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.prompt.PromptMessage;
import dev.footnote.domain.prompt.PromptMessage.Role;
import dev.footnote.ports.model.ModelCatalog.ChatEntry;
import dev.footnote.ports.model.ModelException;
import java.util.List;

/** What a model writes when it is given a task, read as a whole. */
final class WrittenText {

    private static final int MAX_LENGTH = 100_000;
    private static final String END_OF_THINKING = "</think>";

    private WrittenText() {}

    /**
     * Has {@code model} carry out {@code task} on {@code input}.
     *
     * @return what it wrote behind its reasoning, without white space around it
     * @throws ModelException if the model fails
     */
    static String of(ChatEntry model, String task, String input, GenerationSettings generation) {
        var written = new StringBuilder();
        var prompt = new ChatPrompt(task, List.of(new PromptMessage(Role.USER, input)), input, List.of(), generation);
        var completion = model.model().stream(prompt, piece -> {
            written.append(piece);
            return written.length() < MAX_LENGTH;
        });
        assert completion.tokens() >= 0;
        int thought = written.lastIndexOf(END_OF_THINKING);
        return written.substring(thought < 0 ? 0 : thought + END_OF_THINKING.length())
                .strip();
    }
}
