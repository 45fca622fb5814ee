package dev.footnote.application.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.application.Scene;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.stream.ByteSource;
import dev.footnote.testkit.InMemoryBlobs;
import dev.footnote.testkit.InMemoryPorts;
import dev.footnote.testkit.ThumbnailerContract;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DrawDocumentsTest {

    private final Scene scene = new Scene(InMemoryPorts.saying("Yes."));
    private final KnowledgeBase base = scene.knowledgeBase("Pictures");

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void keepsAPictureUntilItsDocumentIsRemoved() {
        Document document = upload("dot.png", ThumbnailerContract.DOT);

        assertThat(draw(document)).isPresent();
        assertThat(draw(document)).isPresent();
        assertThat(scene.memory.blobs().size()).isEqualTo(2);
        scene.app.manageDocuments().remove(Scene.ANN, base.id(), document.id());
        assertThat(scene.memory.blobs().size()).isZero();
    }

    @Test
    void takesThePicturesAlongWithTheirKnowledgeBase() {
        draw(upload("dot.png", ThumbnailerContract.DOT));

        scene.app.manageKnowledgeBases().remove(Scene.ANN, base.id());

        assertThat(scene.memory.blobs().size()).isZero();
    }

    @Test
    void hasNoneOfWhatCannotBeDrawn() {
        Document broken = upload("broken.png", "no picture".getBytes(UTF_8));

        assertThat(draw(broken)).isEmpty();
        assertThat(draw(broken)).as("again").isEmpty();
        assertThat(draw(upload("dot.txt", ThumbnailerContract.DOT))).isEmpty();
        assertThat(draw(scene.app.manageDocuments().create(Scene.ANN, base.id(), "made.png")))
                .isEmpty();
    }

    @Test
    void showsNobodyElsesDocuments() {
        Document document = upload("dot.png", ThumbnailerContract.DOT);

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> scene.app.drawDocuments().draw(Scene.BOB, base.id(), document.id()));
    }

    private Document upload(String name, byte[] bytes) {
        return scene.app.manageDocuments().upload(Scene.ANN, base.id(), name, InMemoryBlobs.source(bytes));
    }

    private Optional<ByteSource> draw(Document document) {
        return scene.app.drawDocuments().draw(Scene.ANN, base.id(), document.id());
    }
}
