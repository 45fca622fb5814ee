package dev.footnote.application.chat;

import static dev.footnote.application.Scene.ANN;
import static dev.footnote.application.Scene.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.application.Scene;
import dev.footnote.application.chat.CheckCitations.Slice;
import dev.footnote.application.chat.CheckCitations.Stale;
import dev.footnote.domain.citation.Citation;
import dev.footnote.domain.citation.Passage;
import dev.footnote.domain.citation.Passage.State;
import dev.footnote.domain.citation.Reference;
import dev.footnote.domain.citation.Span;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.Message;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.testkit.InMemoryPorts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Citations against documents that change. */
class CheckCitationsTest {

    private static final String CITED = "Refunds take ten days.";

    private final Scene scene = new Scene(InMemoryPorts.saying(CITED));
    private final KnowledgeBase base = scene.knowing(CITED);
    private final Conversation conversation = scene.conversation(scene.dialog(base));
    private Reply reply;
    private Document document;

    @BeforeEach
    void ask() {
        scene.ask(conversation, "How long do refunds take?").awaitEnd();
        reply = (Reply) scene.messages(conversation).getLast();
        document = scene.app
                .manageDocuments()
                .list(ANN, base.id(), Listing.ALL)
                .items()
                .getFirst();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void keepsTheHashOfWhatWasCited() {
        Reference reference = reply.reference();
        Citation.Source source = reference.citations().getFirst().source().orElseThrow();

        assertThat(Passage.text(reference.chunks().getFirst().chunk().content(), source.span()))
                .contains(CITED);
        assertThat(source.hash()).contains(Passage.hash(CITED));
        assertThat(Passage.hash(CITED))
                .isEqualTo("98b6327967243ae213fb3cc5d4b8a91af0957874ce65f8d38323ba9886b66d3f")
                .hasSize(64);
    }

    @Test
    void holdsWhileTheDocumentSaysTheSame() {
        assertThat(stale()).isEmpty();
        scene.app.manageDocuments().parse(ANN, base.id(), document.id());
        assertThat(stale()).isEmpty();
        assertThat(list(10)).isEqualTo(new Slice(List.of(), 1, Optional.empty()));
    }

    @Test
    void isStaleWhenTheChunkSaysSomethingElse() {
        Chunk chunk = reply.reference().chunks().getFirst().chunk();
        scene.memory
                .ports()
                .chunks()
                .add(
                        ANN.tenant(),
                        document.id(),
                        List.of(chunk.with(new Chunk.Contents(
                                chunk.content().replace("ten", "two"),
                                chunk.keywords(),
                                chunk.questions(),
                                chunk.positions(),
                                chunk.tokens(),
                                true,
                                chunk.tags()))));

        assertThat(stale()).isEqualTo(Map.of(reply.turn(), new Stale(Map.of(0, State.CHANGED))));
    }

    @Test
    void isStaleWhenTheDocumentIsGone() {
        scene.app.manageDocuments().remove(ANN, base.id(), document.id());

        assertThat(stale()).isEqualTo(Map.of(reply.turn(), new Stale(Map.of(0, State.GONE))));
        Slice found = list(10);
        assertThat(found.replies()).singleElement().satisfies(one -> {
            assertThat(one.cited().conversation()).isEqualTo(conversation.id());
            assertThat(one.cited().dialog()).isEqualTo(conversation.dialog());
            assertThat(one.cited().reply()).isEqualTo(reply);
            assertThat(one.stale().states()).isEqualTo(Map.of(0, State.GONE));
        });
    }

    @Test
    void listsPageByPage() {
        scene.ask(conversation, "Refunds?").awaitEnd();
        scene.app.manageDocuments().remove(ANN, base.id(), document.id());

        Slice first = list(1);
        Slice second = scene.app.checkCitations().list(ANN, first.next(), 1);

        assertThat(first.replies()).hasSize(1);
        assertThat(second.replies()).hasSize(1).doesNotContainAnyElementsOf(first.replies());
        assertThat(scene.app.checkCitations().list(ANN, second.next(), 1))
                .isEqualTo(new Slice(List.of(), 0, Optional.empty()));
        assertThat(scene.app.checkCitations().list(BOB, Optional.empty(), 10).read())
                .isZero();
    }

    @Test
    void tellsNothingOfForeignDocuments() {
        Passage passage = reply.reference().passages().get(0);

        assertThat(scene.app.checkCitations().check(ANN, List.of(passage))).isEqualTo(Map.of(passage, State.HOLDS));
        assertThat(scene.app.checkCitations().check(BOB, List.of(passage))).isEqualTo(Map.of(passage, State.GONE));
    }

    @Test
    void seesThatAPassageWasMadeUp() {
        Passage real = reply.reference().passages().get(0);
        var other = new Passage(real.document(), real.chunk(), real.span(), Passage.hash("Refunds take two days."));
        var beyond = new Passage(real.document(), real.chunk(), new Span(0, 10_000), real.hash());

        assertThat(scene.app.checkCitations().check(ANN, List.of(other, beyond)).values())
                .containsExactly(State.CHANGED, State.CHANGED);
    }

    @Test
    void exportsOneAnswerOrAll() {
        scene.ask(conversation, "Refunds?").awaitEnd();
        ExportConversation export = scene.app.exportConversation();

        assertThat(export.answers(ANN, conversation.dialog(), conversation.id(), Optional.empty())
                        .messages())
                .hasSize(4);
        assertThat(export.answers(ANN, conversation.dialog(), conversation.id(), Optional.of(reply.turn()))
                        .messages())
                .extracting(Message::turn)
                .containsExactly(reply.turn(), reply.turn());
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> export.answers(
                        ANN, conversation.dialog(), conversation.id(), Optional.of(new TurnId("unknown"))));
    }

    private Map<TurnId, Stale> stale() {
        return scene.app.checkCitations().stale(ANN, scene.messages(conversation));
    }

    private Slice list(int limit) {
        return scene.app.checkCitations().list(ANN, Optional.empty(), limit);
    }
}
