package dev.footnote.application.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.application.Scene;
import dev.footnote.application.knowledge.DocumentChange;
import dev.footnote.application.knowledge.ManageChunks.Written;
import dev.footnote.domain.dialog.SearchOptions;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkFilter;
import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.Chunking.Form;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Tagging;
import dev.footnote.domain.knowledge.Tags;
import dev.footnote.testkit.InMemoryBlobs;
import dev.footnote.testkit.InMemoryPorts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Chunks, and questions to them, get the tags of other knowledge bases. */
class FindTagsTest {

    private static final String LABEL = "You label texts with tags.";
    private static final String TAGGED = """
            Whales sing under water.\tsea,music
            Crabs live under water.\tsea
            Herons wade through the reeds.\tmarsh
            """;

    private final Respondent model = new Respondent("Ten.");
    private final Scene scene = new Scene(InMemoryPorts.answering(model));

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void givesChunksTheTagsOfThoseThatMatch() {
        KnowledgeBase tags = tags(Scene.ANN);

        Chunk found = parsed(taggedBy(tags.id(), 3), "Whales swim under water.");

        assertThat(found.tags()).isEqualTo(new Tags(List.of(), Map.of("sea", 1.0, "music", 1.0)));
        assertThat(parsed(taggedBy(tags.id(), 1), "Whales swim under water.")
                        .tags()
                        .weights())
                .hasSize(1);
        assertThat(scene.app.manageTags().count(Scene.ANN, found.knowledgeBase()))
                .isEmpty();
    }

    @Test
    void putsFirstWhatHasTheTagsOfTheQuestion() {
        KnowledgeBase base = taggedBy(tags(Scene.ANN).id(), 3);
        Document document = scene.upload(base, "notes.txt", "x");
        write(document, "Crabs are eaten here and here.", Map.of());
        write(document, "Crabs walk.", Map.of("sea", 2.0));

        RetrieveChunks.Found found = retrieved(base, "Which crabs are eaten?");

        assertThat(found.all().labels()).isEqualTo(Map.of("sea", 1));
        assertThat(found.page())
                .extracting(scored -> scored.chunk().content())
                .containsExactly("Crabs walk.", "Crabs are eaten here and here.");
        assertThat(found.page().getFirst().similarity())
                .isLessThan(found.page().getLast().similarity());
        assertThat(retrieved(base, "zorkmid").all().labels()).isEmpty();
    }

    @Test
    void asksTheModelOnlyWhereNothingMatches() {
        model.on(LABEL, "- marsh | 12\nunknown | 3\nsea | 0\nmusic | 5");
        KnowledgeBase base = taggedBy(tags(Scene.ANN).id(), 2);

        assertThat(parsed(base, "Crabs.").tags().weights()).isEqualTo(Map.of("sea", 1.0));
        assertThat(model.asked(LABEL)).isEmpty();
        assertThat(parsed(base, "Frogs.").tags().weights()).isEqualTo(Map.of("marsh", 10.0, "sea", 1.0));
        assertThat(model.asked(LABEL)).hasSize(1);
    }

    @Test
    void asksNobodysKnowledgeBasesButTheOwners() {
        KnowledgeBase theirs = tags(Scene.BOB);
        KnowledgeBase base = taggedBy(theirs.id(), 3);

        assertThat(parsed(base, "Whales swim under water.").tags()).isEqualTo(Tags.NONE);
        assertThat(retrieved(base, "Which whales?").all().labels()).isEmpty();
        assertThat(model.asked(LABEL)).isEmpty();
    }

    private KnowledgeBase tags(Caller owner) {
        KnowledgeBase base = base(owner, "Tags", Tagging.NONE);
        var documents = scene.app.manageDocuments();
        for (String line : TAGGED.lines().toList()) {
            Document document =
                    documents.upload(owner, base.id(), "tags.txt", InMemoryBlobs.source(line.getBytes(UTF_8)));
            documents.update(owner, base.id(), document.id(), DocumentChange.cutting(new Chunking.Special(Form.TAG)));
            documents.parse(owner, base.id(), document.id());
        }
        assertThat(scene.app.manageTags().count(owner, base.id())).isEqualTo(Map.of("sea", 2, "music", 1, "marsh", 1));
        return base;
    }

    private KnowledgeBase taggedBy(KnowledgeBaseId tags, int most) {
        return base(Scene.ANN, "Animals " + most, new Tagging(List.of(tags, new KnowledgeBaseId("gone")), most));
    }

    private KnowledgeBase base(Caller owner, String name, Tagging tagging) {
        var settings = new KnowledgeBase.Settings(
                name,
                Optional.empty(),
                Optional.empty(),
                "English",
                "",
                KnowledgeBase.Permission.ME,
                Chunking.General.DEFAULT,
                ClientSettings.NONE,
                0,
                tagging);
        return scene.app.manageKnowledgeBases().create(owner, settings);
    }

    private Chunk parsed(KnowledgeBase base, String text) {
        Document document = scene.upload(base, "animals.txt", text);
        scene.app.manageDocuments().parse(Scene.ANN, base.id(), document.id());
        return scene.app
                .manageChunks()
                .list(Scene.ANN, base.id(), document.id(), ChunkFilter.of(""), 0, 1)
                .items()
                .getFirst();
    }

    private void write(Document document, String text, Map<String, Double> weights) {
        var written = new Written(text, List.of(), List.of(), new Tags(List.of(), weights));
        scene.app.manageChunks().create(Scene.ANN, document.knowledgeBase(), document.id(), written);
    }

    private RetrieveChunks.Found retrieved(KnowledgeBase base, String question) {
        var request =
                new RetrieveChunks.Request(question, Optional.empty(), 0.1, 0.3, 1024, "", SearchOptions.NONE, 0, 10);
        return scene.app.retrieveChunks().retrieve(request, List.of(base));
    }
}
