package dev.footnote.application.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.application.Reader;
import dev.footnote.application.Scene;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationTree.Branch;
import dev.footnote.domain.conversation.Feedback;
import dev.footnote.domain.conversation.Message;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.conversation.Place;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.failure.ChatException.Conflict;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.prompt.PromptMessage;
import dev.footnote.testkit.InMemoryPorts;
import dev.footnote.testkit.ScriptedModel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BranchesTest {

    private final Respondent model = new Respondent("Yes.");
    private final Scene scene = new Scene(InMemoryPorts.answering(model));
    private Conversation conversation = scene.conversation(scene.talkingDialog());
    private TurnId one = new TurnId("none");
    private TurnId two = one;

    @BeforeEach
    void askThreeTimes() {
        one = scene.ask(conversation, "One?").awaitEnd().id();
        two = scene.ask(conversation, "Two?").awaitEnd().id();
        scene.ask(conversation, "Three?").awaitEnd();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void tellsTheModelWhatWasSaidUpToTheTurnThatAQuestionFollows() {
        ask("Other?", new Place.After(one));

        assertThat(model.last().messages()).extracting(PromptMessage::text).containsExactly("One?", "Yes.", "Other?");
        assertThat(questions()).containsExactly("One?", "Other?");

        scene.ask(conversation, "More?").awaitEnd();
        assertThat(model.last().messages())
                .extracting(PromptMessage::text)
                .containsExactly("One?", "Yes.", "Other?", "Yes.", "More?");
    }

    @Test
    void keepsTheOldBranchReadable() {
        ask("Other?", new Place.After(one));
        ask("Anew?", new Place.Beginning());

        List<Branch> branches = tree();
        assertThat(branches)
                .extracting(branch -> branch.turns().stream()
                        .map(turn -> turn.question().text())
                        .toList())
                .containsExactly(List.of("One?", "Two?", "Three?"), List.of("One?", "Other?"), List.of("Anew?"));
        assertThat(branches).extracting(Branch::current).containsExactly(false, false, true);

        scene.app
                .manageConversations()
                .choose(Scene.ANN, conversation.id(), branches.getFirst().leaf());
        assertThat(questions()).containsExactly("One?", "Two?", "Three?");
    }

    @Test
    void refusesToFollowATurnThatIsNotThere() {
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> ask("Other?", new Place.After(new TurnId("unknown"))));
        assertThat(questions()).containsExactly("One?", "Two?", "Three?");
    }

    @Test
    void removesAnExchange() {
        ManageConversations conversations = scene.app.manageConversations();

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> conversations.deleteExchange(Scene.BOB, conversation.id(), two));
        conversations.deleteExchange(Scene.ANN, conversation.id(), two);

        assertThat(questions()).containsExactly("One?", "Three?");
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> conversations.deleteExchange(Scene.ANN, conversation.id(), two));
    }

    @Test
    void doesNotRemoveAQuestionWhileItIsAnswered() {
        var gate = new CountDownLatch(1);
        try (var waiting = new Scene(InMemoryPorts.answering(ScriptedModel.waiting(gate, "Well")))) {
            Conversation talk = waiting.conversation(waiting.talkingDialog());
            Reader reader = waiting.ask(talk, "Why?");

            assertThatExceptionOfType(Conflict.class)
                    .isThrownBy(
                            () -> waiting.app.manageConversations().deleteExchange(Scene.ANN, talk.id(), reader.id()));
            gate.countDown();
            reader.awaitEnd();
        }
    }

    @Test
    void keepsWhatIsThoughtOfAReply() {
        var feedback = new Feedback(Feedback.Thumb.DOWN, "too short");
        ManageConversations conversations = scene.app.manageConversations();

        conversations.rate(Scene.ANN, conversation.id(), two, feedback);

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> conversations.rate(Scene.BOB, conversation.id(), two, feedback));
        assertThat(scene.messages(conversation).stream()
                        .filter(Reply.class::isInstance)
                        .map(message -> ((Reply) message).feedback()))
                .containsExactly(Feedback.NONE, feedback, Feedback.NONE);
    }

    private void ask(String question, Place place) {
        var request = AskRequest.to(conversation.dialog(), question)
                .in(Optional.of(conversation.id()))
                .at(place)
                .build();
        scene.ask(Scene.ANN, request, new Reader()).awaitEnd();
    }

    private List<Branch> tree() {
        return scene.app
                .manageConversations()
                .tree(Scene.ANN, conversation.dialog(), conversation.id())
                .branches();
    }

    private List<String> questions() {
        return scene.messages(conversation).stream()
                .filter(Message.Question.class::isInstance)
                .map(Message::text)
                .toList();
    }
}
