package dev.footnote.application.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.application.Reader;
import dev.footnote.application.Scene;
import dev.footnote.domain.answer.AnswerEvent.Cited;
import dev.footnote.domain.answer.AnswerEvent.Completed;
import dev.footnote.domain.answer.AnswerEvent.Opened;
import dev.footnote.domain.answer.AnswerEvent.Progress;
import dev.footnote.domain.citation.Verdict;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.Message.Question;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.testkit.InMemoryPorts;
import dev.footnote.testkit.SettableClock;
import java.util.List;
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

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
