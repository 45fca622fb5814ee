package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.retrieval.Candidate;
import dev.footnote.domain.retrieval.ChunkQuery;
import dev.footnote.ports.index.ChunkIndex;
import dev.footnote.ports.index.IndexException;
import dev.footnote.ports.index.Matches;
import dev.footnote.ports.index.OtherModelException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ChunkIndex} tells of what it has, and how it is built anew; the part of its contract that does not
 * search.
 */
public abstract class StoredIndexContract {

    protected static final KnowledgeBaseId HISTORY = new KnowledgeBaseId("history");
    protected static final DocumentId FRANCE = new DocumentId("france");
    protected static final Embedding EAST = Embedding.of(3, 0, 0);
    protected static final Embedding NORTH = Embedding.of(0, 3, 0);

    protected static final KnowledgeBaseId COOKING = new KnowledgeBaseId("cooking");
    protected static final DocumentId SPAIN = new DocumentId("spain");

    protected ChunkIndex index;

    /** An index without chunks. */
    protected abstract ChunkIndex index();

    @BeforeEach
    void openIndex() {
        index = index();
    }

    @Test
    void tellsWhatItHas() {
        publish(HISTORY, chunk("1", FRANCE, "The Bastille fell."), chunk("2", FRANCE, "Bastille again."));
        index.stage(HISTORY, List.of(chunk("3", SPAIN, "Bastille, staged.")));
        index.setAvailable(HISTORY, Set.of(new ChunkId("2")), false);
        index.removeChunks(HISTORY, Set.of(new ChunkId("1")));

        assertThat(index.knowledgeBases()).containsExactly(HISTORY);
        assertThat(index.documents(HISTORY)).containsExactlyInAnyOrder(FRANCE, SPAIN);
        assertThat(index.chunks(HISTORY, FRANCE)).containsExactly(new ChunkId("2"));
        assertThat(index.chunks(HISTORY, SPAIN)).isEmpty();
        assertThat(index.load(HISTORY, Set.of(new ChunkId("1"), new ChunkId("2"), new ChunkId("3"))))
                .singleElement()
                .satisfies(loaded -> {
                    assertThat(loaded.chunk().content()).isEqualTo("Bastille again.");
                    assertThat(loaded.chunk().available()).isFalse();
                    assertThat(loaded.embedding().cosine(EAST)).isCloseTo(1, within(1e-6));
                });
        assertThat(index.documents(COOKING)).isEmpty();
        assertThat(index.load(COOKING, Set.of(new ChunkId("1")))).isEmpty();
    }

    @Test
    void buildsAnIndexAnewBesideTheOneThatIsSearched() {
        publish(HISTORY, chunk("1", FRANCE, "The Bastille fell."), chunk("2", SPAIN, "Bastille seen from Spain."));
        index.stage(HISTORY, List.of(chunk("3", FRANCE, "Bastille, staged before.")));

        try (var fresh = index.rebuild(HISTORY, "")) {
            fresh.add(List.of(chunk("1", FRANCE, "The Bastille was stormed.")));
            assertThat(found("Bastille")).containsExactlyInAnyOrder("1", "2");
            assertThat(found("stormed")).isEmpty();
            index.stage(HISTORY, List.of(chunk("4", FRANCE, "Bastille, staged meanwhile.")));
            index.put(HISTORY, List.of(chunk("5", SPAIN, "Bastille by hand.")));
            assertThat(found("Bastille")).containsExactlyInAnyOrder("1", "2", "5");
            fresh.finish();
        }

        assertThat(found("Bastille")).containsExactlyInAnyOrder("1", "5");
        assertThat(found("stormed")).containsExactly("1");
        index.publish(HISTORY, FRANCE);
        assertThat(found("Bastille")).containsExactlyInAnyOrder("1", "3", "4", "5");
    }

    @Test
    void keepsTheIndexWhoseRebuildIsGivenUp() {
        publish(HISTORY, chunk("1", FRANCE, "The Bastille fell."));

        try (var fresh = index.rebuild(HISTORY, "")) {
            fresh.add(List.of(chunk("2", FRANCE, "Bastille, never finished.")));
            assertThatExceptionOfType(IndexException.class).isThrownBy(() -> index.rebuild(HISTORY, ""));
        }

        assertThat(found("Bastille")).containsExactly("1");
        try (var fresh = index.rebuild(HISTORY, "")) {
            fresh.finish();
        }
        assertThat(found("Bastille")).isEmpty();
    }

    @Test
    void hasTheVectorsOfOneModel() {
        assertThat(index.model(HISTORY)).isEmpty();
        index.stage(HISTORY, List.of(by("old@model", EAST, "1", "The Bastille fell.")));
        index.publish(HISTORY, FRANCE);
        assertThat(index.model(HISTORY)).contains("old@model");

        var foreign = by("new@model", Embedding.of(0, 1), "2", "Bastille, in two numbers.");
        assertThatExceptionOfType(OtherModelException.class).isThrownBy(() -> index.put(HISTORY, List.of(foreign)));
        assertThatExceptionOfType(OtherModelException.class).isThrownBy(() -> index.stage(HISTORY, List.of(foreign)));
        assertThat(found("Bastille")).containsExactly("1");
        assertThat(index.load(HISTORY, Set.of(new ChunkId("1"))))
                .singleElement()
                .satisfies(loaded -> assertThat(loaded.model()).isEqualTo("old@model"));

        index.drop(HISTORY);
        assertThat(index.model(HISTORY)).isEmpty();
        index.put(HISTORY, List.of(foreign));
        assertThat(index.model(HISTORY)).contains("new@model");
    }

    @Test
    void isBuiltAnewForAnotherModel() {
        index.put(HISTORY, List.of(by("old@model", EAST, "1", "The Bastille fell.")));
        index.stage(HISTORY, List.of(by("old@model", EAST, "2", "Bastille, staged before.")));
        try (var fresh = index.rebuild(HISTORY, "new@model")) {
            fresh.add(List.of(by("new@model", Embedding.of(0, 1), "1", "The Bastille fell.")));
            index.put(HISTORY, List.of(by("old@model", EAST, "3", "Bastille by hand.")));
            assertThat(index.model(HISTORY)).contains("old@model");
            assertThat(ids(search(index, query("", Optional.of(EAST), HISTORY))))
                    .containsExactlyInAnyOrder("1", "3");
            assertThat(fresh.load(Set.of(new ChunkId("1"), new ChunkId("2"), new ChunkId("3"))))
                    .singleElement()
                    .satisfies(there -> assertThat(there.chunk().id()).isEqualTo(new ChunkId("1")));
            fresh.finish();
        }

        assertThat(index.model(HISTORY)).contains("new@model");
        assertThat(ids(search(index, query("", Optional.of(Embedding.of(0, 1)), HISTORY))))
                .containsExactly("1");
        index.publish(HISTORY, FRANCE);
        assertThat(found("Bastille")).containsExactly("1");
    }

    private static IndexedChunk by(String model, Embedding vector, String id, String text) {
        return new IndexedChunk(Samples.text(HISTORY, id, FRANCE, text), vector, model);
    }

    /** Adds and publishes {@code chunks}. */
    protected void publish(KnowledgeBaseId knowledgeBase, IndexedChunk... chunks) {
        index.stage(knowledgeBase, List.of(chunks));
        Stream.of(chunks)
                .map(chunk -> chunk.chunk().document())
                .distinct()
                .forEach(document -> index.publish(knowledgeBase, document));
    }

    /** Everything that {@code query} meets, loaded. */
    protected static List<Candidate> search(ChunkIndex index, ChunkQuery query) {
        try (Matches met = index.search(query)) {
            return met.load(met.all());
        }
    }

    /** A chunk with {@link #EAST} as its vector. */
    protected static IndexedChunk chunk(String id, DocumentId document, String text) {
        return new IndexedChunk(Samples.text(HISTORY, id, document, text), EAST);
    }

    /** A question to {@code knowledgeBases} for up to 50 candidates. */
    protected static ChunkQuery query(String text, Optional<Embedding> embedding, KnowledgeBaseId... knowledgeBases) {
        return new ChunkQuery(text, embedding, Set.of(knowledgeBases), Optional.empty(), 50);
    }

    /** The ids of the chunks of {@link #HISTORY} that are found by {@code words}. */
    protected final List<String> found(String words) {
        return ids(search(index, query(words, Optional.empty(), HISTORY)));
    }

    /** The ids of the chunks, in order. */
    protected static List<String> ids(List<Candidate> candidates) {
        return candidates.stream()
                .map(candidate -> candidate.chunk().id().value())
                .toList();
    }
}
