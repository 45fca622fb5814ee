package dev.footnote.application.knowledge;

import static dev.footnote.application.Scene.ANN;
import static dev.footnote.application.Scene.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.application.Scene;
import dev.footnote.application.chat.RetrieveChunks;
import dev.footnote.domain.dialog.SearchOptions;
import dev.footnote.domain.failure.ChatException.Conflict;
import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.ChatException.Upstream;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkFilter;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.EmbeddingChange;
import dev.footnote.domain.knowledge.EmbeddingChange.Cancelled;
import dev.footnote.domain.knowledge.EmbeddingChange.Failed;
import dev.footnote.domain.knowledge.EmbeddingChange.Finished;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.retrieval.RetrievalSettings;
import dev.footnote.domain.retrieval.ScoredChunk;
import dev.footnote.ports.Ports;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.ModelCatalog.EmbeddingEntry;
import dev.footnote.ports.model.ModelException;
import dev.footnote.testkit.HashEmbeddingModel;
import dev.footnote.testkit.InMemoryPorts;
import dev.footnote.testkit.ListedModels;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangeEmbeddingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BEFORE = "before@Test";
    private static final String AFTER = "after@Test";

    private final Held after = new Held();
    private final Scene scene = new Scene(InMemoryPorts.saying("Yes."), this::withBoth);
    private final KnowledgeBase base = scene.knowledgeBase("Handbook");
    private final ChangeEmbedding changes = scene.app.changeEmbedding();
    private Document document;

    /** A model of eight numbers that embeds as many calls as it is let. */
    private static final class Held implements EmbeddingModel {
        private final Semaphore calls = new Semaphore(0);
        private final List<Purpose> asked = new CopyOnWriteArrayList<>();
        private final List<Thread> embedding = new CopyOnWriteArrayList<>();
        private volatile Optional<ModelException> failure = Optional.empty();

        @Override
        public List<Embedding> embed(Purpose purpose, List<String> texts) {
            asked.add(purpose);
            embedding.add(Thread.currentThread());
            if (purpose == Purpose.PASSAGE) {
                calls.acquireUninterruptibly();
            }
            failure.ifPresent(e -> {
                throw e;
            });
            return texts.stream().map(Held::vector).toList();
        }

        private static Embedding vector(String text) {
            var numbers = new float[8];
            text.chars().forEach(letter -> numbers[letter % 8]++);
            return Embedding.of(numbers);
        }

        @Override
        public int dimension() {
            return 8;
        }

        @Override
        public double unrelatedCosine() {
            return 0;
        }
    }

    private Ports withBoth(Ports ports) {
        return ports.with(new ListedModels(
                List.of(ports.models().chat("").orElseThrow()),
                List.of(new EmbeddingEntry(BEFORE, new HashEmbeddingModel()), new EmbeddingEntry(AFTER, after)),
                List.of()));
    }

    @BeforeEach
    void parseADocument() {
        String lines =
                IntStream.range(0, 40).mapToObj("Shelf number %d."::formatted).collect(Collectors.joining("\n"));
        document = scene.upload(base, "shelves.txt", lines);
        scene.app.manageDocuments().parse(ANN, base.id(), document.id());
        await(() -> scene.find(document).parsing().status() instanceof DocumentStatus.Ready);
        IntStream.range(0, 40)
                .forEach(i -> scene.app
                        .manageChunks()
                        .create(ANN, base.id(), document.id(), "Box " + i, List.of(), List.of()));
    }

    @AfterEach
    void close() {
        after.calls.release(1_000);
        scene.close();
    }

    @Test
    void searchesTheOldVectorsUntilTheNewOnesAreWhole() {
        after.calls.release(2); // the trial, and the first portion
        EmbeddingChange begun = changes.begin(ANN, base.id(), AFTER);
        assertThat(begun.total()).isGreaterThan(40);
        await(() -> change().done() == 16);

        assertThat(model()).isEqualTo(BEFORE);
        assertThat(found("Box 7"))
                .allSatisfy(chunk -> assertThat(dimension(chunk)).isEqualTo(64));
        assertThat(after.asked).doesNotContain(EmbeddingModel.Purpose.QUESTION);

        after.calls.release(1_000);
        await(() -> change().state() instanceof Finished);
        assertThat(model()).isEqualTo(AFTER);
        assertThat(change().done()).isEqualTo(change().total());
        assertThat(found("Box 7"))
                .isNotEmpty()
                .allSatisfy(chunk -> assertThat(dimension(chunk)).isEqualTo(8));
        assertThat(after.asked).contains(EmbeddingModel.Purpose.QUESTION);
    }

    @Test
    void embedsInTheBackground() {
        after.calls.release(1_000);
        changes.begin(ANN, base.id(), AFTER);
        await(() -> change().state() instanceof Finished);

        assertThat(after.embedding)
                .filteredOn(thread -> !thread.equals(Thread.currentThread())) // which tried the model out
                .isNotEmpty()
                .isSubsetOf(scene.memory.background().entered());
    }

    @Test
    void losesNothingThatIsChangedMeanwhile() {
        Chunk edited = chunks().get(3);
        Chunk removed = chunks().get(4);
        after.calls.release(3);
        changes.begin(ANN, base.id(), AFTER);
        await(() -> change().done() == 32);

        scene.app.manageChunks().create(ANN, base.id(), document.id(), "Parking is free.", List.of(), List.of());
        scene.app
                .manageChunks()
                .update(
                        ANN,
                        base.id(),
                        document.id(),
                        edited.id(),
                        old -> new Chunk.Contents(
                                "Edited.",
                                old.keywords(),
                                old.questions(),
                                old.positions(),
                                old.tokens(),
                                old.available(),
                                old.tags()));
        scene.app.manageChunks().remove(ANN, base.id(), document.id(), Set.of(removed.id()));
        Document second = scene.upload(base, "second.txt", "Came late.");
        scene.app.manageDocuments().parse(ANN, base.id(), second.id());
        await(() -> scene.find(second).parsing().status() instanceof DocumentStatus.Ready);
        after.calls.release(1_000);
        await(() -> change().state() instanceof Finished);

        await(() -> indexed().equals(stored(document, second)));
        assertThat(indexed())
                .contains("Parking is free.", "Edited.", "Came late.")
                .doesNotContain(removed.content());
        assertThat(scene.memory.index().load(base.id(), ids())).allSatisfy(one -> {
            assertThat(one.model()).isEqualTo(AFTER);
            assertThat(one.embedding().dimension()).isEqualTo(8);
        });
    }

    @Test
    void takesTheNewModelForWhatComesLater() {
        after.calls.release(1_000);
        changes.begin(ANN, base.id(), AFTER);
        await(() -> change().state() instanceof Finished);

        scene.app.manageChunks().create(ANN, base.id(), document.id(), "Came later.", List.of(), List.of());

        assertThat(found("Came later.").getFirst())
                .satisfies(chunk -> assertThat(dimension(chunk)).isEqualTo(8));
    }

    @Test
    void keepsTheOldModelIfItIsStopped() {
        after.calls.release(2);
        changes.begin(ANN, base.id(), AFTER);
        await(() -> change().done() == 16);

        assertThat(changes.cancel(ANN, base.id())).isTrue();
        after.calls.release(1_000);

        assertThat(change().state()).isEqualTo(new Cancelled());
        assertThat(changes.cancel(ANN, base.id())).isFalse();
        assertThat(model()).isEqualTo(BEFORE);
        await(() -> changes.begin(ANN, base.id(), AFTER).state() instanceof EmbeddingChange.Running);
        await(() -> change().state() instanceof Finished);
    }

    @Test
    void keepsTheOldModelIfTheNewOneFails() {
        after.calls.release(2);
        changes.begin(ANN, base.id(), AFTER);
        await(() -> change().done() == 16);
        after.failure = Optional.of(new ModelException.Unintelligible("the model sent 7 numbers instead of 8", null));
        after.calls.release(1_000);

        await(() -> change().state() instanceof Failed);
        assertThat(change().state())
                .isEqualTo(new Failed("The embedding model failed: the model sent 7 numbers instead of 8"));
        assertThat(model()).isEqualTo(BEFORE);
        assertThat(found("Box 7"))
                .allSatisfy(chunk -> assertThat(dimension(chunk)).isEqualTo(64));
        assertThatExceptionOfType(Upstream.class).isThrownBy(() -> changes.begin(ANN, base.id(), AFTER));
    }

    @Test
    void refusesWhatCannotBegin() {
        assertThatExceptionOfType(Invalid.class).isThrownBy(() -> changes.begin(ANN, base.id(), "none@Test"));
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> changes.begin(BOB, base.id(), AFTER));
        assertThat(changes.begin(ANN, base.id(), BEFORE).state()).isEqualTo(new Finished());
        assertThat(changes.find(ANN, base.id())).isEmpty();

        after.calls.release(2);
        EmbeddingChange running = changes.begin(ANN, base.id(), AFTER);
        assertThat(changes.begin(ANN, base.id(), AFTER).begunAt()).isEqualTo(running.begunAt());
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> changes.begin(ANN, base.id(), BEFORE));
    }

    @Test
    void saysInTheDatabaseWhatTheIndexHasAfterACrashBetweenTheTwo() {
        var change = new EmbeddingChange(
                base.id(), base.tenant(), AFTER, new EmbeddingChange.Running(), 3, 5, base.createdAt());
        scene.memory.ports().embeddingChanges().begin(change);
        try (var fresh = scene.memory.index().rebuild(base.id(), AFTER)) {
            after.calls.release(1_000);
            fresh.add(chunks().stream()
                    .map(chunk -> new IndexedChunk(chunk, Held.vector(chunk.content()), AFTER))
                    .toList());
            fresh.finish();
        }
        assertThat(found("Box 7"))
                .isNotEmpty()
                .allSatisfy(chunk -> assertThat(dimension(chunk)).isEqualTo(8));

        changes.start();

        await(() -> change().state() instanceof Finished);
        assertThat(model()).isEqualTo(AFTER);
        assertThat(after.asked).doesNotContain(EmbeddingModel.Purpose.PASSAGE);
    }

    private EmbeddingChange change() {
        return changes.find(ANN, base.id()).orElseThrow();
    }

    private String model() {
        return scene.app.manageKnowledgeBases().find(ANN, base.id()).settings().embeddingModel();
    }

    private List<ScoredChunk> found(String question) {
        var settings = new RetrievalSettings(5, 50, 0, 0.5);
        var find = scene.app.retrieveChunks();
        return find.retrieve(
                        new RetrieveChunks.Request(
                                question,
                                Optional.empty(),
                                settings.similarityThreshold(),
                                settings.vectorWeight(),
                                settings.topK(),
                                "",
                                SearchOptions.NONE,
                                0,
                                settings.topN()),
                        find.bases(ANN, List.of(base.id())))
                .page();
    }

    private int dimension(ScoredChunk found) {
        return scene.memory
                .index()
                .load(base.id(), Set.of(found.chunk().id()))
                .getFirst()
                .embedding()
                .dimension();
    }

    private List<Chunk> chunks() {
        return scene.app
                .manageChunks()
                .list(ANN, base.id(), document.id(), ChunkFilter.of(""), 0, 200)
                .items();
    }

    private Set<ChunkId> ids() {
        return scene.memory.index().documents(base.id()).stream()
                .flatMap(id -> scene.memory.index().chunks(base.id(), id).stream())
                .collect(Collectors.toSet());
    }

    private Set<String> indexed() {
        return scene.memory.index().load(base.id(), ids()).stream()
                .map(one -> one.chunk().content().strip())
                .collect(Collectors.toSet());
    }

    private Set<String> stored(Document... of) {
        return Stream.of(of)
                .flatMap(one ->
                        scene
                                .app
                                .manageChunks()
                                .list(ANN, base.id(), one.id(), ChunkFilter.of(""), 0, 200)
                                .items()
                                .stream())
                .map(chunk -> chunk.content().strip())
                .collect(Collectors.toSet());
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
