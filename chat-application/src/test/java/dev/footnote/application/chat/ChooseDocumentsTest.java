package dev.footnote.application.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.application.Reader;
import dev.footnote.application.Scene;
import dev.footnote.domain.answer.AnswerEvent.Completed;
import dev.footnote.domain.citation.CitationPolicy;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.PromptSettings;
import dev.footnote.domain.dialog.PromptTemplate;
import dev.footnote.domain.dialog.PromptVariable;
import dev.footnote.domain.dialog.SearchOptions;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentChoice;
import dev.footnote.domain.knowledge.DocumentChoice.Asked;
import dev.footnote.domain.knowledge.DocumentChoice.Field;
import dev.footnote.domain.knowledge.DocumentChoice.Stated;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.Metadata;
import dev.footnote.domain.knowledge.MetadataFilter;
import dev.footnote.domain.knowledge.MetadataFilter.Condition;
import dev.footnote.domain.knowledge.MetadataFilter.Operator;
import dev.footnote.testkit.InMemoryPorts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which documents a dialog searches in by what is noted of them. */
class ChooseDocumentsTest {

    private static final String TASK = "You decide which documents";
    private static final DocumentChoice AUTOMATIC = new Asked(List.of());

    private final Respondent model = new Respondent("Noon.");
    private final Scene scene = new Scene(InMemoryPorts.answering(model));
    private final KnowledgeBase base = scene.knowledgeBase("Handbook");
    private final Document old = noted("old.txt", "The canteen opens at noon.", "2020", "Ann");
    private final Document recent = noted("recent.txt", "The canteen opens at one.", "2025", "Bob");
    private final Document plain = noted("plain.txt", "The canteen opens never.", "", "");

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void searchesEverywhereWithoutAChoice() {
        assertThat(searched(DocumentChoice.ALL)).containsExactlyInAnyOrder(old.id(), recent.id(), plain.id());
        assertThat(model.asked(TASK)).isEmpty();
    }

    @Test
    void searchesWhereStatedConditionsAreMet() {
        assertThat(searched(year(Operator.AT_LEAST, "2024"))).containsExactly(recent.id());
        assertThat(searched(year(Operator.AT_LEAST, "2030"))).isEmpty();
    }

    @Test
    void searchesBesideInTheDocumentsThatTheRequestNames() {
        assertThat(searched(year(Operator.AT_LEAST, "2024"), plain.id()))
                .containsExactlyInAnyOrder(recent.id(), plain.id());
        assertThat(searched(DocumentChoice.ALL, plain.id())).containsExactly(plain.id());
    }

    @Test
    void searchesWhereTheModelsConditionsAreMet() {
        model.on(TASK, "<think>hm</think>year | < | 2021");

        assertThat(searched(AUTOMATIC)).containsExactly(old.id());
        assertThat(model.asked(TASK))
                .singleElement()
                .satisfies(asked -> assertThat(asked.messages().getLast().text())
                        .contains("year: 2020; 2025", "author: Ann; Bob", "Question: Noon, one, never?"));
    }

    @Test
    void searchesNowhereWhereNoDocumentMeetsThem() {
        model.on(TASK, "year | = | 1999");

        assertThat(searched(AUTOMATIC)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NONE", "I do not know.", "colour | = | red", "fail"})
    void searchesEverywhereWhereTheModelFailsOrStatesNone(String said) {
        model.on(TASK, said);

        assertThat(searched(AUTOMATIC)).containsExactlyInAnyOrder(old.id(), recent.id(), plain.id());
        assertThat(searched(AUTOMATIC, plain.id())).containsExactly(plain.id());
    }

    @Test
    void asksOnlyAboutTheFieldsThatAreNamed() {
        model.on(TASK, "year | = | 2020\nauthor | = | b");
        var author = new Field("author", Optional.of(Operator.STARTS));

        assertThat(searched(new Asked(List.of(author, new Field("colour", Optional.empty())))))
                .containsExactly(recent.id());
        assertThat(model.asked(TASK))
                .singleElement()
                .satisfies(asked -> assertThat(asked.messages().getLast().text())
                        .contains("author (only with starts with): Ann; Bob")
                        .doesNotContain("year", "colour"));
    }

    @Test
    void asksNothingWhereNoDocumentHasTheFields() {
        searched(new Asked(List.of(new Field("colour", Optional.empty()))));

        assertThat(model.asked(TASK)).isEmpty();
    }

    private Document noted(String name, String text, String year, String author) {
        Document document = scene.upload(base, name, text);
        scene.app.manageDocuments().parse(Scene.ANN, base.id(), document.id());
        if (!year.isEmpty()) {
            scene.app
                    .manageMetadata()
                    .change(
                            Scene.ANN,
                            base.id(),
                            Set.of(document.id()),
                            List.of(
                                    new Metadata.Update("year", year, Optional.empty()),
                                    new Metadata.Update("author", author, Optional.empty())),
                            List.of());
        }
        return document;
    }

    private static DocumentChoice year(Operator operator, String value) {
        return new Stated(new MetadataFilter(List.of(new Condition(List.of("year"), operator, value)), true));
    }

    /** The documents of which chunks were found. */
    private Set<DocumentId> searched(DocumentChoice choice, DocumentId... named) {
        var prompt = new PromptSettings(
                new PromptTemplate("Rest on this:\n{knowledge}"),
                "",
                List.of(new PromptVariable(PromptVariable.KNOWLEDGE, false)),
                Optional.empty(),
                true,
                false,
                SearchOptions.NONE.in(choice),
                CitationPolicy.SHOW,
                ClientSettings.NONE);
        Dialog dialog = scene.dialog(prompt, List.of(base.id()));
        var request = AskRequest.to(dialog.id(), "Noon, one, never?")
                .documents(named.length == 0 ? Optional.empty() : Optional.of(Set.of(named)))
                .build();
        var completed = (Completed)
                scene.ask(Scene.ANN, request, new Reader()).awaitEnd().last();
        assertThat(completed.end()).isEqualTo(new TurnEnd.Complete());
        return completed.reference().chunks().stream()
                .map(scored -> scored.chunk().document())
                .collect(Collectors.toSet());
    }
}
