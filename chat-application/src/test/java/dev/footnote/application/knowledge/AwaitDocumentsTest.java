package dev.footnote.application.knowledge;

import static dev.footnote.application.Scene.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.application.Reader;
import dev.footnote.application.Scene;
import dev.footnote.domain.answer.AnswerEvent.Completed;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.Section;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.document.DocumentParser;
import dev.footnote.ports.document.UnreadableDocumentException;
import dev.footnote.testkit.InMemoryPorts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AwaitDocumentsTest {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private final Scene scene = new Scene(InMemoryPorts.saying("Refunds take ten days.")
            .withParser(new SlowParser())
            .withThreads());
    private final KnowledgeBase base = scene.knowledgeBase("Handbook");

    @AfterEach
    void close() {
        mayGoOn.countDown();
        scene.close();
    }

    @Test
    void aDialogOverWhatIsNotParsedQueuesIt() throws Exception {
        Document document = scene.upload(base, "a.txt", "");

        scene.dialog(base);

        begun.await();
        assertThat(scene.find(document).parsing().status()).isInstanceOf(DocumentStatus.Running.class);
    }

    @Test
    void theFirstQuestionWaitsForIt() throws Exception {
        scene.upload(base, "a.txt", "");
        Dialog dialog = scene.dialog(base);
        begun.await();

        Reader reader = scene.ask(scene.conversation(dialog), "How long do refunds take?");
        assertThat(reader.text()).isEmpty();
        mayGoOn.countDown();

        assertThat(reader.awaitEnd().last())
                .isInstanceOfSatisfying(
                        Completed.class,
                        completed -> assertThat(completed.reference().chunks()).hasSize(1));
    }

    @Test
    void aQuestionThatWaitsCanBeStopped() throws Exception {
        scene.upload(base, "a.txt", "");
        Dialog dialog = scene.dialog(base);
        begun.await();
        Reader reader = scene.ask(scene.conversation(dialog), "How long do refunds take?");

        scene.app.stopTurn().stop(ANN, reader.id());

        assertThat(reader.awaitEnd().end()).isEqualTo(new TurnEnd.Stopped());
    }

    @Test
    void nobodyWaitsLongerThanTheLimit() throws Exception {
        scene.upload(base, "a.txt", "");
        scene.dialog(base);
        begun.await();

        awaiting(Duration.ofMillis(20)).await(List.of(base));

        assertThat(mayGoOn.getCount()).isOne();
    }

    @Test
    void nobodyWaitsWhereNothingIsOnItsWay() {
        scene.upload(base, "a.txt", "");

        awaiting(Duration.ofDays(1)).await(List.of(base));

        assertThat(begun.getCount()).isOne();
    }

    private AwaitDocuments awaiting(Duration limit) {
        return new AwaitDocuments(scene.memory.ports().documents(), scene.app.ingestDocuments(), limit);
    }

    /** Waits to be told before it says what is in a document. */
    private final class SlowParser implements DocumentParser {
        @Override
        public boolean parse(DocumentId document, String name, Sink<Section> sections) {
            begun.countDown();
            try {
                mayGoOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UnreadableDocumentException("it was broken off", e);
            }
            return sections.push(new Section(Section.Kind.BLOCK, "Refunds take ten days.", Optional.empty()));
        }
    }
}
