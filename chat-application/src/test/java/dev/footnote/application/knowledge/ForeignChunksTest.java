package dev.footnote.application.knowledge;

import static dev.footnote.application.Scene.ANN;
import static dev.footnote.application.Scene.BOB;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.application.Scene;
import dev.footnote.application.chat.RetrieveChunks;
import dev.footnote.domain.dialog.SearchOptions;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.testkit.InMemoryBlobs;
import dev.footnote.testkit.InMemoryPorts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What belongs to one tenant, asked for by another in a thousand ways. */
class ForeignChunksTest {

    private static final int QUERIES = 1_000;
    private static final String TOKEN = "xanadu7391";
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final List<String> WORDS = List.of(
            "refunds", TOKEN, "days", "*:*", "content:" + TOKEN, "\"" + TOKEN + "\"~5", "OR", "[a TO z]", "ten");

    private final Scene scene = new Scene(InMemoryPorts.saying("Yes."));
    private final Random random = new Random(SEED);

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void areNeverFound() {
        KnowledgeBase ours = scene.knowing("Refunds take ten days.");
        KnowledgeBase theirs = scene.app.manageKnowledgeBases().create(BOB, ours.settings());
        Document secret = scene.app
                .manageDocuments()
                .upload(
                        BOB,
                        theirs.id(),
                        "s.txt",
                        InMemoryBlobs.source(("Refunds of " + TOKEN + " take ten days.").getBytes(UTF_8)));
        scene.app.manageDocuments().parse(BOB, theirs.id(), secret.id());
        int answered = 0;
        for (int i = 0; i < QUERIES; i++) {
            var bases = new ArrayList<>(List.of(ours.id()));
            if (random.nextInt(4) == 0) {
                bases.add(random.nextInt(bases.size() + 1), theirs.id());
            }
            Optional<List<String>> found = found(bases, random.nextBoolean(), secret.id());
            answered += found.isPresent() ? 1 : 0;
            assertThat(found.orElse(List.of())).as("seed %d", SEED).noneMatch(text -> text.contains(TOKEN));
        }
        assertThat(answered).as("seed %d", SEED).isBetween(QUERIES / 4, QUERIES - 1);
    }

    /** What Ann finds in {@code bases}; nothing if she is refused. */
    private Optional<List<String>> found(List<KnowledgeBaseId> bases, boolean named, DocumentId secret) {
        var words = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            words.add(WORDS.get(random.nextInt(WORDS.size())));
        }
        RetrieveChunks retrieve = scene.app.retrieveChunks();
        try {
            List<KnowledgeBase> own = retrieve.bases(ANN, bases);
            Optional<Set<DocumentId>> documents = named ? Optional.of(Set.of(secret)) : Optional.empty();
            var request = new RetrieveChunks.Request(
                    String.join(" ", words), documents, 0, 0.3, 1_024, "", SearchOptions.NONE, 0, 100);
            return Optional.of(retrieve.retrieve(request, own).page().stream()
                    .map(scored -> scored.chunk().content())
                    .toList());
        } catch (NotFound foreign) {
            return Optional.empty();
        }
    }
}
