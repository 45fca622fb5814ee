package dev.footnote.application.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.application.Reader;
import dev.footnote.application.Scene;
import dev.footnote.application.knowledge.DocumentChange;
import dev.footnote.domain.answer.AnswerEvent.Completed;
import dev.footnote.domain.citation.CitationPolicy;
import dev.footnote.domain.dialog.PromptSettings;
import dev.footnote.domain.dialog.PromptTemplate;
import dev.footnote.domain.dialog.PromptVariable;
import dev.footnote.domain.dialog.SearchOptions;
import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.Contents;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentChoice;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.Section;
import dev.footnote.ports.document.DocumentParser;
import dev.footnote.testkit.InMemoryPorts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections that a table of contents names are told too. */
class FollowContentsTest {

    private static final String TASK = "You judge which sections";

    /** Two headings with a paragraph each. */
    private static final DocumentParser HEADED = (id, name, sink) -> sink.push(heading("Opening hours"))
            && sink.push(block("The canteen is open from noon."))
            && sink.push(heading("Zorkmids"))
            && sink.push(block("A meal costs ten of them."));

    private final Respondent model = new Respondent("Ten.");
    private final Scene scene = new Scene(InMemoryPorts.answering(model).withParser(HEADED));
    private final KnowledgeBase base = scene.knowledgeBase("Handbook");

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void addsWhatTheModelFindsRelevant() {
        ingest(true);
        model.on(TASK, "<think>1: 0</think>0: 0\n1: 5");

        List<String> told = asked(true);

        assertThat(told).hasSize(2);
        assertThat(told.getFirst()).contains("Zorkmids");
        assertThat(model.asked(TASK))
                .singleElement()
                .satisfies(asked -> assertThat(asked.messages().getLast().text())
                        .contains("0: Opening hours", "1: Zorkmids", "Question: When is the canteen open?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"I do not know.", "0: 0\n1: -1", "9: 5", "fail"})
    void changesNothingWhereTheModelNamesNoSection(String said) {
        ingest(true);
        model.on(TASK, said);

        assertThat(asked(true)).singleElement().asString().contains("Opening hours");
    }

    @Test
    void asksNothingWithoutATableOfContentsOrTheOption() {
        Document document = ingest(false);

        asked(true);
        assertThat(scene.memory.ports().documents().contents(Scene.ANN.tenant(), document.id()))
                .isEqualTo(Contents.NONE);
        ingest(true);
        asked(false);
        assertThat(model.asked(TASK)).isEmpty();
    }

    private Document ingest(boolean outlined) {
        Document document = scene.upload(base, "handbook.txt", "headed");
        var cut = new Chunking.General(4, "\n", 0, false, Optional.empty(), outlined);
        scene.app.manageDocuments().update(Scene.ANN, base.id(), document.id(), DocumentChange.cutting(cut));
        scene.app.manageDocuments().parse(Scene.ANN, base.id(), document.id());
        return document;
    }

    private List<String> asked(boolean contents) {
        var prompt = new PromptSettings(
                new PromptTemplate("Rest on this:\n{knowledge}"),
                "",
                List.of(new PromptVariable(PromptVariable.KNOWLEDGE, false)),
                Optional.empty(),
                true,
                false,
                new SearchOptions(List.of(), false, false, DocumentChoice.ALL, contents),
                CitationPolicy.SHOW,
                ClientSettings.NONE);
        var request = AskRequest.to(scene.dialog(prompt, List.of(base.id())).id(), "When is the canteen open?")
                .build();
        var completed = (Completed)
                scene.ask(Scene.ANN, request, new Reader()).awaitEnd().last();
        return completed.reference().chunks().stream()
                .map(scored -> scored.chunk().content())
                .toList();
    }

    private static Section heading(String title) {
        return new Section(Section.Kind.HEADING, title, Optional.empty(), 1, List.of());
    }

    private static Section block(String text) {
        return new Section(Section.Kind.BLOCK, text, Optional.empty());
    }
}
