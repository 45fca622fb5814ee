package dev.footnote.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.citation.Citation;
import dev.footnote.domain.citation.Passage;
import dev.footnote.domain.citation.Reference;
import dev.footnote.domain.citation.Span;
import dev.footnote.domain.citation.Verdict;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.Feedback;
import dev.footnote.domain.conversation.Message;
import dev.footnote.domain.conversation.Message.Question;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.testkit.Samples;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A conversation of one turn, whose every text has a word of its own. */
record Talk(Dialog dialog, Conversation conversation, Question question, Reply reply, List<AnswerEvent> events) {

    /** The words of the texts, each in one of them. */
    static final List<String> WORDS =
            List.of("welcome", "kestrels", "towers", "wondering", "content", "keyword", "question?", "clapping");

    /** Stores one. */
    static Talk stored(Database database) {
        Dialog dialog = Samples.dialog(Samples.OURS, List.of());
        new JdbiDialogRepository(database).add(dialog);
        Conversation usual = Samples.conversation(dialog);
        var conversation = new Conversation(
                usual.id(), usual.tenant(), dialog.id(), "name", "label", "welcome", Samples.AT, Samples.AT);
        var question = new Question(new TurnId(Samples.id()), "Where do kestrels nest?", Samples.AT);
        var source = new Citation.Source(0, new Span(1, 2), Optional.of(Passage.hash("o")));
        var reference = new Reference(
                List.of(Samples.scoredChunk()),
                1,
                List.of(new Citation(new Span(0, 3), Optional.of(source), 0.5, Verdict.SUPPORTED)));
        var reply = new Reply(
                question.turn(), "In towers.", "I am wondering.", reference, new TurnEnd.Complete(), Samples.AT);
        var talk = new Talk(dialog, conversation, question, reply, events(reply));
        talk.store(database);
        return talk;
    }

    private static List<AnswerEvent> events(Reply reply) {
        return List.of(new AnswerEvent.Completed(
                reply.text(), reply.thinking(), reply.reference(), reply.end(), "", Samples.AT, false));
    }

    private void store(Database database) {
        var turns = new JdbiTurnRepository(database);
        new JdbiConversationRepository(database).add(conversation);
        turns.begin(Samples.OURS, conversation.id(), question);
        turns.end(question.turn(), reply, 0, events);
        turns.rate(Samples.OURS, question.turn(), new Feedback(Feedback.Thumb.UP, "clapping"));
    }

    /** Reads all of it in each way that there is. */
    void isIn(Database database) {
        var conversations = new JdbiConversationRepository(database);
        var turns = new JdbiTurnRepository(database);
        var rated = new Reply(
                reply.turn(),
                reply.text(),
                reply.thinking(),
                reply.reference(),
                reply.end(),
                reply.at(),
                new Feedback(Feedback.Thumb.UP, "clapping"));

        assertThat(conversations
                        .find(Samples.OURS, conversation.id())
                        .orElseThrow()
                        .opener())
                .isEqualTo("welcome");
        assertThat(conversations
                        .messages(Samples.OURS, Set.of(conversation.id()))
                        .get(conversation.id()))
                .containsExactly(question, rated);
        assertThat(conversations
                        .open(Samples.OURS, dialog.id(), conversation.id(), 10)
                        .orElseThrow()
                        .recent())
                .extracting(Message::text)
                .containsExactly("Where do kestrels nest?", "In towers.");
        assertThat(turns.events(Samples.OURS, question.turn(), 0)).isEqualTo(events);
        assertThat(turns.cited(Samples.OURS, Optional.empty(), 1_000))
                .extracting(cited -> cited.reply().turn())
                .contains(question.turn());
    }
}
