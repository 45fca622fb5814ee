package dev.footnote.application.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.application.Reader;
import dev.footnote.application.Scene;
import dev.footnote.domain.answer.AnswerEvent.Completed;
import dev.footnote.domain.answer.AnswerEvent.Progress;
import dev.footnote.domain.answer.Delta;
import dev.footnote.domain.citation.CitationPolicy;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.dialog.PromptSettings;
import dev.footnote.domain.dialog.PromptTemplate;
import dev.footnote.domain.dialog.PromptVariable;
import dev.footnote.domain.dialog.SearchOptions;
import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Metadata;
import dev.footnote.domain.knowledge.MetadataFilter;
import dev.footnote.domain.knowledge.MetadataFilter.Condition;
import dev.footnote.domain.knowledge.MetadataFilter.Operator;
import dev.footnote.domain.retrieval.RetrievalSettings;
import dev.footnote.domain.retrieval.ScoredChunk;
import dev.footnote.ports.model.ModelException;
import dev.footnote.ports.model.Reranker;
import dev.footnote.testkit.InMemoryPorts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each option changes in what is searched for, found and told to the model. */
class SearchOptionsTest {

    private static final String TRANSLATE = "You translate";
    private static final String KEYWORDS = "keywords";
    private static final String JUDGE = "You check whether";
    private static final String COMPLETE = "Below is a conversation";

    private @Nullable Scene scene;

    @AfterEach
    void close() {
        if (scene != null) {
            scene.close();
        }
    }

    @Test
    void searchesInEachLanguage() {
        var model =
                new Respondent("Ten.").on(TRANSLATE, "<think>hm</think>How long?\n===\nWie lange dauern Erstattungen?");

        Completed completed = answered(model, new SearchOptions(List.of("English", "German"), false, false));

        assertThat(model.asked(TRANSLATE))
                .singleElement()
                .satisfies(prompt -> assertThat(prompt.system()).contains("English, German"));
        assertThat(model.last().question()).isEqualTo("How long?\nWie lange dauern Erstattungen?");
        assertThat(contents(completed)).anyMatch(text -> text.contains("Erstattungen"));
    }

    @Test
    void addsTheKeywords() {
        var model = new Respondent("Ten.").on(KEYWORDS, "Erstattungen, Tage");

        Completed completed = answered(model, new SearchOptions(List.of(), true, false));

        assertThat(model.last().question()).isEqualTo("Q? Erstattungen, Tage");
        assertThat(contents(completed)).anyMatch(text -> text.contains("Erstattungen"));
    }

    @Test
    void searchesForTheQuestionAsItIsWithoutOptions() {
        var model = new Respondent("Ten.");

        Completed completed = answered(model, SearchOptions.NONE);

        assertThat(model.last().question()).isEqualTo("Q?");
        assertThat(contents(completed)).isEmpty();
    }

    @Test
    void answersAllTheSameWhenEveryErrandFails() {
        var model =
                new Respondent("Ten.").failingOn(TRANSLATE).failingOn(KEYWORDS).failingOn(JUDGE);

        Completed completed = answered(model, new SearchOptions(List.of("German"), true, true));

        assertThat(completed.text()).isEqualTo("Ten.");
        assertThat(completed.end()).isEqualTo(new TurnEnd.Complete());
        assertThat(model.last().question()).isEqualTo("Q?");
    }

    @Test
    void completesAQuestionFromTheOnesBeforeIt() {
        var model = new Respondent("Ten.").on(COMPLETE, "How long do Erstattungen take?");
        Scene here = scene(InMemoryPorts.answering(model));
        PromptSettings prompt = prompt(SearchOptions.NONE, true);
        Conversation conversation =
                here.conversation(here.dialog(prompt, List.of(knowing(here).id())));

        here.ask(conversation, "Erstattungen?").awaitEnd();
        here.ask(conversation, "How long?").awaitEnd();

        assertThat(model.asked(COMPLETE))
                .singleElement()
                .satisfies(asked -> assertThat(asked.messages().getLast().text())
                        .contains("USER: Erstattungen?", "ASSISTANT: Ten.", "USER: How long?"));
        assertThat(model.last().question()).isEqualTo("How long do Erstattungen take?");
        assertThat(model.last().messages().getLast().text()).isEqualTo("How long?");
    }

    @Test
    void researchesWhatTheFirstSearchLeftOpen() {
        var model = new Respondent("Ten days, at noon.").on(JUDGE, "- canteen opens\n2. Erstattungen", "ENOUGH");
        Scene here = scene(InMemoryPorts.answering(model));
        Dialog dialog = here.dialog(prompt(new SearchOptions(List.of(), false, true), false), bases(here));

        Reader reader = here.ask(here.conversation(dialog), "Parking?").awaitEnd();

        String told = thinking(reader);
        assertThat(told)
                .contains(
                        "Searching by `Parking?`...<br/>",
                        "Searching by `canteen opens`",
                        "Searching by `Erstattungen`")
                .contains(
                        "Next step is to search for the following questions:</br> - canteen opens</br> - Erstattungen<br/>")
                .endsWith("Yes, the retrieved information is sufficient for 'Parking?'.<br/>");
        Completed completed = (Completed) reader.last();
        assertThat(contents(completed))
                .hasSize(3)
                .doesNotHaveDuplicates()
                .anyMatch(text -> text.contains("canteen"))
                .anyMatch(text -> text.contains("Erstattungen"));
        assertThat(completed.thinking()).isEqualTo(told);
        assertThat(model.asked(JUDGE)).hasSize(2);
    }

    @Test
    void researchesForARequestAndEndsAfterThreeRounds() {
        var model = new Respondent("No.").on(JUDGE, "a?", "b?", "c?", "d?");
        Scene here = scene(InMemoryPorts.answering(model));
        Dialog dialog = here.dialog(prompt(SearchOptions.NONE, false), bases(here));

        Reader reader = here.ask(
                        Scene.ANN,
                        AskRequest.to(dialog.id(), "Parking?").research(true).build(),
                        new Reader())
                .awaitEnd();

        assertThat(model.asked(JUDGE)).hasSize(2);
        assertThat(thinking(reader)).contains("`a?`", "`b?`").doesNotContain("`c?`");
    }

    @Test
    void ordersAndCutsByTheRerankersScores() {
        var read = new ArrayList<String>();
        Reranker reranker = (question, texts) -> {
            read.addAll(texts);
            return texts.stream()
                    .map(text -> text.contains("parking") ? 1.0 : 0.1)
                    .toList();
        };
        Scene here = scene(InMemoryPorts.answering(new Respondent("Ten.")).withReranker(reranker));
        String question = "When is parking free, and the canteen open?";

        Completed with = answered(here, reranked(here, "unknown@Test", 0.5), question);
        Completed without = answered(here, reranked(here, "", 0.0), question);

        assertThat(read).hasSizeGreaterThan(1);
        assertThat(with.reference().chunks()).hasSize(1);
        assertThat(contents(with))
                .singleElement()
                .satisfies(text -> assertThat(text).contains("parking"));
        assertThat(with.reference().chunks().getFirst().vectorSimilarity()).isEqualTo(1.0);
        assertThat(without.reference().chunks()).hasSizeGreaterThan(1);
    }

    @Test
    void searchesWithoutARerankerThatFails() {
        Reranker reranker = (question, texts) -> {
            throw new ModelException.Unavailable("it is down", null);
        };
        Scene here = scene(InMemoryPorts.answering(new Respondent("Ten.")).withReranker(reranker));
        Dialog dialog = reranked(here, InMemoryPorts.RERANKER, 0.0);

        Completed completed = answered(here, dialog, "When does the canteen open?");

        assertThat(contents(completed)).anyMatch(text -> text.contains("canteen"));
    }

    @Test
    void refusesARerankerWhereNoneIsConfigured() {
        Scene here = scene(InMemoryPorts.answering(new Respondent("Ten.")));

        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> reranked(here, "some@Where", 0))
                .satisfies(refused -> assertThat(refused.thing()).isEqualTo(Thing.RERANKER));
    }

    @Test
    void searchesOnlyDocumentsWithAllTheMetadataAskedFor() {
        Scene here = scene(InMemoryPorts.answering(new Respondent("Ten.")));
        KnowledgeBase base = knowing(here);
        Set<DocumentId> canteen = here.app.manageDocuments().list(Scene.ANN, base.id(), Listing.ALL).items().stream()
                .filter(document -> document.name().startsWith("The c"))
                .map(Document::id)
                .collect(Collectors.toSet());
        here.app
                .manageMetadata()
                .change(
                        Scene.ANN,
                        base.id(),
                        canteen,
                        List.of(new Metadata.Update("house", "east", Optional.empty())),
                        List.of());
        Dialog dialog = here.dialog(prompt(SearchOptions.NONE, false), List.of(base.id()));
        var east = new Condition(List.of("house"), Operator.EQUAL, "east");
        var never = new Condition(List.of("floor"), Operator.EQUAL, "2");
        var request = AskRequest.to(dialog.id(), "When is parking free, and the canteen open?");

        Completed all = completed(here, request.build());
        Completed chosen = completed(
                here,
                request.metadata(Optional.of(new MetadataFilter(List.of(east), true)))
                        .build());
        Completed none = completed(
                here,
                request.metadata(Optional.of(new MetadataFilter(List.of(never, east), true)))
                        .build());

        assertThat(contents(all)).hasSizeGreaterThan(1);
        assertThat(contents(chosen))
                .singleElement()
                .satisfies(text -> assertThat(text).contains("canteen"));
        assertThat(contents(none)).isEmpty();
    }

    @Test
    void asksForCitationsOnlyIfQuotingIsOn() {
        var model = new Respondent("The canteen opens at noon. [ID:0]");
        Scene here = scene(InMemoryPorts.answering(model));
        Dialog dialog = here.dialog(prompt(SearchOptions.NONE, false), bases(here));
        var request = AskRequest.to(dialog.id(), "When does the canteen open?");

        Completed quoting = completed(here, request.build());
        String told = model.last().system();
        Completed plain = completed(here, request.quoting(false).build());

        assertThat(told).contains("Rules for citing");
        assertThat(quoting.text()).contains("[ID:0]");
        assertThat(model.last().system()).doesNotContain("Rules for citing");
        assertThat(plain.text()).isEqualTo("The canteen opens at noon.");
        assertThat(plain.reference().chunks()).isEmpty();
    }

    private Completed answered(Respondent model, SearchOptions options) {
        Scene here = scene(InMemoryPorts.answering(model));
        return answered(here, here.dialog(prompt(options, false), bases(here)), "Q?");
    }

    private static Completed answered(Scene here, Dialog dialog, String question) {
        return completed(here, AskRequest.to(dialog.id(), question).build());
    }

    private static Completed completed(Scene here, AskRequest request) {
        return (Completed) here.ask(Scene.ANN, request, new Reader()).awaitEnd().last();
    }

    private Scene scene(InMemoryPorts memory) {
        scene = new Scene(memory);
        return scene;
    }

    private static List<KnowledgeBaseId> bases(Scene here) {
        return List.of(knowing(here).id());
    }

    /** Three documents, so that each sentence is a chunk. */
    private static KnowledgeBase knowing(Scene here) {
        KnowledgeBase base = here.knowledgeBase("Handbook");
        for (String text : List.of(
                "Erstattungen dauern zehn Tage.", "The canteen opens at noon.", "Parking: parking is free at night.")) {
            var document = here.upload(base, text.substring(0, 5) + ".txt", text);
            here.app.manageDocuments().parse(Scene.ANN, base.id(), document.id());
        }
        return base;
    }

    private static PromptSettings prompt(SearchOptions options, boolean refining) {
        return new PromptSettings(
                new PromptTemplate("Rest on this:\n{knowledge}"),
                "",
                List.of(new PromptVariable(PromptVariable.KNOWLEDGE, false)),
                Optional.empty(),
                true,
                refining,
                options,
                CitationPolicy.SHOW,
                ClientSettings.NONE);
    }

    private static Dialog reranked(Scene here, String reranker, double threshold) {
        List<KnowledgeBase> known =
                here.app.manageKnowledgeBases().list(Scene.ANN, Listing.ALL).items();
        KnowledgeBase base = known.isEmpty() ? knowing(here) : known.getFirst();
        return here.app
                .manageDialogs()
                .create(
                        Scene.ANN,
                        new Dialog.Settings(
                                "Reranked by " + reranker,
                                "",
                                "",
                                "English",
                                "",
                                GenerationSettings.NONE,
                                prompt(SearchOptions.NONE, false),
                                new RetrievalSettings(6, 1024, threshold, 0.9),
                                reranker,
                                List.of(base.id())));
    }

    private static List<String> contents(Completed completed) {
        return completed.reference().chunks().stream()
                .map(ScoredChunk::chunk)
                .map(chunk -> chunk.content())
                .toList();
    }

    private static String thinking(Reader reader) {
        return reader.events().stream()
                .filter(event -> event instanceof Progress(Delta.Thinking thought))
                .map(event -> ((Delta.Thinking) ((Progress) event).delta()).text())
                .collect(Collectors.joining());
    }
}
