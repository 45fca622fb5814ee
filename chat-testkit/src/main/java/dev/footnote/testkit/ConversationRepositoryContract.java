package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.citation.Reference;
import dev.footnote.domain.conversation.Activity;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.Message;
import dev.footnote.domain.conversation.Message.Question;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.conversation.Place;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.ports.store.ConversationRepository;
import dev.footnote.ports.store.TurnRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ConversationRepository} promises. */
public abstract class ConversationRepositoryContract extends StoreContract {

    private ConversationRepository conversations;
    private TurnRepository turns;
    private Dialog dialog;
    private Conversation conversation;

    @BeforeEach
    void beginAConversation() {
        conversations = conversations();
        turns = turns();
        dialog = Samples.dialog(Samples.OURS, List.of());
        dialogs().add(dialog);
        conversation = Samples.conversation(dialog);
        conversations.add(conversation);
    }

    @Test
    void findsWhatWasAdded() {
        assertThat(conversations.find(Samples.OURS, dialog.id(), conversation.id()))
                .contains(conversation);
        assertThat(conversations.find(Samples.OURS, new DialogId("other"), conversation.id()))
                .isEmpty();
    }

    @Test
    void addsOnlyWhatIsNewToADialogThatIsThere() {
        assertThat(conversations.add(conversation)).isFalse();
        assertThat(conversations.add(Samples.conversation(Samples.dialog(Samples.OURS, List.of()))))
                .isFalse();
    }

    @Test
    void findsItWhateverItsDialog() {
        assertThat(conversations.find(Samples.OURS, conversation.id())).contains(conversation);
        assertThat(conversations.find(Samples.THEIRS, conversation.id())).isEmpty();
    }

    @Test
    void keepsWhatWasSharedApart() {
        Conversation shared = Samples.conversation(dialog);

        assertThat(conversations.addShared(shared)).isTrue();
        assertThat(conversations.addShared(conversation)).isFalse();

        assertThat(conversations.findShared(Samples.OURS, dialog.id(), shared.id()))
                .contains(shared);
        assertThat(conversations.findShared(Samples.OURS, dialog.id(), conversation.id()))
                .isEmpty();
        assertThat(conversations.findShared(Samples.THEIRS, dialog.id(), shared.id()))
                .isEmpty();
        assertThat(conversations
                        .list(Samples.OURS, dialog.id(), Optional.empty(), Listing.ALL)
                        .items())
                .containsExactly(conversation);
    }

    @Test
    void letsTwoTenantsChooseTheSameId() {
        Dialog theirs = Samples.dialog(Samples.THEIRS, List.of());
        dialogs().add(theirs);
        var same = new Conversation(
                conversation.id(), Samples.THEIRS, theirs.id(), "theirs", "", "", Samples.AT, Samples.AT);

        assertThat(conversations.add(same)).isTrue();

        Question ours = Samples.question();
        Question question = Samples.question();
        assertThat(turns.begin(Samples.OURS, conversation.id(), ours)).isEqualTo(TurnRepository.Begun.STARTED);
        assertThat(turns.begin(Samples.THEIRS, same.id(), question)).isEqualTo(TurnRepository.Begun.STARTED);
        assertThat(conversations.messages(Samples.OURS, Set.of(conversation.id())))
                .containsValue(List.of(ours));
        assertThat(conversations.messages(Samples.THEIRS, Set.of(same.id()))).containsValue(List.of(question));
        assertThat(conversations.remove(Samples.THEIRS, theirs.id(), same.id())).isTrue();
        assertThat(conversations.find(Samples.OURS, conversation.id())).contains(conversation);
    }

    @Test
    void hidesAConversationFromOtherTenants() {
        ConversationId id = conversation.id();

        assertThat(conversations.find(Samples.THEIRS, dialog.id(), id)).isEmpty();
        assertThat(conversations.open(Samples.THEIRS, dialog.id(), id, 10)).isEmpty();
        assertThat(conversations
                        .list(Samples.THEIRS, dialog.id(), Optional.empty(), Listing.ALL)
                        .items())
                .isEmpty();
        assertThat(conversations.remove(Samples.THEIRS, dialog.id(), id)).isFalse();
        assertThat(conversations.find(Samples.OURS, dialog.id(), id)).isPresent();
    }

    @Test
    void opensWithTheLastMessagesOfCompleteAndStoppedTurns() {
        var told = new ArrayList<Message>();
        for (TurnEnd end : List.of(
                new TurnEnd.Complete(),
                new TurnEnd.Failed("why"),
                new TurnEnd.Stopped(),
                new TurnEnd.Interrupted(),
                new TurnEnd.Complete())) {
            Question question = Samples.question();
            var reference = new Reference(List.of(Samples.scoredChunk()), 1, List.of());
            turns.begin(Samples.OURS, conversation.id(), question);
            turns.end(
                    question.turn(),
                    new Reply(question.turn(), "text", "thinking", reference, end, Samples.AT),
                    0,
                    List.of());
            if (end instanceof TurnEnd.Complete || end instanceof TurnEnd.Stopped) {
                told.add(question);
                told.add(new Reply(question.turn(), "text", "thinking", Reference.NONE, end, Samples.AT));
            }
        }
        turns.begin(Samples.OURS, conversation.id(), Samples.question());

        for (int most : new int[] {0, 1, 2, 3, 6, 100}) {
            var open = conversations
                    .open(Samples.OURS, dialog.id(), conversation.id(), most)
                    .orElseThrow();
            assertThat(open.conversation()).isEqualTo(conversation);
            assertThat(open.dialog()).isEqualTo(dialog);
            assertThat(open.recent()).isEqualTo(told.subList(Math.max(0, told.size() - most), told.size()));
        }
    }

    @Test
    void opensWithTheMessagesBeforeThePlaceOfTheQuestion() {
        List<TurnId> asked = List.of(answered(), answered(), answered());

        assertThat(opened(new Place.End())).containsExactlyElementsOf(asked);
        assertThat(opened(new Place.After(asked.get(1)))).containsExactlyElementsOf(asked.subList(0, 2));
        assertThat(opened(new Place.Beginning())).isEmpty();
        assertThat(opened(new Place.After(new TurnId("unknown")))).isEmpty();
    }

    private TurnId answered() {
        Question question = Samples.question();
        var end = new TurnEnd.Complete();
        turns.begin(Samples.OURS, conversation.id(), question);
        turns.end(
                question.turn(), new Reply(question.turn(), "text", "", Reference.NONE, end, Samples.AT), 0, List.of());
        return question.turn();
    }

    private List<TurnId> opened(Place place) {
        return conversations
                .open(Samples.OURS, dialog.id(), conversation.id(), place, 100)
                .orElseThrow()
                .recent()
                .stream()
                .map(Message::turn)
                .distinct()
                .toList();
    }

    @Test
    void listsThoseWithALabel() {
        assertThat(conversations
                        .list(Samples.OURS, dialog.id(), Optional.of("label"), Listing.ALL)
                        .items())
                .containsExactly(conversation);
        assertThat(conversations
                        .list(Samples.OURS, dialog.id(), Optional.of("other"), Listing.ALL)
                        .items())
                .isEmpty();
    }

    @Test
    void knowsHowAConversationIsUsed() {
        ConversationId id = conversation.id();
        assertThat(conversations.activity(Samples.OURS, Set.of(id, new ConversationId("unknown"))))
                .containsExactly(Map.entry(id, new Activity(0, false, Samples.AT)));
        assertThat(conversations.activity(Samples.THEIRS, Set.of(id))).isEmpty();

        assertThat(conversations.complete(Samples.THEIRS, dialog.id(), id)).isFalse();
        assertThat(conversations.complete(Samples.OURS, dialog.id(), id)).isTrue();
        assertThat(conversations.activity(Samples.OURS, Set.of(id)))
                .containsEntry(id, new Activity(0, true, Samples.AT));

        turns.begin(Samples.OURS, id, Samples.question());
        assertThat(conversations.activity(Samples.OURS, Set.of(id)))
                .containsEntry(id, new Activity(1, false, Samples.AT));
    }

    @Test
    void erasesWhatWasRemovedLongEnoughAgo() {
        conversations.remove(Samples.OURS, dialog.id(), conversation.id());

        assertThat(conversations.purge(Instant.EPOCH)).isZero();
        assertThat(conversations.add(conversation)).isFalse();
        assertThat(conversations.complete(Samples.OURS, dialog.id(), conversation.id()))
                .isFalse();
        assertThat(conversations.activity(Samples.OURS, Set.of(conversation.id())))
                .isEmpty();

        assertThat(conversations.purge(Instant.now().plusSeconds(3600))).isPositive();
        assertThat(conversations.add(conversation)).isTrue();
    }

    @Test
    void removesItsTurnsToo() {
        Question question = Samples.question();
        turns.begin(Samples.OURS, conversation.id(), question);

        assertThat(conversations.remove(Samples.OURS, dialog.id(), conversation.id()))
                .isTrue();

        assertThat(turns.find(Samples.OURS, question.turn())).isEmpty();
        assertThat(turns.latest(Samples.OURS, conversation.id())).isEmpty();
        assertThat(turns.begin(Samples.OURS, conversation.id(), Samples.question()))
                .isEqualTo(TurnRepository.Begun.NO_CONVERSATION);
        assertThat(conversations.open(Samples.OURS, dialog.id(), conversation.id(), 2))
                .isEmpty();
        assertThat(conversations
                        .messages(Samples.OURS, Set.of(conversation.id()))
                        .values())
                .allMatch(List::isEmpty);
    }
}
