package dev.footnote.application.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.footnote.application.Reader;
import dev.footnote.application.Scene;
import dev.footnote.application.chat.AskRequest;
import dev.footnote.application.chat.CheckCitations.Stale;
import dev.footnote.application.chat.RetrieveChunks;
import dev.footnote.domain.answer.AnswerEvent.Completed;
import dev.footnote.domain.citation.Citation;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.SearchOptions;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkFilter;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.Tags;
import dev.footnote.domain.retrieval.ScoredChunk;
import dev.footnote.testkit.InMemoryPorts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Small chunks are found, and the larger ones told that they were cut out of. */
class ParentsTest {

    private static final String TEXT = "The canteen opens at noon. Parking is free at night. Dogs stay outside.";
    private static final String ANSWER = "Parking is free at night.";

    private final Scene scene = new Scene(InMemoryPorts.saying(ANSWER));
    private final KnowledgeBase base = scene.knowledgeBase("Handbook");
    private final Document document = scene.upload(base, "handbook.txt", TEXT);

    @BeforeEach
    void ingest() {
        var cut = new Chunking.General(512, "\n", 0, false, Optional.of("."), false);
        scene.app.manageDocuments().update(Scene.ANN, base.id(), document.id(), DocumentChange.cutting(cut));
        scene.app.manageDocuments().parse(Scene.ANN, base.id(), document.id());
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void areNoChunksOfTheirOwn() {
        assertThat(listed())
                .extracting(Chunk::content)
                .containsExactly("The canteen opens at noon.", "Parking is free at night.", "Dogs stay outside.");
        assertThat(scene.find(document).parsing().chunks()).isEqualTo(3);
        assertThat(listed()).extracting(Chunk::order).containsExactly(0, 1, 2);
    }

    @Test
    void areToldInPlaceOfWhatIsFound() {
        Completed completed = asked("When is parking free?");

        ScoredChunk only = completed.reference().chunks().getFirst();
        assertThat(completed.reference().chunks()).hasSize(1);
        assertThat(only.chunk().content().strip()).isEqualTo(TEXT);
        assertThat(only.chunk().standsForOthers()).isTrue();
        assertThat(only.similarity()).isCloseTo(only.vectorSimilarity(), within(1e-9));
        Citation cited = completed.reference().citations().getFirst();
        assertThat(cited.source()
                        .map(Citation.Source::span)
                        .map(span -> only.chunk().content().substring(span.start(), span.end()))
                        .map(String::strip))
                .contains(ANSWER);
    }

    @Test
    void keepTheirCitations() {
        Dialog dialog = scene.dialog(base);
        var conversation = scene.conversation(dialog);
        scene.ask(conversation, "When is parking free?").awaitEnd();

        assertThat(scene.app
                        .checkCitations()
                        .stale(Scene.ANN, scene.messages(conversation))
                        .values())
                .isEmpty();
        scene.app.manageChunks().remove(Scene.ANN, base.id(), document.id(), Set.of());
        assertThat(scene.app
                        .checkCitations()
                        .stale(Scene.ANN, scene.messages(conversation))
                        .values())
                .singleElement()
                .isInstanceOf(Stale.class);
    }

    @Test
    void areFoundNoMoreByAChunkThatIsChanged() {
        Chunk parking = listed().get(1);
        scene.app
                .manageChunks()
                .update(
                        Scene.ANN,
                        base.id(),
                        document.id(),
                        parking.id(),
                        before -> new Chunk.Contents(
                                "Parking costs a zorkmid.",
                                List.of(),
                                List.of(),
                                before.positions(),
                                4,
                                true,
                                Tags.NONE));

        assertThat(asked("What is a zorkmid?").reference().chunks())
                .extracting(scored -> scored.chunk().content())
                .contains("Parking costs a zorkmid.");
    }

    @Test
    void cannotBeChanged() {
        ChunkId whole = listed().getFirst().parent().orElseThrow();

        assertThat(scene.app.manageChunks().find(Scene.ANN, base.id(), whole).content())
                .contains("Dogs");
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() ->
                        scene.app.manageChunks().update(Scene.ANN, base.id(), document.id(), whole, before -> before));
    }

    @Test
    void fillAPageAndLeaveNothingOut() {
        KnowledgeBase base = scene.knowledgeBase("Rules");
        parse(base, "house.txt", "The canteen opens at noon. Dogs stay outside. The canteen opens late.");
        parse(base, "menu.txt", "Canteen menu.");
        parse(base, "pets.txt", "Dogs.");
        List<String> all = page(base, 0, 10);

        assertThat(all).hasSize(3);
        assertThat(all.getFirst()).contains("noon", "late");
        assertThat(page(base, 0, 2)).isEqualTo(all.subList(0, 2));
        assertThat(page(base, 1, 1)).isEqualTo(all.subList(1, 2));
        assertThat(page(base, 2, 2)).isEqualTo(all.subList(2, 3));
    }

    private void parse(KnowledgeBase other, String name, String text) {
        Document uploaded = scene.upload(other, name, text);
        var cut = new Chunking.General(512, "\n", 0, false, Optional.of("."), false);
        scene.app.manageDocuments().update(Scene.ANN, other.id(), uploaded.id(), DocumentChange.cutting(cut));
        scene.app.manageDocuments().parse(Scene.ANN, other.id(), uploaded.id());
    }

    private List<String> page(KnowledgeBase other, int offset, int limit) {
        var request = new RetrieveChunks.Request(
                "When do dogs stay outside, and the canteen opens at noon?",
                Optional.empty(),
                0,
                0,
                1024,
                "",
                SearchOptions.NONE,
                offset,
                limit);
        return scene.app.retrieveChunks().retrieve(request, List.of(other)).page().stream()
                .map(scored -> scored.chunk().content())
                .toList();
    }

    private List<Chunk> listed() {
        return scene.app
                .manageChunks()
                .list(Scene.ANN, base.id(), document.id(), ChunkFilter.of(""), 0, 10)
                .items();
    }

    private Completed asked(String question) {
        Dialog dialog = scene.dialog(base);
        return (Completed)
                scene.ask(Scene.ANN, AskRequest.to(dialog.id(), question).build(), new Reader())
                        .awaitEnd()
                        .last();
    }
}
