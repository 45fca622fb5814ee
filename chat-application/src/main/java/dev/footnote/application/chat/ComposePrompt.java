package dev.footnote.application.chat;

import dev.footnote.application.knowledge.ReadFiles;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.PromptTemplate;
import dev.footnote.domain.dialog.PromptVariable;
import dev.footnote.domain.knowledge.Attachment;
import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.prompt.ContextWindow;
import dev.footnote.domain.prompt.KnowledgeText;
import dev.footnote.domain.prompt.PromptMessage;
import dev.footnote.domain.prompt.PromptMessage.Role;
import dev.footnote.domain.retrieval.Knowledge;
import dev.footnote.domain.retrieval.ScoredChunk;
import dev.footnote.ports.model.TokenCounter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Puts together what the model reads. */
public final class ComposePrompt {

    private static final String CITING = """


            Rules for citing:
            - Each block of the knowledge begins with its number, as in "ID: 0".
            - Behind a sentence that rests on a block write its number as [ID:0], before you go on; several as [ID:0][ID:2], at most four.
            - Cite figures, dates, names, causes, comparisons and definitions. Do not cite greetings, transitions or your own summary.
            - Never write a number that no block has, and never change the text of a block to make it fit.
            """;

    private final TokenCounter tokens;
    private final ReadFiles files;

    public ComposePrompt(TokenCounter tokens, ReadFiles files) {
        this.tokens = tokens;
        this.files = files;
    }

    ChatPrompt solo(Exchange exchange) {
        Dialog.Settings settings = exchange.open().dialog().settings();
        String system = settings.prompt().system().fill(exchange.variables());
        String question = exchange.question().text();
        return prompt(exchange, system, question, question + attached(exchange), List.of());
    }

    /** What the files say that came with the question, in at most half of what the model can read. */
    private String attached(Exchange exchange) {
        List<Attachment> sent = exchange.question().files();
        return sent.isEmpty() ? "" : files.told(sent, room(exchange) / 2);
    }

    private int room(Exchange exchange) {
        return new ContextWindow(exchange.model().contextTokens(), tokens::count).budget();
    }

    ChatPrompt compose(Exchange exchange, String query, Knowledge knowledge) {
        Dialog.Settings settings = exchange.open().dialog().settings();
        String attached = attached(exchange);
        int room = (room(exchange) - tokens.count(attached)) * 3 / 4;
        List<ScoredChunk> quoted = KnowledgeText.fitting(knowledge.chunks(), room, tokens::count);
        var values = new HashMap<>(exchange.variables());
        values.put(PromptVariable.KNOWLEDGE, quoted.isEmpty() ? "" : KnowledgeText.of(quoted));
        PromptTemplate template = settings.prompt().system();
        String system = template.fill(values) + attached;
        if (exchange.citing() && !quoted.isEmpty()) {
            system += CITING;
        }
        return prompt(exchange, system, query, exchange.question().text(), quoted);
    }

    private ChatPrompt prompt(Exchange exchange, String system, String query, String asked, List<ScoredChunk> quoted) {
        var messages = new ArrayList<>(exchange.history());
        messages.add(new PromptMessage(Role.USER, asked));
        var window = new ContextWindow(exchange.model().contextTokens(), tokens::count);
        return new ChatPrompt(
                system,
                window.fit(system, messages),
                query,
                quoted,
                exchange.open()
                        .dialog()
                        .settings()
                        .generation()
                        .with(exchange.request().generation()));
    }

    /** What the model was told, for people. */
    String report(ChatPrompt prompt) {
        return prompt.system() + "\n\n### Query:\n" + prompt.question();
    }
}
