package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.citation.Citation;
import dev.footnote.domain.citation.Passage;
import dev.footnote.domain.citation.Reference;
import dev.footnote.domain.citation.Span;
import dev.footnote.domain.citation.Verdict;
import dev.footnote.domain.conversation.CitedReply;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.Message.Question;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.ports.store.TurnRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link TurnRepository} promises of the replies that cite. */
public abstract class StoredCitationsContract extends TurnContract {

    @Test
    void findsRepliesWithCitationsPageByPage() {
        Conversation removed = Samples.conversation(dialog);
        conversations.add(removed);
        List<CitedReply> cited = Stream.of(conversation, conversation, conversation, removed.id())
                .map(id -> answered(id, List.of(citation())))
                .toList();
        answered(conversation, List.of());
        turns.begin(OURS, conversation, Samples.question());
        conversations.remove(OURS, dialog.id(), removed.id());

        List<CitedReply> found = pages(OURS, 2);
        assertThat(found).containsSubsequence(pages(OURS, 1000)).doesNotHaveDuplicates();
        assertThat(found).contains(cited.get(0), cited.get(1), cited.get(2)).doesNotContain(cited.get(3));
        assertThat(found)
                .allSatisfy(
                        one -> assertThat(one.reply().reference().citations()).isNotEmpty());
        assertThat(turns.cited(OURS, Optional.empty(), 1)).hasSize(1);
        assertThat(turns.cited(THEIRS, Optional.empty(), 1000)).doesNotContainAnyElementsOf(cited);
    }

    private List<CitedReply> pages(TenantId tenant, int limit) {
        var all = new ArrayList<CitedReply>();
        List<CitedReply> page = turns.cited(tenant, Optional.empty(), limit);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = turns.cited(tenant, Optional.of(page.getLast().reply().turn()), limit);
        }
        return all;
    }

    private CitedReply answered(ConversationId id, List<Citation> citations) {
        Question question = Samples.question();
        var reference = new Reference(List.of(Samples.scoredChunk()), 1, citations);
        var reply = new Reply(question.turn(), "text", "", reference, new TurnEnd.Complete(), Samples.AT);
        turns.begin(OURS, id, question);
        turns.end(question.turn(), reply, 0, List.of());
        return new CitedReply(dialog.id(), id, reply);
    }

    private static Citation citation() {
        var source = new Citation.Source(0, new Span(1, 2), Optional.of(Passage.hash("o")));
        return new Citation(new Span(0, 3), Optional.of(source), 0.5, Verdict.SUPPORTED);
    }
}
