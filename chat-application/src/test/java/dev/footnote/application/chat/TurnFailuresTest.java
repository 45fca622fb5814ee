package dev.footnote.application.chat;

import static dev.footnote.application.Scene.ANN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.application.Reader;
import dev.footnote.application.Scene;
import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.answer.AnswerEvent.Completed;
import dev.footnote.domain.answer.AnswerEvent.Ended;
import dev.footnote.domain.answer.AnswerEvent.Opened;
import dev.footnote.domain.answer.AnswerEvent.Progress;
import dev.footnote.domain.answer.Delta;
import dev.footnote.domain.citation.Reference;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.Message;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.ports.index.ChunkIndex;
import dev.footnote.ports.index.IndexException;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.ModelException;
import dev.footnote.ports.store.StoreException;
import dev.footnote.testkit.HashEmbeddingModel;
import dev.footnote.testkit.InMemoryChunkIndex;
import dev.footnote.testkit.InMemoryPorts;
import dev.footnote.testkit.ScriptedModel;
import dev.footnote.testkit.SettableClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TurnFailuresTest {

    private static final String SECRET = "https://models.example sk-secret";

    private Scene scene = new Scene(InMemoryPorts.saying("Yes."));

    @AfterEach
    void close() {
        scene.close();
    }

    static Stream<Map.Entry<ModelException, String>> failures() {
        return Stream.of(
                Map.entry(new ModelException.Unauthorized(SECRET), "The model refused the configured key."),
                Map.entry(
                        new ModelException.RateLimited(SECRET, null),
                        "The model is asked too often. Please try again later."),
                Map.entry(new ModelException.Refused(SECRET), "The model refused the request."),
                Map.entry(new ModelException.Unavailable(SECRET, null), "The model cannot be reached or broke off."),
                Map.entry(
                        new ModelException.Unintelligible(SECRET, null),
                        "The model answered with something that is no answer."));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysPlainlyWhyAModelFailedBeforeItsFirstWord(Map.Entry<ModelException, String> failure) {
        use(InMemoryPorts.answering(ScriptedModel.failing(failure.getKey())));
        Conversation conversation = scene.conversation(scene.talkingDialog());

        Reader reader = scene.ask(conversation, "Why?").awaitEnd();

        var end = new TurnEnd.Failed(failure.getValue());
        assertThat(reader.events()).containsExactly(new Opened(conversation.id(), false), new Ended(end));
        assertThat(scene.messages(conversation).getLast()).isEqualTo(reply(reader, "", end));
    }

    @Test
    void keepsWhatWasSaidBeforeAModelFailed() {
        use(InMemoryPorts.answering(ScriptedModel.failing(
                new ModelException.Unavailable(SECRET, null), "<think>hm</think>", "Because ", "it")));
        Conversation conversation = scene.conversation(scene.talkingDialog());

        Reader reader = scene.ask(conversation, "Why?").awaitEnd();

        var end = new TurnEnd.Failed("The model cannot be reached or broke off.");
        assertThat(reader.events())
                .contains(new Progress(new Delta.Thinking("hm")))
                .endsWith(new Ended(end));
        assertThat(reader.text()).isEqualTo("Because it");
        assertThat(scene.messages(conversation).getLast())
                .isEqualTo(new Reply(reader.id(), reader.text(), "hm", Reference.NONE, end, SettableClock.START));
    }

    @Test
    void leavesAFailedTurnOutOfWhatTheModelReads() {
        var failing = new AtomicBoolean(true);
        var good = new ScriptedModel("Yes.");
        use(InMemoryPorts.answering((prompt, sink) -> {
            if (failing.getAndSet(false)) {
                throw new ModelException.Unavailable("down", null);
            }
            return good.stream(prompt, sink);
        }));
        Conversation conversation = scene.conversation(scene.talkingDialog());
        scene.ask(conversation, "First?").awaitEnd();

        Reader second = scene.ask(conversation, "Second?").awaitEnd();

        assertThat(second.end()).isEqualTo(new TurnEnd.Complete());
        assertThat(good.lastPrompt().orElseThrow().messages())
                .extracting(message -> message.text())
                .containsExactly("Second?");
    }

    @Test
    void searchesByWordsAloneWhenTheEmbeddingModelFails() {
        var working = new AtomicBoolean(true);
        use(InMemoryPorts.saying("Refunds take ten days.").withEmbedding(failingUnless(working)));
        KnowledgeBase base = scene.knowing("Refunds take ten days.");
        Conversation conversation = scene.conversation(scene.dialog(base));
        working.set(false);

        Reader reader = scene.ask(conversation, "How long do refunds take?").awaitEnd();

        assertThat(reader.text()).isEqualTo("Refunds take ten days. [ID:0]");
    }

    @Test
    void saysWhenTheIndexCannotBeRead() {
        var index = new InMemoryChunkIndex();
        var broken = (ChunkIndex) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ChunkIndex.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("search")) {
                        throw new IndexException("/secret/path", null);
                    }
                    return method.invoke(index, arguments);
                });
        use(InMemoryPorts.saying("Yes.").withIndex(broken));
        Conversation conversation = scene.conversation(scene.dialog(scene.knowing("Refunds take ten days.")));

        Reader reader = scene.ask(conversation, "Refunds?").awaitEnd();

        assertThat(reader.end()).isEqualTo(new TurnEnd.Failed("The documents cannot be searched at the moment."));
    }

    @Test
    void acceptsNoQuestionWhileTheDatabaseIsAway() {
        Conversation conversation = scene.conversation(scene.talkingDialog());
        scene.memory.database().goAway();

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> scene.ask(conversation, "Why?"));

        scene.memory.database().comeBack();
        assertThat(scene.messages(conversation)).isEmpty();
        assertThat(scene.ask(conversation, "Why?").awaitEnd().text()).isEqualTo("Yes.");
    }

    @Test
    void goesOnWhileTheDatabaseIsAwayAndStoresAllAtTheEnd() {
        var gate = new CountDownLatch(1);
        use(InMemoryPorts.answering((prompt, sink) -> {
            scene.memory.database().goAway();
            sink.push("Half ");
            return ScriptedModel.waiting(gate, "whole.").stream(prompt, sink);
        }));
        Conversation conversation = scene.conversation(scene.talkingDialog());
        Reader reader = scene.ask(conversation, "Why?");
        Reader.await(() -> reader.text().startsWith("Half whole"));

        scene.memory.database().comeBack();
        gate.countDown();
        reader.awaitEnd();

        assertThat(reader.end()).isEqualTo(new TurnEnd.Complete());
        assertThat(scene.messages(conversation)).extracting(Message::text).containsExactly("Why?", "Half whole.");
        assertThat(stored(reader)).isEqualTo(reader.events());
    }

    @Test
    void saysThatAnAnswerIsCompleteOnlyWhenItIsStored() {
        use(InMemoryPorts.answering((prompt, sink) -> {
            scene.memory.database().goAway();
            return new ScriptedModel("Whole.").stream(prompt, sink);
        }));
        Conversation conversation = scene.conversation(scene.talkingDialog());
        Reader reader = scene.ask(conversation, "Why?");
        Reader.await(() -> reader.text().equals("Whole."));

        assertThat(reader.turn().ended()).isNotDone();
        assertThat(reader.events()).noneMatch(Completed.class::isInstance);

        scene.memory.database().comeBack();
        reader.awaitEnd();
        assertThat(reader.end()).isEqualTo(new TurnEnd.Complete());
        assertThat(scene.messages(conversation)).extracting(Message::text).containsExactly("Why?", "Whole.");
        assertThat(stored(reader)).isEqualTo(reader.events());
    }

    @Test
    @Tag("large") // it takes as long as the end of a turn is tried to be stored
    void saysThatAnAnswerCouldNotBeStored() {
        use(InMemoryPorts.answering((prompt, sink) -> {
            scene.memory.database().goAway();
            return new ScriptedModel("Whole.").stream(prompt, sink);
        }));
        Conversation conversation = scene.conversation(scene.talkingDialog());

        Reader reader = scene.ask(conversation, "Why?");
        Reader.await(Duration.ofMinutes(2), () -> reader.turn().ended().isDone());

        assertThat(reader.end()).isEqualTo(new TurnEnd.Failed("The answer could not be stored. Please ask again."));
    }

    private List<AnswerEvent> stored(Reader reader) {
        return scene.memory.database().turns().events(ANN.tenant(), reader.id(), 0);
    }

    private static Reply reply(Reader reader, String text, TurnEnd end) {
        return new Reply(reader.id(), text, "", Reference.NONE, end, SettableClock.START);
    }

    private static EmbeddingModel failingUnless(AtomicBoolean working) {
        var hash = new HashEmbeddingModel();
        return new EmbeddingModel() {
            @Override
            public List<Embedding> embed(Purpose purpose, List<String> texts) {
                if (!working.get()) {
                    throw new ModelException.Unavailable("down", null);
                }
                return hash.embed(purpose, texts);
            }

            @Override
            public int dimension() {
                return hash.dimension();
            }

            @Override
            public double unrelatedCosine() {
                return hash.unrelatedCosine();
            }
        };
    }

    private void use(InMemoryPorts memory) {
        scene.close();
        scene = new Scene(memory);
    }
}
