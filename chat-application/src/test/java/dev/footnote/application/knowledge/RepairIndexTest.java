package dev.footnote.application.knowledge;

import static dev.footnote.application.Scene.ANN;
import static dev.footnote.application.Scene.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.application.Scene;
import dev.footnote.application.knowledge.RepairIndex.Repaired;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkFilter;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Tags;
import dev.footnote.ports.index.ChunkIndex;
import dev.footnote.testkit.InMemoryPorts;
import dev.footnote.testkit.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepairIndexTest {

    private final Scene scene = new Scene(InMemoryPorts.saying("Yes."));
    private final ChunkIndex index = scene.memory.index();
    private final KnowledgeBase base = scene.knowledgeBase("Handbook");
    private final RepairIndex repair = new RepairIndex(scene.memory.ports());
    private Document document;

    @BeforeEach
    void parseADocument() {
        document = scene.upload(base, "refunds.txt", "Refunds take ten days.\nThe office is closed on Sundays.");
        scene.app.manageDocuments().parse(ANN, base.id(), document.id());
        await(() -> scene.find(document).parsing().status() instanceof DocumentStatus.Ready);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void changesNothingWhereAllAgrees() {
        assertThat(repair.reconcile()).isEqualTo(new Repaired(0, 0, 0));
    }

    @Test
    void writesWhatIsMissing() {
        Set<ChunkId> all = index.chunks(base.id(), document.id());
        index.remove(base.id(), document.id());

        Repaired repaired = repair.reconcile();

        assertThat(repaired).isEqualTo(new Repaired(0, 0, all.size()));
        assertThat(index.chunks(base.id(), document.id())).isEqualTo(all);
    }

    @Test
    void writesAnewWhatSaysSomethingElse() {
        Chunk chunk = chunks().getFirst();
        index.setAvailable(base.id(), Set.of(chunk.id()), false);

        assertThat(repair.reconcile()).isEqualTo(new Repaired(0, 0, 1));
        assertThat(index.load(base.id(), Set.of(chunk.id())))
                .singleElement()
                .satisfies(loaded -> assertThat(loaded.chunk().available()).isTrue());
    }

    @Test
    void writesTagsThatTheIndexLacks() {
        Chunk tagged = chunks().getFirst().tagged(new Tags(List.of("sea"), Map.of("song", 2.0)));
        scene.memory.ports().chunks().add(ANN.tenant(), document.id(), List.of(tagged));

        assertThat(repair.reconcile()).isEqualTo(new Repaired(0, 0, 1));
        assertThat(index.load(base.id(), Set.of(tagged.id())))
                .singleElement()
                .satisfies(loaded -> assertThat(loaded.chunk().tags()).isEqualTo(tagged.tags()));
    }

    @Test
    void removesWhatIsGone() {
        var gone = new DocumentId("gone");
        index.put(base.id(), List.of(chunk("orphan", document.id()), chunk("other", gone)));
        index.put(new KnowledgeBaseId("nobodys"), List.of(chunk("1", gone)));

        assertThat(repair.reconcile()).isEqualTo(new Repaired(1, 2, 0));
        assertThat(index.knowledgeBases()).containsExactly(base.id());
        assertThat(index.documents(base.id())).containsExactly(document.id());
        assertThat(repair.reconcile()).isEqualTo(new Repaired(0, 0, 0));
    }

    @Test
    void buildsAnIndexAnewFromTheDatabase() {
        Set<ChunkId> all = index.chunks(base.id(), document.id());
        index.drop(base.id());

        assertThat(repair.rebuild(ANN, base.id())).isEqualTo(all.size());
        assertThat(index.chunks(base.id(), document.id())).isEqualTo(all);
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> repair.rebuild(BOB, base.id()));
    }

    @Test
    void repairsInTheBackground() {
        index.drop(base.id());
        repair.start();
        await(() -> !index.chunks(base.id(), document.id()).isEmpty());
        repair.stop();

        assertThat(scene.memory.background().entered())
                .extracting(Thread::getName)
                .containsExactly("index-repair");
    }

    @Test
    void losesNothingThatIsChangedWhileAnIndexIsBuilt() {
        try (var fresh = index.rebuild(base.id(), "")) {
            scene.app.manageChunks().create(ANN, base.id(), document.id(), "Parking is free.", List.of(), List.of());
            fresh.finish();
        }
        repair.reconcile();

        assertThat(index.chunks(base.id(), document.id()))
                .containsExactlyInAnyOrderElementsOf(
                        chunks().stream().map(Chunk::id).toList());
        assertThat(chunks()).extracting(Chunk::content).contains("Parking is free.");
    }

    private List<Chunk> chunks() {
        return scene.app
                .manageChunks()
                .list(ANN, base.id(), document.id(), ChunkFilter.of(""), 0, 100)
                .items();
    }

    private IndexedChunk chunk(String id, DocumentId of) {
        return new IndexedChunk(Samples.text(base.id(), id, of, "Nobody knows this."), Embedding.of(1, 0));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("true in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
