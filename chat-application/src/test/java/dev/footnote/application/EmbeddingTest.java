package dev.footnote.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.application.chat.AskRequest;
import dev.footnote.application.chat.StartedTurn;
import dev.footnote.application.chat.TurnEvent;
import dev.footnote.domain.answer.AnswerEvent.Completed;
import dev.footnote.domain.citation.Citation;
import dev.footnote.domain.citation.Span;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.dialog.PromptSettings;
import dev.footnote.domain.dialog.PromptTemplate;
import dev.footnote.domain.dialog.PromptVariable;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.UserId;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.retrieval.RetrievalSettings;
import dev.footnote.domain.stream.ByteSource;
import dev.footnote.ports.Ports;
import dev.footnote.testkit.InMemoryBlobs;
import dev.footnote.testkit.InMemoryPorts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EmbeddingTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, UTF_8);

    @Test
    void answersWithCitationsInsideAnotherProgram() {
        example();

        assertThat(printed.toString(UTF_8).lines())
                .containsExactly("Refunds take ten days. [ID:0]", "SUPPORTED by refunds.txt: Refunds take ten days.");
    }

    @Test
    void isWhatTheDocumentationShows() throws IOException {
        String test = Files.readString(Path.of("src/test/java/dev/footnote/application/EmbeddingTest.java"));
        String page = Files.readString(Path.of("../docs/embedding.md"));
        List<String> documented = blocks(page);
        example();

        assertThat(documented).hasSize(2).allSatisfy(block -> assertThat(test).contains(indented(block)));
        assertThat(documented.getFirst()).startsWith("void example() {");
        assertThat(page).contains("```\n" + printed.toString(UTF_8) + "```");
    }

    private static String indented(String block) {
        return block.lines()
                .map(line -> line.isEmpty() ? "\n" : "    " + line + "\n")
                .collect(Collectors.joining());
    }

    // What follows stands in docs/embedding.md, the example first.

    void example() {
        Ports ports = InMemoryPorts.saying("Refunds take ten days.").ports();
        ChatApplication app = ChatApplication.over(ports, ChatApplication.Limits.DEFAULT);
        app.start();

        var ann = new UserId("ann");
        var caller = new Caller(ann, ann.ownTenant());
        KnowledgeBase handbook = app.manageKnowledgeBases().create(caller, handbook());
        ByteSource file = InMemoryBlobs.source("Refunds take ten days.".getBytes(UTF_8));
        Document document = app.manageDocuments().upload(caller, handbook.id(), "refunds.txt", file);
        app.manageDocuments().parse(caller, handbook.id(), document.id());

        Dialog helpdesk = app.manageDialogs().create(caller, helpdesk(handbook));
        AskRequest question =
                AskRequest.to(helpdesk.id(), "How long do refunds take?").build();
        StartedTurn turn = app.answerQuestion().ask(caller, question, this::print);
        turn.ended().join();
        app.stop(Duration.ofSeconds(5));
    }

    boolean print(TurnEvent event) {
        if (event.event() instanceof Completed answer) {
            out.println(answer.text());
            for (Citation citation : answer.reference().citations()) {
                Span span = citation.answer();
                String sentence = answer.text().substring(span.start(), span.end());
                citation.source().ifPresent(source -> {
                    Chunk chunk =
                            answer.reference().chunks().get(source.chunk()).chunk();
                    out.printf("%s by %s: %s%n", citation.verdict(), chunk.documentName(), sentence);
                });
            }
        }
        return true; // more may follow
    }

    static KnowledgeBase.Settings handbook() {
        return new KnowledgeBase.Settings(
                "Handbook",
                Optional.empty(),
                Optional.empty(),
                "English",
                "",
                KnowledgeBase.Permission.ME,
                Chunking.General.DEFAULT,
                ClientSettings.NONE,
                0);
    }

    static Dialog.Settings helpdesk(KnowledgeBase base) {
        var knowledge = new PromptVariable(PromptVariable.KNOWLEDGE, false);
        var system = new PromptTemplate("Answer from this alone:\n{knowledge}");
        var prompt =
                new PromptSettings(system, "", List.of(knowledge), Optional.empty(), true, true, ClientSettings.NONE);
        return new Dialog.Settings(
                "Helpdesk",
                "",
                "",
                "English",
                "",
                GenerationSettings.NONE,
                prompt,
                RetrievalSettings.DEFAULT,
                "",
                List.of(base.id()));
    }

    // Here it ends.

    private static List<String> blocks(String markdown) {
        return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(markdown)
                .results()
                .map(block -> block.group(1))
                .toList();
    }
}
