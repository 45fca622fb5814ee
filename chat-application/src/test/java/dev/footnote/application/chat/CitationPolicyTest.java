package dev.footnote.application.chat;

import static dev.footnote.application.Scene.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.application.Reader;
import dev.footnote.application.Scene;
import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.answer.AnswerEvent.Checked;
import dev.footnote.domain.answer.AnswerEvent.Completed;
import dev.footnote.domain.answer.AnswerEvent.Opened;
import dev.footnote.domain.answer.AnswerEvent.Progress;
import dev.footnote.domain.answer.Delta;
import dev.footnote.domain.citation.CitationPolicy;
import dev.footnote.domain.citation.CitationPolicy.Mode;
import dev.footnote.domain.citation.Ledger;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.dialog.PromptSettings;
import dev.footnote.domain.dialog.PromptTemplate;
import dev.footnote.domain.dialog.PromptVariable;
import dev.footnote.domain.dialog.SearchOptions;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.model.ChatModel;
import dev.footnote.ports.model.Completion;
import dev.footnote.testkit.InMemoryPorts;
import dev.footnote.testkit.ScriptedModel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a dialog's policy makes of an answer: sent, stored and told at its end. */
class CitationPolicyTest {

    private static final String QUESTION = "How long do refunds take?";
    private static final String EMPTY = "Nothing for you!";

    private final ScriptedModel model = new ScriptedModel(
            "<think>Unicorns?</think>", "Refunds take ten", " days. Unicorns paint", " glaciers blue.");

    private Scene scene = new Scene(InMemoryPorts.answering(model));

    @AfterEach
    void close() {
        scene.close();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void storesAndTellsWhatIsSent(Mode mode) {
        Conversation conversation = conversation(new CitationPolicy(mode, 0.5));

        Reader reader = scene.ask(conversation, QUESTION).awaitEnd();

        Completed completed = (Completed) reader.last();
        assertThat(reader.text()).isEqualTo(completed.text()).startsWith("Refunds take ten days. [ID:0]");
        assertThat(completed.text().contains("Unicorns")).isEqualTo(mode != Mode.DROP);
        assertThat(completed.reference().ledger()).isEqualTo(new Ledger(mode, 1, 0, 1, mode == Mode.DROP ? 1 : 0));
        Reply stored = (Reply) scene.messages(conversation).getLast();
        assertThat(stored.text()).isEqualTo(completed.text());
        assertThat(stored.reference()).isEqualTo(completed.reference());
        assertThat(stored.thinking()).isEqualTo(completed.thinking());
        boolean shown = mode == Mode.SHOW || mode == Mode.FLAG;
        assertThat(stored.thinking()).isEqualTo(shown ? "Unicorns?" : "");
        assertThat(reader.events())
                .filteredOn(event -> event instanceof Progress(Delta.Thinking thought))
                .hasSize(shown ? 1 : 0);
    }

    @Test
    void saysTheEmptyResponseWhenTooLittleIsSupported() {
        Conversation conversation = conversation(new CitationPolicy(Mode.ABSTAIN, 0.75));

        Reader reader = scene.ask(conversation, QUESTION).awaitEnd();

        assertThat(reader.events().subList(1, 3)).containsExactly(new Checked(1, 1), new Checked(2, 1));
        assertThat(reader.events()).hasSize(4);
        Completed completed = (Completed) reader.last();
        assertThat(completed.text()).isEqualTo(EMPTY);
        assertThat(completed.reference().ledger()).isEqualTo(new Ledger(Mode.ABSTAIN, 1, 0, 1, 2));
        assertThat(completed.reference().chunks()).isNotEmpty();
        assertThat(completed.reference().citations()).isEmpty();
        assertThat(((Reply) scene.messages(conversation).getLast()).text()).isEqualTo(EMPTY);
        assertThat(everything(reader)).doesNotContain("Unicorns");
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"DROP", "ABSTAIN"})
    void tellsNothingOfAnAnswerThatNothingSupports(Mode mode) {
        use(new ScriptedModel("Unicorns paint ", "glaciers blue. Dragons", " sing."));
        Conversation conversation = conversation(new CitationPolicy(mode, 0.5));

        Reader reader = scene.ask(conversation, QUESTION).awaitEnd();

        assertThat(((Completed) reader.last()).text()).isEqualTo(EMPTY);
        assertThat(everything(reader)).doesNotContain("nicorn").doesNotContain("ragon");
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"DROP", "ABSTAIN"})
    void doesNotAskTheModelWhereNothingCouldSupportIt(Mode mode) {
        Conversation conversation = conversation(new CitationPolicy(mode, 0.5), Optional.empty());

        Reader reader = scene.ask(conversation, "Zebra quagga okapi?").awaitEnd();

        assertThat(((Completed) reader.last()).text()).startsWith("Sorry!");
        assertThat(model.prompts()).isEmpty();
    }

    @Test
    void holdsAlsoWhenTheClientWantsNoMarkers() {
        Conversation conversation = conversation(new CitationPolicy(Mode.DROP, 0.5));
        var request = AskRequest.to(conversation.dialog(), QUESTION)
                .in(Optional.of(conversation.id()))
                .quoting(false)
                .build();

        Reader reader = scene.ask(ANN, request, new Reader()).awaitEnd();

        assertThat(reader.text()).isEqualTo("Refunds take ten days.");
    }

    @Test
    void doesNotBindADialogWithoutKnowledge() {
        PromptSettings plain = Scene.prompt("Be brief.");
        var strict = new PromptSettings(
                plain.system(),
                "",
                List.of(),
                Optional.empty(),
                true,
                false,
                SearchOptions.NONE,
                new CitationPolicy(Mode.ABSTAIN, 1),
                ClientSettings.NONE);
        Conversation conversation = scene.conversation(scene.dialog(strict, List.of()));

        assertThat(scene.ask(conversation, "Hello?").awaitEnd().text()).contains("Unicorns");
    }

    @ParameterizedTest
    @CsvSource({"SHOW, true", "FLAG, true", "DROP, false", "ABSTAIN, false"})
    void sendsTheFirstTokenBeforeTheSecondComesUnlessItHoldsBack(Mode mode, boolean atOnce) throws Exception {
        var second = new CountDownLatch(1);
        use(new ChatModel() {
            @Override
            public Completion stream(ChatPrompt prompt, Sink<String> sink) {
                sink.push("Refunds");
                await(second);
                sink.push(" take ten days.");
                return new Completion(Completion.FinishReason.STOP, 0, 2);
            }
        });
        Conversation conversation = conversation(new CitationPolicy(mode, 0.5));

        Reader reader = scene.ask(conversation, QUESTION);

        if (atOnce) {
            Reader.await(() -> reader.text().equals("Refunds"));
        } else {
            Reader.await(() -> reader.events().stream().anyMatch(Opened.class::isInstance));
            assertThat(reader.text()).isEmpty();
        }
        second.countDown();
        assertThat(reader.awaitEnd().text()).isEqualTo("Refunds take ten days. [ID:0]");
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"DROP", "ABSTAIN"})
    void aStopSendsNothingOfWhatWaits(Mode mode) {
        use(ScriptedModel.silent("Unicorns paint gla", "ciers"));
        Conversation conversation = conversation(new CitationPolicy(mode, 0));

        Reader reader = scene.ask(conversation, QUESTION);
        Reader.await(() -> !reader.events().isEmpty());
        scene.app.stopTurn().stop(ANN, reader.id());
        reader.awaitEnd();

        assertThat(reader.end()).isEqualTo(new TurnEnd.Stopped());
        assertThat(((Completed) reader.last()).text()).isEmpty();
        assertThat(everything(reader)).doesNotContain("nicorn");
    }

    private void use(ChatModel other) {
        scene.close();
        scene = new Scene(InMemoryPorts.answering(other));
    }

    private Conversation conversation(CitationPolicy policy) {
        return conversation(policy, Optional.of(EMPTY));
    }

    private Conversation conversation(CitationPolicy policy, Optional<String> emptyResponse) {
        var base = scene.knowing("Refunds take ten days.");
        var prompt = new PromptSettings(
                new PromptTemplate("Rest on this:\n{knowledge}"),
                "",
                List.of(new PromptVariable(PromptVariable.KNOWLEDGE, false)),
                emptyResponse,
                true,
                false,
                SearchOptions.NONE,
                policy,
                ClientSettings.NONE);
        return scene.conversation(scene.dialog(prompt, List.of(base.id())));
    }

    private static String everything(Reader reader) {
        return reader.events().stream().map(AnswerEvent::toString).reduce("", String::concat);
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
