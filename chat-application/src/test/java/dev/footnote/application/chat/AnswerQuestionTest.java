package dev.footnote.application.chat;

import static dev.footnote.application.Scene.ANN;
import static dev.footnote.application.Scene.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.footnote.application.Reader;
import dev.footnote.application.Scene;
import dev.footnote.domain.answer.AnswerEvent.Cited;
import dev.footnote.domain.answer.AnswerEvent.Completed;
import dev.footnote.domain.answer.AnswerEvent.Opened;
import dev.footnote.domain.answer.AnswerEvent.Progress;
import dev.footnote.domain.citation.Reference;
import dev.footnote.domain.citation.Verdict;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.Message;
import dev.footnote.domain.conversation.Message.Question;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.dialog.PromptSettings;
import dev.footnote.domain.dialog.PromptVariable;
import dev.footnote.domain.failure.ChatException.Conflict;
import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.prompt.PromptMessage;
import dev.footnote.domain.prompt.PromptMessage.Role;
import dev.footnote.ports.model.ChatModel;
import dev.footnote.ports.model.Completion;
import dev.footnote.ports.model.Completion.FinishReason;
import dev.footnote.testkit.CountingIds;
import dev.footnote.testkit.InMemoryPorts;
import dev.footnote.testkit.ScriptedModel;
import dev.footnote.testkit.SettableClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnswerQuestionTest {

    private Scene scene = new Scene(InMemoryPorts.saying("Refunds take ten days."));

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void streamsTheAnswerAndCitesIt() {
        KnowledgeBase base = scene.knowing("Refunds take ten days.\nThe canteen opens at noon.");
        Conversation conversation = scene.conversation(scene.dialog(base));

        Reader reader = scene.ask(conversation, "How long do refunds take?").awaitEnd();

        assertThat(reader.events().getFirst()).isEqualTo(new Opened(conversation.id(), false));
        assertThat(reader.text()).isEqualTo("Refunds take ten days. [ID:0]");
        assertThat(reader.events()).filteredOn(Progress.class::isInstance).hasSizeGreaterThan(3);
        assertThat(reader.read())
                .extracting(TurnEvent::number)
                .isEqualTo(numbers(reader.read().size()));
        var cited = reader.events().stream()
                .filter(Cited.class::isInstance)
                .map(Cited.class::cast)
                .toList();
        assertThat(cited).singleElement().satisfies(one -> {
            assertThat(one.markers()).isEqualTo(" [ID:0]");
            assertThat(one.citations())
                    .extracting(citation -> citation.verdict())
                    .containsExactly(Verdict.SUPPORTED);
        });
        Completed completed = (Completed) reader.last();
        assertThat(completed.text()).isEqualTo(reader.text());
        assertThat(completed.end()).isEqualTo(new TurnEnd.Complete());
        assertThat(completed.reference().chunks())
                .singleElement()
                .satisfies(scored -> assertThat(scored.chunk().content()).contains("Refunds take ten days."));
        assertThat(scene.messages(conversation))
                .containsExactly(
                        new Question(reader.id(), "How long do refunds take?", SettableClock.START),
                        new Reply(
                                reader.id(),
                                completed.text(),
                                "",
                                completed.reference(),
                                new TurnEnd.Complete(),
                                SettableClock.START));
    }

    @Test
    void storesTheQuestionBeforeTheModelIsAsked() {
        var gate = new CountDownLatch(1);
        use(InMemoryPorts.answering(ScriptedModel.waiting(gate, "Yes.")));
        Conversation conversation = scene.conversation(scene.talkingDialog());

        Reader reader = scene.ask(conversation, "Is it?");

        assertThat(scene.messages(conversation))
                .containsExactly(new Question(reader.id(), "Is it?", SettableClock.START));
        gate.countDown();
        reader.awaitEnd();
        assertThat(scene.messages(conversation)).hasSize(2);
    }

    @Test
    void beginsAConversationForAQuestionWithoutOne() {
        Dialog dialog = scene.talkingDialog();

        Reader reader = scene.ask(ANN, Scene.request(dialog.id(), Optional.empty(), "Hello?", false), new Reader())
                .awaitEnd();

        ConversationId id = reader.turn().conversation();
        assertThat(reader.events().getFirst()).isEqualTo(new Opened(id, true));
        Conversation begun = scene.app.manageConversations().find(ANN, dialog.id(), id);
        assertThat(begun.name()).isEqualTo("New talk");
        assertThat(begun.opener()).isEqualTo("Hello");
        assertThat(reader.id().value()).isEqualTo(CountingIds.turn(1));
    }

    @Test
    void storesNothingWithoutARequiredVariable() {
        Dialog dialog = scene.dialog(Scene.prompt("Be {mood}.", new PromptVariable("mood", false)), List.of());
        Conversation conversation = scene.conversation(dialog);

        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> scene.ask(conversation, "Are you?"))
                .satisfies(failure -> {
                    assertThat(failure.thing()).isEqualTo(Thing.PROMPT_VARIABLE);
                    assertThat(failure.subject()).isEqualTo("mood");
                });
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() ->
                        scene.ask(ANN, Scene.request(dialog.id(), Optional.empty(), "Are you?", false), new Reader()));

        assertThat(scene.messages(conversation)).isEmpty();
        assertThat(scene.app
                        .manageConversations()
                        .list(ANN, dialog.id(), Optional.empty(), Listing.ALL)
                        .total())
                .isEqualTo(1);
    }

    @Test
    void storesNothingOfABlankQuestion() {
        Conversation conversation = scene.conversation(scene.talkingDialog());

        assertThatExceptionOfType(Invalid.class).isThrownBy(() -> scene.ask(conversation, " \n"));

        assertThat(scene.messages(conversation)).isEmpty();
    }

    @Test
    void saysWhatIsUnknownOrSomebodyElses() {
        Dialog dialog = scene.talkingDialog();
        Conversation conversation = scene.conversation(dialog);
        var known = Optional.of(conversation.id());

        assertThat(missing(ANN, new DialogId("unknown"), Optional.empty())).isEqualTo(Thing.DIALOG);
        assertThat(missing(ANN, new DialogId("unknown"), known)).isEqualTo(Thing.DIALOG);
        assertThat(missing(ANN, dialog.id(), Optional.of(new ConversationId("unknown"))))
                .isEqualTo(Thing.CONVERSATION);
        assertThat(missing(BOB, dialog.id(), known)).isEqualTo(Thing.DIALOG);
        assertThat(scene.messages(conversation)).isEmpty();
    }

    @Test
    void refusesASecondQuestionWhileOneIsAnswered() {
        use(InMemoryPorts.answering(ScriptedModel.silent("So")));
        Conversation conversation = scene.conversation(scene.talkingDialog());
        Reader first = scene.ask(conversation, "First?");
        Reader.await(() -> first.text().equals("So"));

        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> scene.ask(conversation, "Second?"));

        scene.app.stopTurn().stop(ANN, first.id());
        first.awaitEnd();
        assertThat(scene.messages(conversation)).extracting(Message::text).containsExactly("First?", "So");
    }

    @Test
    void saysTheEmptyResponseWhenNothingIsFound() {
        KnowledgeBase base = scene.knowing("Refunds take ten days.");
        Dialog dialog = scene.dialog(
                new PromptSettings(
                        Scene.prompt("{knowledge}").system(),
                        "",
                        List.of(new PromptVariable("knowledge", false), new PromptVariable("name", true)),
                        Optional.of("Nothing for you,{name}!"),
                        true,
                        false,
                        ClientSettings.NONE),
                List.of(base.id()));
        Conversation conversation = scene.conversation(dialog);

        Reader reader = scene.ask(conversation, "Zebra quagga okapi?").awaitEnd();

        assertThat(((Completed) reader.last()).text()).isEqualTo("Nothing for you, !");
        assertThat(reader.end()).isEqualTo(new TurnEnd.Complete());
        assertThat(model().prompts()).isEmpty();
        assertThat(scene.messages(conversation).getLast())
                .isEqualTo(new Reply(
                        reader.id(),
                        "Nothing for you, !",
                        "",
                        Reference.NONE,
                        new TurnEnd.Complete(),
                        SettableClock.START));
    }

    @Test
    void readsBracesOfPromptsValuesAndDocumentsAsText() {
        KnowledgeBase base = scene.knowing("Use {mood} and {knowledge} in refunds {0} %s $1.");
        Dialog dialog = scene.dialog(
                Scene.prompt(
                        "{ {} {unknown} } {mood} {knowledge}",
                        new PromptVariable("knowledge", false),
                        new PromptVariable("mood", true)),
                List.of(base.id()));
        var request = AskRequest.to(dialog.id(), "What about {knowledge} in refunds?")
                .variables(Map.of("mood", "{knowledge}"))
                .quoting(false)
                .build();

        scene.ask(ANN, request, new Reader()).awaitEnd();

        var prompt = model().lastPrompt().orElseThrow();
        assertThat(prompt.system()).startsWith("{ {} {unknown} } {knowledge} ");
        assertThat(prompt.system()).contains("Use {mood} and {knowledge} in refunds {0} %s $1.");
        assertThat(prompt.messages())
                .containsExactly(new PromptMessage(Role.USER, "What about {knowledge} in refunds?"));
    }

    @Test
    void tellsTheModelWhatWasSaidBefore() {
        Conversation conversation = scene.conversation(scene.talkingDialog());
        scene.ask(conversation, "One?").awaitEnd();

        scene.ask(conversation, "Two?").awaitEnd();

        assertThat(model().lastPrompt().orElseThrow().messages())
                .containsExactly(
                        new PromptMessage(Role.USER, "One?"),
                        new PromptMessage(Role.ASSISTANT, "Refunds take ten days."),
                        new PromptMessage(Role.USER, "Two?"));
    }

    @Test
    void dropsTheOldestMessagesThatDoNotFitTheModel() {
        use(InMemoryPorts.saying("one two three four").withContext(20));
        Conversation conversation = scene.conversation(scene.talkingDialog());
        for (int i = 1; i <= 5; i++) {
            scene.ask(conversation, "question number " + i).awaitEnd();
        }

        // 19 tokens less 2 for the system text, 3 a question, 4 an answer
        assertThat(model().lastPrompt().orElseThrow().messages())
                .extracting(PromptMessage::text)
                .containsExactly(
                        "question number 3",
                        "one two three four",
                        "question number 4",
                        "one two three four",
                        "question number 5");
    }

    @Test
    void asksAlsoWhatDoesNotFitTheModel() {
        use(InMemoryPorts.saying("yes").withContext(4));
        Conversation conversation = scene.conversation(scene.talkingDialog());

        Reader reader = scene.ask(conversation, "one two three four five six").awaitEnd();

        assertThat(reader.end()).isEqualTo(new TurnEnd.Complete());
    }

    @Test
    void mixesNothingOfAHundredTurnsAtOnce() {
        ChatModel echo = (prompt, sink) -> {
            for (String word : prompt.question().splitWithDelimiters(" ", 0)) {
                if (!sink.push(word)) {
                    return new Completion(FinishReason.CANCELLED, 0, 0);
                }
                Thread.yield();
            }
            return new Completion(FinishReason.STOP, 0, 0);
        };
        use(InMemoryPorts.answering(echo));
        Dialog dialog = scene.talkingDialog();
        List<Conversation> conversations = IntStream.range(0, 100)
                .mapToObj(i -> scene.conversation(dialog))
                .toList();

        List<Reader> readers = IntStream.range(0, 100)
                .mapToObj(i -> scene.ask(conversations.get(i), ("word" + i + " ").repeat(50)))
                .toList();

        for (int i = 0; i < 100; i++) {
            String expected = ("word" + i + " ").repeat(50).stripTrailing();
            Reader reader = readers.get(i).awaitEnd();
            assertThat(reader.text().stripTrailing()).isEqualTo(expected);
            assertThat(reader.read()).extracting(TurnEvent::turn).containsOnly(reader.id());
            assertThat(reader.read())
                    .extracting(TurnEvent::number)
                    .isEqualTo(numbers(reader.read().size()));
            assertThat(scene.messages(conversations.get(i)))
                    .extracting(message -> message.text().stripTrailing())
                    .containsExactly(expected, expected);
        }
    }

    private Thing missing(Caller caller, DialogId dialog, Optional<ConversationId> conversation) {
        var request = Scene.request(dialog, conversation, "Anybody?", false);
        return catchThrowableOfType(NotFound.class, () -> scene.ask(caller, request, new Reader()))
                .thing();
    }

    private void use(InMemoryPorts memory) {
        scene.close();
        scene = new Scene(memory);
    }

    private ScriptedModel model() {
        return (ScriptedModel) scene.memory.chat();
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
