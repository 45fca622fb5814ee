package dev.footnote.application.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.application.Scene;
import dev.footnote.application.chat.RetrieveChunks;
import dev.footnote.domain.dialog.SearchOptions;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkFilter;
import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.Parsing;
import dev.footnote.domain.knowledge.Section;
import dev.footnote.ports.document.UnreadableDocumentException;
import dev.footnote.testkit.InMemoryPorts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Chunks that were written by hand stay when their document is parsed again. */
class WrittenByHandTest {

    private static final String BY_HAND = "Parking costs a zorkmid.";
    private static final String BROKEN = "broken";

    private final AtomicReference<String> text = new AtomicReference<>("Refunds take ten days.");
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private Scene scene = new Scene(InMemoryPorts.saying("Yes.").withParser((id, name, sink) -> {
        if (text.get().equals(BROKEN)) {
            throw new UnreadableDocumentException("page 7 is broken", null);
        }
        return sink.push(new Section(Section.Kind.BLOCK, text.get(), Optional.empty()));
    }));
    private KnowledgeBase base = scene.knowledgeBase("Handbook");
    private Document document = scene.upload(base, "a.txt", "x");

    @AfterEach
    void close() {
        goOn.countDown();
        scene.close();
    }

    @Test
    void stayBesideWhatIsCutAnew() {
        parse();
        Chunk written = write(BY_HAND);
        text.set("Holidays take two weeks.");

        parse();

        assertThat(contents()).containsExactlyInAnyOrder("\nHolidays take two weeks.", BY_HAND);
        assertThat(found("zorkmid")).containsExactly(BY_HAND);
        assertThat(found("refunds")).isEmpty();
        Parsing parsing = scene.find(document).parsing();
        assertThat(parsing.chunks()).isEqualTo(2);
        assertThat(parsing.tokens()).isEqualTo(4 + written.tokens());
    }

    @Test
    void stayAsTheyAreWhereTheDocumentSaysTheSame() {
        Chunk written = scene.app
                .manageChunks()
                .create(Scene.ANN, base.id(), document.id(), "\nRefunds take ten days.", List.of("money"), List.of());

        parse();

        assertThat(chunks()).containsExactly(written);
        assertThat(found("money")).containsExactly("\nRefunds take ten days.");
        assertThat(scene.find(document).parsing().chunks()).isEqualTo(1);
    }

    @Test
    void areOnlyWhatWasNotCut() {
        parse();
        Chunk cut = chunks().getFirst();
        scene.app
                .manageChunks()
                .update(Scene.ANN, base.id(), document.id(), cut.id(), before -> before.keyed(List.of("edited")));

        parse();

        assertThat(chunks()).containsExactly(cut);
    }

    @Test
    void stayWhereParsingFails() {
        write(BY_HAND);
        text.set(BROKEN);

        parse();

        assertThat(contents()).containsExactly(BY_HAND);
        assertThat(found("zorkmid")).containsExactly(BY_HAND);
        Parsing parsing = scene.find(document).parsing();
        assertThat(parsing.status()).isInstanceOf(DocumentStatus.Failed.class);
        assertThat(parsing.chunks()).isEqualTo(1);
    }

    @Test
    void stayWhereParsingIsStopped() throws InterruptedException {
        scene.close();
        scene = new Scene(InMemoryPorts.saying("Yes.").withThreads().withParser((id, name, sink) -> {
            begun.countDown();
            await(goOn);
            return sink.push(new Section(Section.Kind.BLOCK, text.get(), Optional.empty()));
        }));
        base = scene.knowledgeBase("Handbook");
        document = scene.upload(base, "a.txt", "x");
        write(BY_HAND);
        parse();
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

        scene.app.manageDocuments().stopParsing(Scene.ANN, base.id(), document.id());
        goOn.countDown();

        assertThat(contents()).containsExactly(BY_HAND);
        assertThat(scene.find(document).parsing().chunks()).isEqualTo(1);
    }

    @Test
    void goWhereEverythingIsParsedAfresh() {
        parse();
        write(BY_HAND);

        scene.app.manageDocuments().parseAfresh(Scene.ANN, base.id(), document.id());

        assertThat(contents()).containsExactly("\nRefunds take ten days.");
        assertThat(found("zorkmid")).isEmpty();
        assertThat(scene.find(document).parsing().chunks()).isEqualTo(1);
    }

    @Test
    void goWithAnotherWayOfCutting() {
        write(BY_HAND);

        var other = DocumentChange.cutting(new Chunking.Special(Chunking.Form.ONE));
        scene.app.manageDocuments().update(Scene.ANN, base.id(), document.id(), other);

        assertThat(contents()).isEmpty();
        assertThat(found("zorkmid")).isEmpty();
    }

    private void parse() {
        scene.app.manageDocuments().parse(Scene.ANN, base.id(), document.id());
    }

    private Chunk write(String content) {
        return scene.app.manageChunks().create(Scene.ANN, base.id(), document.id(), content, List.of(), List.of());
    }

    private List<Chunk> chunks() {
        return scene.app
                .manageChunks()
                .list(Scene.ANN, base.id(), document.id(), ChunkFilter.of(""), 0, 10)
                .items();
    }

    private List<String> contents() {
        return chunks().stream().map(Chunk::content).toList();
    }

    private List<String> found(String question) {
        var request = new RetrieveChunks.Request(
                question, Optional.of(Set.of(document.id())), 0.2, 0, 1024, "", SearchOptions.NONE, 0, 10);
        return scene.app.retrieveChunks().retrieve(request, List.of(base)).page().stream()
                .map(scored -> scored.chunk().content())
                .toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
