package dev.footnote.application.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.application.Reader;
import dev.footnote.application.Scene;
import dev.footnote.domain.answer.AnswerEvent.Completed;
import dev.footnote.domain.citation.Verdict;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.ports.model.EntailmentModel;
import dev.footnote.ports.model.ModelException;
import dev.footnote.testkit.InMemoryPorts;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** What a model that judges sentences once more makes of an answer, from the question to what is stored. */
class SecondOpinionTest {

    private static final String IN_OTHER_WORDS = "Refunds arrive after about ten days.";
    private static final String WRONG = "Refunds take twelve days.";

    @Test
    void citesWhatWordsAloneLeaveOpen() {
        assertThat(answered(InMemoryPorts.saying(IN_OTHER_WORDS), Verdict.UNSUPPORTED))
                .isEqualTo(IN_OTHER_WORDS);

        assertThat(answered(InMemoryPorts.saying(IN_OTHER_WORDS).withEntailment(always(1)), Verdict.SUPPORTED))
                .isEqualTo(IN_OTHER_WORDS + " [ID:0]");
    }

    @Test
    void doesNotCiteWhatOnlyLooksAlike() {
        String alike = "Refunds in Spain take ten days.";
        assertThat(answered(InMemoryPorts.saying(alike), Verdict.SUPPORTED)).endsWith("[ID:0]");

        assertThat(answered(InMemoryPorts.saying(alike).withEntailment(always(0)), Verdict.PARTIAL))
                .isEqualTo(alike);
    }

    @Test
    void doesNotOverruleANumber() {
        assertThat(answered(InMemoryPorts.saying(WRONG).withEntailment(always(1)), Verdict.PARTIAL))
                .isEqualTo(WRONG);
    }

    @Test
    void losesNothingWhenTheModelFails() {
        EntailmentModel down = (hypothesis, premises) -> {
            throw new ModelException.Unavailable("it is down", null);
        };

        assertThat(answered(InMemoryPorts.saying("Refunds take ten days.").withEntailment(down), Verdict.SUPPORTED))
                .isEqualTo("Refunds take ten days. [ID:0]");
    }

    /** The text of the answer, live and stored, whose only sentence got {@code verdict}. */
    private static String answered(InMemoryPorts ports, Verdict verdict) {
        try (var scene = new Scene(ports)) {
            var conversation = scene.conversation(scene.dialog(scene.knowing("Refunds take ten days.")));

            Reader reader = scene.ask(conversation, "How long do refunds take?").awaitEnd();

            Completed completed = (Completed) reader.last();
            assertThat(completed.reference().citations())
                    .singleElement()
                    .satisfies(citation -> assertThat(citation.verdict()).isEqualTo(verdict));
            Reply stored = (Reply) scene.messages(conversation).getLast();
            assertThat(stored.text()).isEqualTo(completed.text()).isEqualTo(reader.text());
            assertThat(stored.reference()).isEqualTo(completed.reference());
            return completed.text();
        }
    }

    private static EntailmentModel always(double likely) {
        return (hypothesis, premises) -> Collections.nCopies(premises.size(), likely);
    }
}
