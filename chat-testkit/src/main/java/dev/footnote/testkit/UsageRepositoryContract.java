package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.citation.Reference;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.Feedback;
import dev.footnote.domain.conversation.Message.Question;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.ports.store.UsageRepository;
import dev.footnote.ports.store.UsageRepository.Use;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link UsageRepository} promises. */
public abstract class UsageRepositoryContract extends StoreContract {

    private static final Instant AT = Samples.AT;

    private final TenantId ours = Samples.tenant();
    private Conversation conversation;

    @BeforeEach
    void beginConversation() {
        Dialog dialog = Samples.dialog(ours, List.of());
        dialogs().add(dialog);
        conversation = Samples.conversation(dialog);
        conversations().add(conversation);
    }

    @Test
    void tellsTurnsAndRepliesOldestFirst() {
        TurnId answered = ask(AT);
        finish(answered, "Because.", AT.plusSeconds(3));
        turns().rate(ours, answered, new Feedback(Feedback.Thumb.UP, ""));
        TurnId unanswered = ask(AT.plusSeconds(10));

        assertThat(uses(AT, AT.plusSeconds(11)))
                .containsExactly(
                        new Use(conversation.id(), "label", AT, "Because.", Duration.ofSeconds(3), true),
                        new Use(conversation.id(), "label", AT.plusSeconds(10), "", Duration.ZERO, false));
        assertThat(unanswered).isNotEqualTo(answered);
    }

    @Test
    void countsFromTheBeginningAndBeforeTheEnd() {
        finish(ask(AT), "One.", AT);
        finish(ask(AT.plusSeconds(1)), "Two.", AT.plusSeconds(1));

        assertThat(uses(AT, AT.plusSeconds(1))).extracting(Use::reply).containsExactly("One.");
        assertThat(uses(AT.plusSeconds(1), AT.plusSeconds(2)))
                .extracting(Use::reply)
                .containsExactly("Two.");
    }

    @Test
    void tellsNothingOfOtherTenantsAndOfRemovedConversations() {
        finish(ask(AT), "One.", AT);

        var told = new ArrayList<Use>();
        usage().turns(Samples.tenant(), AT, AT.plusSeconds(1), told::add);
        assertThat(told).isEmpty();
        conversations().remove(ours, conversation.dialog(), conversation.id());
        assertThat(uses(AT, AT.plusSeconds(1))).isEmpty();
    }

    @Test
    void stopsWhenNoMoreIsWanted() {
        finish(ask(AT), "One.", AT);
        finish(ask(AT.plusSeconds(1)), "Two.", AT);

        var told = new ArrayList<Use>();
        usage().turns(ours, AT, AT.plusSeconds(2), use -> {
            told.add(use);
            return false;
        });
        assertThat(told).hasSize(1);
    }

    private List<Use> uses(Instant from, Instant to) {
        var told = new ArrayList<Use>();
        usage().turns(ours, from, to, told::add);
        return told;
    }

    private TurnId ask(Instant at) {
        var question = new Question(new TurnId(Samples.id()), "Why?", at);
        turns().begin(ours, conversation.id(), question);
        return question.turn();
    }

    private void finish(TurnId turn, String text, Instant at) {
        turns().end(turn, new Reply(turn, text, "", Reference.NONE, new TurnEnd.Complete(), at), 0, List.of());
    }
}
