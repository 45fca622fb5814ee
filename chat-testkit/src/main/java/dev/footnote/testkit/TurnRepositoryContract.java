package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.answer.Delta;
import dev.footnote.domain.citation.Citation;
import dev.footnote.domain.citation.CitationPolicy;
import dev.footnote.domain.citation.Ledger;
import dev.footnote.domain.citation.Reference;
import dev.footnote.domain.citation.Span;
import dev.footnote.domain.citation.Verdict;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationTree;
import dev.footnote.domain.conversation.Feedback;
import dev.footnote.domain.conversation.Message;
import dev.footnote.domain.conversation.Message.Question;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.conversation.Place;
import dev.footnote.domain.conversation.Turn;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.Metadata;
import dev.footnote.ports.store.TurnRepository;
import dev.footnote.ports.store.TurnRepository.Begun;
import dev.footnote.ports.store.TurnRepository.Removed;
import dev.footnote.ports.store.TurnRepository.Unfinished;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link TurnRepository} promises. */
public abstract class TurnRepositoryContract extends TurnContract {

    @Test
    void hidesAConversationAndItsTurnsFromOtherTenants() {
        Question question = Samples.question();

        assertThat(turns.begin(THEIRS, conversation, question)).isEqualTo(Begun.NO_CONVERSATION);
        assertThat(turns.begin(OURS, conversation, question)).isEqualTo(Begun.STARTED);
        turns.append(question.turn(), 0, List.of(text("a")));

        assertThat(turns.find(THEIRS, question.turn())).isEmpty();
        assertThat(turns.events(THEIRS, question.turn(), 0)).isEmpty();
        assertThat(turns.find(OURS, question.turn()))
                .contains(new Turn(question.turn(), conversation, Optional.empty(), question.at()));
    }

    @Test
    void keepsTheFilesThatCameWithAQuestion() {
        var question = new Question(
                new TurnId(Samples.id()),
                "What do they say?",
                Samples.AT,
                List.of(Samples.attachment(OURS), Samples.attachment(OURS)));
        turns.begin(OURS, conversation, question);

        assertThat(messages()).containsExactly(question);
        assertThat(tree().find(question.turn()).map(ConversationTree.Node::question))
                .contains(question);
    }

    @Test
    void knowsATurnThatIsStillRunning() {
        Question question = Samples.question();
        turns.begin(OURS, conversation, question);

        assertThat(turns.begin(OURS, conversation, question)).isEqualTo(Begun.KNOWN);
    }

    @Test
    void refusesASecondTurnWhileOneIsRunning() {
        Question first = Samples.question();
        Question second = Samples.question();
        turns.begin(OURS, conversation, first);

        assertThat(turns.begin(OURS, conversation, second)).isEqualTo(Begun.TURN_RUNNING);
        assertThat(turns.find(OURS, second.turn())).isEmpty();

        turns.end(first.turn(), reply(first.turn(), new TurnEnd.Complete()), 0, List.of());
        assertThat(turns.begin(OURS, conversation, second)).isEqualTo(Begun.STARTED);
    }

    @Test
    void findsTheTurnThatWasBegunLast() {
        assertThat(turns.latest(OURS, conversation)).isEmpty();
        Question first = Samples.question();
        Question second = Samples.question();
        turns.begin(OURS, conversation, first);
        turns.end(first.turn(), reply(first.turn(), new TurnEnd.Complete()), 0, List.of());
        turns.begin(OURS, conversation, second);

        assertThat(turns.latest(OURS, conversation).map(Turn::id)).contains(second.turn());
        assertThat(turns.latest(THEIRS, conversation)).isEmpty();
    }

    @Test
    void knowsATurnThatItHas() {
        Question question = Samples.question();
        turns.begin(OURS, conversation, question);
        turns.end(question.turn(), reply(question.turn(), new TurnEnd.Complete()), 0, List.of());

        assertThat(turns.begin(OURS, conversation, question)).isEqualTo(Begun.KNOWN);
    }

    @Test
    void replaysEventsAsTheyWere() {
        Question question = Samples.question();
        TurnId turn = question.turn();
        var citation = new Citation(
                new Span(0, 3), Optional.of(new Citation.Source(0, new Span(1, 2))), 0.5, Verdict.SUPPORTED);
        var unsupported = new Citation(new Span(4, 7), Optional.empty(), 0, Verdict.UNSUPPORTED);
        var reference = new Reference(
                List.of(Samples.scoredChunk()),
                7,
                List.of(citation, unsupported),
                Optional.of(Map.of(
                        Samples.scoredChunk().chunk().document(),
                        new Metadata(new ClientSettings(Map.of("year", 2025, "tags", List.of("a", "b")))))),
                new Ledger(CitationPolicy.Mode.DROP, 1, 2, 3, 5));
        List<AnswerEvent> events = List.of(
                new AnswerEvent.Opened(conversation, true),
                new AnswerEvent.Progress(new Delta.Thinking("hm \uD83D\uDE00")),
                text("\"quoted\"\n\\"),
                new AnswerEvent.Cited("[ID:0]", List.of(citation, unsupported)),
                new AnswerEvent.Cited("", List.of(unsupported), true),
                new AnswerEvent.Checked(3, 2),
                new AnswerEvent.Completed("text", "hm", reference, new TurnEnd.Stopped(), "prompt", Samples.AT, true),
                new AnswerEvent.Ended(new TurnEnd.Failed("why")),
                new AnswerEvent.Ended(new TurnEnd.Interrupted()));
        turns.begin(OURS, conversation, question);

        turns.append(turn, 0, events.subList(0, 2));
        turns.append(turn, 2, events.subList(2, 4));
        turns.append(turn, 2, events.subList(2, 4));
        turns.append(turn, 2, events.subList(2, 5));
        turns.end(turn, reply(turn, new TurnEnd.Stopped()), 5, events.subList(5, events.size()));

        for (int from = 0; from <= events.size(); from++) {
            assertThat(turns.events(OURS, turn, from)).isEqualTo(events.subList(from, events.size()));
        }
    }

    @Test
    void endsATurnOnce() throws Exception {
        Question question = Samples.question();
        turns.begin(OURS, conversation, question);
        assertThat(turns.unfinished()).contains(new Unfinished(OURS, question.turn()));
        TurnEnd how = new TurnEnd.Failed("first");

        List<Boolean> ended = all(Collections.nCopies(
                20, () -> turns.end(question.turn(), reply(question.turn(), how), 0, List.of())));

        assertThat(ended).containsOnlyOnce(true);
        assertThat(turns.end(question.turn(), reply(question.turn(), new TurnEnd.Complete()), 0, List.of(text("late"))))
                .isFalse();
        assertThat(turns.find(OURS, question.turn()).flatMap(Turn::end)).contains(how);
        assertThat(turns.events(OURS, question.turn(), 0)).isEmpty();
        assertThat(turns.unfinished()).doesNotContain(new Unfinished(OURS, question.turn()));
        assertThat(messages()).containsExactly(question, reply(question.turn(), how));
    }

    @Test
    void leavesATurnAloneThatIsNotThere() {
        var unknown = new TurnId("unknown");

        turns.append(unknown, 0, List.of(text("a")));

        assertThat(turns.end(unknown, reply(unknown, new TurnEnd.Complete()), 0, List.of()))
                .isFalse();
    }

    @Test
    void keepsQuestionsAndRepliesTogetherUnderTwentyThreads() throws Exception {
        Callable<Integer> asking = () -> {
            int started = 0;
            for (int i = 0; i < 10; i++) {
                Question question = Samples.question();
                if (turns.begin(OURS, conversation, question) == Begun.STARTED) {
                    started++;
                    turns.end(question.turn(), reply(question.turn(), new TurnEnd.Complete()), 0, List.of());
                }
            }
            return started;
        };

        int started = all(Collections.nCopies(20, asking)).stream()
                .mapToInt(Integer::intValue)
                .sum();

        List<Message> messages = messages();
        assertThat(started).isPositive();
        assertThat(messages).hasSize(2 * started);
        for (int i = 0; i < messages.size(); i += 2) {
            assertThat(messages.get(i)).isInstanceOf(Question.class);
            assertThat(messages.get(i + 1)).isInstanceOf(Reply.class);
            assertThat(messages.get(i).turn()).isEqualTo(messages.get(i + 1).turn());
        }
    }

    @Test
    void removesAnExchangeAndLeavesTheOthersTheirReferences() {
        List<Question> asked = List.of(answered("0"), answered("1"), answered("2"), answered("3"));

        assertThat(turns.remove(THEIRS, asked.get(1).turn())).isEqualTo(Removed.UNKNOWN);
        assertThat(turns.remove(OURS, asked.get(1).turn())).isEqualTo(Removed.REMOVED);
        assertThat(turns.remove(OURS, asked.get(1).turn())).isEqualTo(Removed.UNKNOWN);
        assertThat(replies()).containsExactly("reply 0", "reply 2", "reply 3");
        assertThat(references()).containsExactly("0.pdf", "2.pdf", "3.pdf");

        assertThat(turns.remove(OURS, asked.get(3).turn())).isEqualTo(Removed.REMOVED);
        assertThat(turns.remove(OURS, asked.get(0).turn())).isEqualTo(Removed.REMOVED);
        answered("4");
        assertThat(references()).containsExactly("2.pdf", "4.pdf");
    }

    @Test
    void doesNotRemoveATurnThatRuns() {
        Question question = Samples.question();
        turns.begin(OURS, conversation, question);

        assertThat(turns.remove(OURS, question.turn())).isEqualTo(Removed.RUNNING);
        assertThat(turns.find(OURS, question.turn())).isPresent();
    }

    @Test
    void keepsWhatIsThoughtOfAReply() {
        Question question = answered("0");
        Question running = Samples.question();
        turns.begin(OURS, conversation, running);

        assertThat(turns.rate(OURS, question.turn(), new Feedback(Feedback.Thumb.DOWN, "wrong year")))
                .isTrue();
        assertThat(turns.rate(THEIRS, question.turn(), Feedback.NONE)).isFalse();
        assertThat(turns.rate(OURS, running.turn(), Feedback.NONE)).isFalse();
        assertThat(feedback()).containsExactly(new Feedback(Feedback.Thumb.DOWN, "wrong year"));

        turns.rate(OURS, question.turn(), new Feedback(Feedback.Thumb.UP, ""));
        assertThat(feedback()).containsExactly(new Feedback(Feedback.Thumb.UP, ""));
        turns.rate(OURS, question.turn(), Feedback.NONE);
        assertThat(feedback()).containsExactly(Feedback.NONE);
    }

    @Test
    void goesOnBehindTheTurnThatAQuestionFollows() {
        Question first = answered("0");
        Question second = answered("1");
        answered("2");

        Question again = answered("again", new Place.After(first.turn()));
        Question more = answered("more");

        assertThat(replies()).containsExactly("reply 0", "reply again", "reply more");
        assertThat(tree().branches())
                .extracting(branch -> branch.turns().stream()
                        .map(turn -> turn.question().text())
                        .toList())
                .containsExactly(List.of("0", "1", "2"), List.of("0", "again", "more"));
        assertThat(tree().leaf()).contains(more.turn());
        assertThat(tree().find(again.turn()).orElseThrow().parent()).contains(first.turn());

        answered("anew", new Place.Beginning());
        assertThat(replies()).containsExactly("reply anew");

        assertThat(conversations.choose(THEIRS, conversation, second.turn())).isFalse();
        assertThat(conversations.choose(OURS, conversation, new TurnId("unknown")))
                .isFalse();
        assertThat(conversations.choose(OURS, conversation, second.turn())).isTrue();
        assertThat(replies()).containsExactly("reply 0", "reply 1");
    }

    @Test
    void doesNotFollowATurnOfAnotherConversation() {
        Conversation other = Samples.conversation(dialog);
        conversations.add(other);
        Question question = Samples.question();
        turns.begin(OURS, other.id(), question);

        assertThat(turns.begin(OURS, conversation, Samples.question(), new Place.After(question.turn())))
                .isEqualTo(Begun.NO_CONVERSATION);
        assertThat(messages()).isEmpty();
        assertThat(conversations.tree(THEIRS, conversation)).isEmpty();
    }

    @Test
    void keepsTheBranchesOfARemovedExchangeBehindTheOneBeforeIt() {
        Question first = answered("0");
        Question second = answered("1");
        answered("2");
        answered("other", new Place.After(second.turn()));

        turns.remove(OURS, second.turn());

        assertThat(replies()).containsExactly("reply 0", "reply other");
        assertThat(tree().turns())
                .extracting(ConversationTree.Node::parent)
                .containsExactly(Optional.empty(), Optional.of(first.turn()), Optional.of(first.turn()));
    }

    private Question answered(String name) {
        return answered(name, new Place.End());
    }

    private Question answered(String name, Place place) {
        var question = new Question(new TurnId(Samples.id()), name, Samples.AT);
        assertThat(turns.begin(OURS, conversation, question, place)).isEqualTo(Begun.STARTED);
        var reference = new Reference(List.of(Samples.scoredChunk(name + ".pdf")), 1, List.of());
        var end = new TurnEnd.Complete();
        turns.end(
                question.turn(),
                new Reply(question.turn(), "reply " + name, "", reference, end, Samples.AT),
                0,
                List.of());
        return question;
    }

    private ConversationTree tree() {
        return conversations.tree(OURS, conversation).orElseThrow();
    }

    private Stream<Reply> told() {
        return messages().stream().filter(Reply.class::isInstance).map(Reply.class::cast);
    }

    private List<String> replies() {
        return told().map(Reply::text).toList();
    }

    private List<Feedback> feedback() {
        return told().map(Reply::feedback).toList();
    }

    private List<String> references() {
        return told().flatMap(reply -> reply.reference().chunks().stream())
                .map(scored -> scored.chunk().documentName())
                .toList();
    }

    private List<Message> messages() {
        return conversations.messages(OURS, Set.of(conversation)).getOrDefault(conversation, List.of());
    }

    private static AnswerEvent text(String text) {
        return new AnswerEvent.Progress(new Delta.Text(text));
    }

    private static Reply reply(TurnId turn, TurnEnd end) {
        return new Reply(turn, "reply", "thinking", Reference.NONE, end, Samples.AT);
    }

    private static <T> List<T> all(List<? extends Callable<T>> tasks) throws Exception {
        try (var threads = Executors.newFixedThreadPool(20)) {
            var results = new ArrayList<T>();
            for (Future<T> future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
