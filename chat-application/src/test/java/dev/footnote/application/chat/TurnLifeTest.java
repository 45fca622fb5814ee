package dev.footnote.application.chat;

import static dev.footnote.application.Scene.ANN;
import static dev.footnote.application.Scene.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.application.Reader;
import dev.footnote.application.Scene;
import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.answer.AnswerEvent.Ended;
import dev.footnote.domain.answer.AnswerEvent.Progress;
import dev.footnote.domain.answer.Delta;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.Message;
import dev.footnote.domain.conversation.Message.Question;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.testkit.InMemoryPorts;
import dev.footnote.testkit.ScriptedModel;
import dev.footnote.testkit.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnLifeTest {

    private final CountDownLatch gate = new CountDownLatch(1);
    private Scene scene = new Scene(InMemoryPorts.answering(ScriptedModel.waiting(gate, "One ", "two ", "three.")));
    private Conversation conversation = scene.conversation(scene.talkingDialog());

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void stopsAtOnceWhileTheModelIsSilent() {
        Reader reader = scene.ask(conversation, "Count!");
        Reader.await(() -> reader.text().startsWith("One"));

        scene.app.stopTurn().stop(ANN, reader.id());
        reader.awaitEnd();

        assertThat(reader.end()).isEqualTo(new TurnEnd.Stopped());
        assertThat(reader.text()).isEqualTo("One two three.");
        assertThat(reply().end()).isEqualTo(new TurnEnd.Stopped());
        assertThat(reply().text()).isEqualTo("One two three.");
        scene.app.stopTurn().stop(ANN, reader.id());
        assertThat(reply().end()).isEqualTo(new TurnEnd.Stopped());
    }

    @Test
    void stopsBeforeTheFirstWord() {
        use(InMemoryPorts.answering(ScriptedModel.silent()));
        Reader reader = scene.ask(conversation, "Count!");

        scene.app.stopTurn().stop(ANN, reader.id());
        reader.awaitEnd();

        assertThat(reader.end()).isEqualTo(new TurnEnd.Stopped());
        assertThat(reply().text()).isEmpty();
    }

    @Test
    void stopsWhileTheReaderTakesWhatComesBeforeTheFirstWord() {
        use(InMemoryPorts.answering(ScriptedModel.silent()));
        var request = AskRequest.to(conversation.dialog(), "Count!")
                .in(Optional.of(conversation.id()))
                .build();

        StartedTurn turn = scene.app.answerQuestion().ask(ANN, request, event -> {
            scene.app.stopTurn().stop(ANN, event.turn());
            return true;
        });

        turn.ended().orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(reply().end()).isEqualTo(new TurnEnd.Stopped());
    }

    @Test
    void letsNobodyElseStopOrRead() {
        Reader reader = scene.ask(conversation, "Count!");

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> scene.app.stopTurn().stop(BOB, reader.id()));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> scene.app.resumeTurn().follow(BOB, reader.id(), 0, new Reader()));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> scene.app.stopTurn().stop(ANN, new TurnId("unknown")));

        gate.countDown();
        assertThat(reader.awaitEnd().end()).isEqualTo(new TurnEnd.Complete());
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> scene.app.resumeTurn().follow(BOB, reader.id(), 0, new Reader()));
    }

    @Test
    void stopsAWhileAfterTheLastReaderLeft() {
        Reader reader = ask(Reader.leavingAfter(2), false);

        Reader.await(() -> scene.messages(conversation).size() == 2);

        assertThat(reader.read()).hasSize(2);
        assertThat(reply().end()).isEqualTo(new TurnEnd.Stopped());
        assertThat(reply().text()).isEqualTo("One two three.");
    }

    @Test
    void stopsAWhileAfterAReaderWasFoundToBeGone() {
        Reader reader = ask(new Reader(), false);

        reader.turn().leave().run();

        Reader.await(() -> scene.messages(conversation).size() == 2);
        assertThat(reply().end()).isEqualTo(new TurnEnd.Stopped());
    }

    @Test
    void goesOnForAReaderWhoCameBack() {
        Reader first = ask(Reader.leavingAfter(2), false);
        Reader second = new Reader();
        Thread following = Thread.ofVirtual().start(() -> scene.app.resumeTurn().follow(ANN, first.id(), 2, second));
        Reader.await(() -> second.text().endsWith("three."));
        outlast(Scene.GRACE);

        gate.countDown();

        Reader.await(() -> !following.isAlive());
        assertThat(second.end()).isEqualTo(new TurnEnd.Complete());
        assertThat(reply().end()).isEqualTo(new TurnEnd.Complete());
    }

    @Test
    void finishesABackgroundTurnThatNobodyReads() {
        ask(Reader.leavingAfter(1), true);
        outlast(Scene.GRACE);

        assertThat(scene.messages(conversation)).hasSize(1);
        gate.countDown();

        Reader.await(() -> scene.messages(conversation).size() == 2);
        assertThat(reply().end()).isEqualTo(new TurnEnd.Complete());
        assertThat(reply().text()).isEqualTo("One two three.");
    }

    @Test
    void givesTheSameEventsFromAnyPointWhileItRunsAndLater() {
        Reader reader = scene.ask(conversation, "Count!");
        Reader.await(() -> reader.text().startsWith("One"));
        var live = new Reader();
        Thread following = Thread.ofVirtual().start(() -> scene.app.resumeTurn().follow(ANN, reader.id(), 1, live));
        gate.countDown();
        List<TurnEvent> all = reader.awaitEnd().read();
        Reader.await(() -> !following.isAlive());

        assertThat(live.read()).isEqualTo(all.subList(1, all.size()));
        Reader.await(() -> running().isEmpty());
        for (int from = 0; from <= all.size(); from++) {
            var later = new Reader();
            scene.app.resumeTurn().follow(ANN, reader.id(), from, later);
            assertThat(later.read()).isEqualTo(all.subList(from, all.size()));
        }
    }

    @Test
    void stopsReplayingForAReaderWhoHasEnough() {
        gate.countDown();
        Reader reader = scene.ask(conversation, "Count!").awaitEnd();
        Reader few = Reader.leavingAfter(2);

        scene.app.resumeTurn().follow(ANN, reader.id(), 0, few);

        assertThat(few.read()).isEqualTo(reader.read().subList(0, 2));
    }

    @Test
    void interruptsWhatStillRunsWhenTheProgramStops() {
        Reader reader = scene.ask(conversation, "Count!");
        Reader.await(() -> reader.text().startsWith("One"));

        scene.app.stop(Duration.ofMillis(10));

        assertThat(reader.awaitEnd().end()).isEqualTo(new TurnEnd.Interrupted());
        assertThat(reply().end()).isEqualTo(new TurnEnd.Interrupted());
    }

    @Test
    void marksWhatADeadProgramLeftAsInterruptedWithTheTextThatWasSent() {
        var question = new Question(new TurnId("dead"), "Count!", SettableClock.START);
        var turns = scene.memory.database().turns();
        turns.begin(ANN.tenant(), conversation.id(), question);
        turns.append(
                question.turn(),
                0,
                List.of(
                        new AnswerEvent.Opened(conversation.id(), false),
                        new Progress(new Delta.Thinking("hm")),
                        new Progress(new Delta.Text("One "))));

        try (var next = new Scene(scene.memory)) {
            assertThat(reply().text()).isEqualTo("One ");
            assertThat(reply().thinking()).isEqualTo("hm");
            assertThat(reply().end()).isEqualTo(new TurnEnd.Interrupted());
            var reader = new Reader();
            next.app.resumeTurn().follow(ANN, question.turn(), 3, reader);
            assertThat(reader.events()).containsExactly(new Ended(new TurnEnd.Interrupted()));
            gate.countDown();
            assertThat(next.ask(conversation, "Again!").awaitEnd().end()).isEqualTo(new TurnEnd.Complete());
        }
    }

    private Reader ask(Reader reader, boolean background) {
        var request = Scene.request(conversation.dialog(), Optional.of(conversation.id()), "Count!", background);
        return scene.ask(ANN, request, reader);
    }

    private Reply reply() {
        List<Message> messages = scene.messages(conversation);
        return (Reply) messages.getLast();
    }

    private List<?> running() {
        return scene.memory.database().turns().unfinished();
    }

    /** Lets more time than {@code duration} pass: what would end a turn has had its chance then. */
    private static void outlast(Duration duration) {
        long until = System.nanoTime() + 3 * duration.toNanos();
        Reader.await(() -> System.nanoTime() > until);
    }

    private void use(InMemoryPorts memory) {
        scene.close();
        scene = new Scene(memory);
        conversation = scene.conversation(scene.talkingDialog());
    }
}
