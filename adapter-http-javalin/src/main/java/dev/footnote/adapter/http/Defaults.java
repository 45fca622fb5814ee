package dev.footnote.adapter.http;

import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.dialog.PromptSettings;
import dev.footnote.domain.dialog.PromptTemplate;
import dev.footnote.domain.dialog.PromptVariable;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.retrieval.RetrievalSettings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What a chat is made of where its client says nothing. */
final class Defaults {

    static final String DESCRIPTION = "A helpful Assistant";
    static final String OPENER = "Hi! I'm your assistant. What can I do for you?";
    static final String EMPTY_RESPONSE = "Sorry! No relevant content was found in the knowledge base!";

    static final String SYSTEM = """
            You are a careful assistant. Answer the question by summing up what the dataset below says about it: \
            name the facts and figures it gives, and go into detail. Rest every statement on the dataset alone. \
            If nothing in it bears on the question, your answer must contain the sentence \
            "The answer you are looking for is not found in the dataset!" \
            Take the earlier messages of this conversation into account.
            Here is the dataset:
            {knowledge}
            This is the end of the dataset.""";

    static final GenerationSettings GENERATION = new GenerationSettings(
            OptionalDouble.of(0.1),
            OptionalDouble.of(0.3),
            OptionalDouble.of(0.4),
            OptionalDouble.of(0.7),
            OptionalInt.of(512),
            ClientSettings.NONE);

    static final PromptSettings PROMPT = new PromptSettings(
            new PromptTemplate(SYSTEM),
            OPENER,
            List.of(new PromptVariable(PromptVariable.KNOWLEDGE, false)),
            Optional.of(EMPTY_RESPONSE),
            true,
            true,
            ClientSettings.NONE);

    private Defaults() {}

    /** The settings of a new chat of this name. */
    static Dialog.Settings chat(String name) {
        return new Dialog.Settings(
                name, DESCRIPTION, "", "English", "", GENERATION, PROMPT, RetrievalSettings.DEFAULT, "", List.of());
    }
}
