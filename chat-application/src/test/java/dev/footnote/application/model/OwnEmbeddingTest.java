package dev.footnote.application.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.application.Scene;
import dev.footnote.application.model.ManageModels.Tried;
import dev.footnote.application.model.ManageModels.Wanted;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.testkit.InMemoryPorts;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A dataset whose embedding model its owner brought along. */
class OwnEmbeddingTest {

    private static final String MODEL = "embedding-3@ZHIPU-AI";

    private final Scene scene = new Scene(InMemoryPorts.saying("Yes."));

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void embedsWhileTheModelIsThere() {
        var wanted = new Wanted("ZHIPU-AI", new Secret("right"), Optional.empty(), Optional.empty(), false);
        assertThat(scene.app.manageModels().add(Scene.ANN, wanted)).isEqualTo(new Tried.Answered());
        KnowledgeBase base = scene.app.manageKnowledgeBases().create(Scene.ANN, settings());

        Document first = parsed(base, "first.txt");
        scene.app.manageModels().removeAll(Scene.ANN, "ZHIPU-AI");
        Document second = parsed(base, "second.txt");

        assertThat(base.settings().embeddingModel()).isEqualTo(MODEL);
        assertThat(first.parsing().status()).isInstanceOf(DocumentStatus.Ready.class);
        assertThat(second.parsing().status()).isInstanceOf(DocumentStatus.Failed.class);
    }

    private Document parsed(KnowledgeBase base, String name) {
        Document document = scene.upload(base, name, "Herons nest in colonies.");
        scene.app.manageDocuments().parse(Scene.ANN, base.id(), document.id());
        return scene.find(document);
    }

    private static KnowledgeBase.Settings settings() {
        return new KnowledgeBase.Settings(
                "Birds",
                Optional.empty(),
                Optional.empty(),
                "English",
                MODEL,
                KnowledgeBase.Permission.ME,
                Chunking.General.DEFAULT,
                ClientSettings.NONE,
                0);
    }
}
