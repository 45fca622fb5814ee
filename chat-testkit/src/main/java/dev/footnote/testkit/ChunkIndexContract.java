package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.Position;
import dev.footnote.domain.knowledge.Tags;
import dev.footnote.domain.retrieval.Candidate;
import dev.footnote.domain.retrieval.ChunkQuery;
import dev.footnote.ports.index.ChunkIndex;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link ChunkIndex} promises. */
public abstract class ChunkIndexContract extends StoredIndexContract {

    @Test
    void findsNothingWhereNothingWasWritten() {
        index.publish(HISTORY, FRANCE);
        index.remove(HISTORY, FRANCE);
        index.removeChunks(HISTORY, Set.of(new ChunkId("1")));
        index.drop(HISTORY);

        assertThat(found("Bastille")).isEmpty();
        assertThat(search(index, new ChunkQuery("Bastille", Optional.of(EAST), Set.of(), Optional.empty(), 5)))
                .isEmpty();
    }

    @Test
    void hidesStagedChunksUntilTheyArePublished() {
        index.stage(HISTORY, List.of(chunk("1", FRANCE, "The Bastille fell."), chunk("2", FRANCE, "Bastille again.")));
        index.stage(HISTORY, List.of(chunk("3", SPAIN, "No Bastille here.")));

        assertThat(found("Bastille")).isEmpty();

        index.publish(HISTORY, FRANCE);

        assertThat(found("Bastille")).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void findsByVectorAloneWithoutASharedWord() {
        publish(HISTORY, new IndexedChunk(Samples.text(HISTORY, "1", FRANCE, "The Bastille fell."), EAST));

        List<Candidate> found = search(index, query("unrelated", Optional.of(EAST), HISTORY));

        assertThat(found).singleElement().satisfies(candidate -> {
            assertThat(candidate.match().cosine()).isCloseTo(1, within(1e-6));
            assertThat(candidate.match().termSimilarity()).isZero();
        });
    }

    @Test
    void findsNothingByAVectorOfAnotherDimension() {
        publish(HISTORY, chunk("1", FRANCE, "The Bastille fell."));
        Optional<Embedding> other = Optional.of(Embedding.of(1, 0));

        assertThat(search(index, query("unrelated", other, HISTORY))).isEmpty();
        assertThat(search(index, query("Bastille", other, HISTORY)))
                .singleElement()
                .satisfies(candidate -> assertThat(candidate.match().cosine()).isZero());
    }

    @Test
    void yieldsChunksAsTheyWereAdded() {
        Chunk chunk = new Chunk(
                new ChunkId("1"),
                HISTORY,
                FRANCE,
                "französische Revolution.pdf",
                "The Bastille\nfell on 14 July 1789 🏰.",
                List.of("storming", "prison of state"),
                List.of("When did it fall?"),
                List.of(new Position(1, 2, 3, 4, 5), new Position(2, -1, 0, 7, 8)),
                17,
                true,
                4,
                Instant.parse("2025-07-14T10:00:00.123456Z"),
                Optional.of(new ChunkId("whole")),
                new Tags(List.of("war", "κάστρο"), Map.of("uprising", 2.5)),
                true);
        publish(HISTORY, new IndexedChunk(chunk, NORTH));

        assertThat(search(index, query("Bastille", Optional.of(EAST), HISTORY)))
                .singleElement()
                .satisfies(candidate -> {
                    assertThat(candidate.chunk()).isEqualTo(chunk);
                    assertThat(index.load(HISTORY, Set.of(chunk.id())))
                            .singleElement()
                            .satisfies(loaded ->
                                    assertThat(loaded.embedding().cosine(NORTH)).isCloseTo(1, within(1e-6)));
                    assertThat(candidate.match().cosine()).isCloseTo(0, within(1e-6));
                    assertThat(candidate.match().termSimilarity()).isCloseTo(1, within(1e-6));
                    assertThat(candidate.match().tags()).isEqualTo(chunk.tags());
                });
        assertThat(found("war uprising")).isEmpty();
        assertThat(found("storming")).containsExactly("1");
        assertThat(found("revolution")).containsExactly("1");
    }

    @Test
    void replacesAChunkOfTheSameId() {
        publish(HISTORY, chunk("1", FRANCE, "The Bastille fell."));
        publish(HISTORY, chunk("1", FRANCE, "The Bastille stood."));

        assertThat(search(index, query("Bastille", Optional.of(EAST), HISTORY)))
                .extracting(candidate -> candidate.chunk().content())
                .containsExactly("The Bastille stood.");
    }

    @Test
    void findsAChunkThatIsPutWhileItsDocumentIsStaged() {
        index.stage(HISTORY, List.of(chunk("1", FRANCE, "The Bastille fell.")));

        index.put(HISTORY, List.of(chunk("2", FRANCE, "Bastille by hand.")));
        assertThat(found("Bastille")).containsExactly("2");

        index.put(HISTORY, List.of(chunk("2", FRANCE, "By hand, Versailles.")));
        assertThat(found("Bastille")).isEmpty();
        assertThat(found("Versailles")).containsExactly("2");
    }

    @Test
    void hidesAndShowsChunks() {
        index.setAvailable(HISTORY, Set.of(new ChunkId("1")), false);
        publish(HISTORY, chunk("1", FRANCE, "The Bastille fell."), chunk("2", FRANCE, "Bastille again."));

        index.setAvailable(HISTORY, Set.of(new ChunkId("1"), new ChunkId("missing")), false);
        assertThat(found("Bastille")).containsExactly("2");
        assertThat(search(index, query("unrelated", Optional.of(EAST), HISTORY)))
                .hasSize(1);

        index.setAvailable(HISTORY, Set.of(new ChunkId("1")), true);
        assertThat(found("Bastille")).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void renamesADocument() {
        publish(HISTORY, chunk("1", FRANCE, "The Bastille fell."), chunk("2", SPAIN, "Bastille seen from Spain."));
        index.stage(HISTORY, List.of(chunk("3", FRANCE, "Bastille, staged.")));
        index.setAvailable(HISTORY, Set.of(new ChunkId("2")), false);

        index.rename(HISTORY, FRANCE, "Storming.txt");
        index.rename(HISTORY, SPAIN, "Iberia.txt");

        assertThat(search(index, query("Storming", Optional.of(EAST), HISTORY)))
                .singleElement()
                .satisfies(candidate -> {
                    assertThat(candidate.chunk().documentName()).isEqualTo("Storming.txt");
                    assertThat(candidate.match().cosine()).isCloseTo(1, within(1e-6));
                    assertThat(candidate.match().termSimilarity()).isCloseTo(1, within(1e-6));
                });
        index.publish(HISTORY, FRANCE);
        assertThat(found("storming")).containsExactlyInAnyOrder("1", "3");
        assertThat(found("iberia")).isEmpty();
    }

    @Test
    void doesNotCountStagedChunksInTheFrequencies() {
        publish(HISTORY, chunk("1", FRANCE, "king"), chunk("2", FRANCE, "king"), chunk("3", FRANCE, "soup"));
        double before = termSimilarityOf("3", "king soup");

        index.stage(HISTORY, List.of(chunk("4", SPAIN, "soup"), chunk("5", SPAIN, "soup"), chunk("6", SPAIN, "soup")));
        publish(COOKING, chunk("7", SPAIN, "bread"));

        assertThat(termSimilarityOf("3", "king soup")).isCloseTo(before, within(1e-9));
    }

    private double termSimilarityOf(String id, String question) {
        return search(index, query(question, Optional.empty(), HISTORY)).stream()
                .filter(candidate -> candidate.chunk().id().value().equals(id))
                .findFirst()
                .orElseThrow()
                .match()
                .termSimilarity();
    }

    @Test
    void removesADocumentWithWhatIsStaged() {
        publish(HISTORY, chunk("1", FRANCE, "The Bastille fell."), chunk("2", SPAIN, "Bastille seen from Spain."));
        index.stage(HISTORY, List.of(chunk("3", FRANCE, "Bastille, staged.")));

        index.remove(HISTORY, FRANCE);
        index.publish(HISTORY, FRANCE);

        assertThat(found("Bastille")).containsExactly("2");
    }

    @Test
    void leavesWhatIsKeptOfADocument() {
        publish(HISTORY, chunk("1", FRANCE, "The Bastille fell."), chunk("2", SPAIN, "Bastille seen from Spain."));
        index.put(HISTORY, List.of(chunk("3", FRANCE, "Bastille by hand.")));
        index.stage(HISTORY, List.of(chunk("4", FRANCE, "Bastille, staged.")));

        index.remove(HISTORY, FRANCE, Set.of(new ChunkId("3"), new ChunkId("missing")));
        index.publish(HISTORY, FRANCE);

        assertThat(found("Bastille")).containsExactlyInAnyOrder("2", "3");
    }

    @Test
    void removesChunksAndIgnoresThoseThatAreNotThere() {
        publish(HISTORY, chunk("1", FRANCE, "The Bastille fell."), chunk("2", FRANCE, "Bastille again."));

        index.removeChunks(HISTORY, Set.of(new ChunkId("1"), new ChunkId("missing")));

        assertThat(found("Bastille")).containsExactly("2");
    }

    @Test
    void dropsAKnowledgeBaseAndBeginsItAnew() {
        publish(HISTORY, chunk("1", FRANCE, "The Bastille fell."));

        index.drop(HISTORY);

        assertThat(found("Bastille")).isEmpty();
        publish(HISTORY, chunk("2", FRANCE, "The Bastille fell."));
        assertThat(found("Bastille")).containsExactly("2");
    }

    @Test
    void searchesSeveralKnowledgeBasesAsOne() {
        publish(HISTORY, chunk("1", FRANCE, "king"), chunk("2", FRANCE, "king"), chunk("3", FRANCE, "soup"));
        publish(COOKING, chunk("4", SPAIN, "soup"), chunk("5", SPAIN, "soup"), chunk("6", SPAIN, "king"));

        List<Candidate> found = search(index, query("king soup", Optional.empty(), HISTORY, COOKING));

        assertThat(found)
                .hasSize(6)
                .extracting(candidate -> candidate.match().termSimilarity())
                .allSatisfy(similarity -> assertThat(similarity)
                        .isCloseTo(found.getFirst().match().termSimilarity(), within(1e-9)));
    }

    @Test
    void findsOnlyInTheDocumentsAskedFor() {
        publish(HISTORY, chunk("1", FRANCE, "The Bastille fell."), chunk("2", SPAIN, "Bastille seen from Spain."));

        assertThat(inDocuments(Set.of(SPAIN))).containsExactly("2");
        assertThat(inDocuments(Set.of())).isEmpty();
        assertThat(inDocuments(tenThousandWith(new DocumentId("nobody's")))).isEmpty();
        assertThat(inDocuments(tenThousandWith(SPAIN))).containsExactly("2");
    }

    private static Set<DocumentId> tenThousandWith(DocumentId one) {
        return Stream.concat(Stream.of(one), IntStream.range(1, 10_000).mapToObj(i -> new DocumentId("d" + i)))
                .collect(Collectors.toSet());
    }

    @Test
    void hidesChunksThatAreNotAvailable() {
        Chunk shown = Samples.text(HISTORY, "1", FRANCE, "The Bastille fell.");
        Chunk hidden = new Chunk(
                shown.id(),
                HISTORY,
                FRANCE,
                "x",
                shown.content(),
                List.of(),
                List.of(),
                List.of(),
                1,
                false,
                0,
                Instant.EPOCH);
        publish(HISTORY, new IndexedChunk(hidden, EAST));

        assertThat(search(index, query("Bastille", Optional.of(EAST), HISTORY))).isEmpty();
    }

    @Test
    void yieldsAtMostTheLimitOfEachSearch() {
        publish(
                HISTORY,
                IntStream.range(0, 20)
                        .mapToObj(i -> new IndexedChunk(
                                Samples.text(HISTORY, "c" + i, FRANCE, i < 10 ? "Bastille " + i : "soup " + i),
                                i < 10 ? EAST : NORTH))
                        .toArray(IndexedChunk[]::new));

        assertThat(search(index, new ChunkQuery("Bastille", Optional.of(NORTH), Set.of(HISTORY), Optional.empty(), 3)))
                .hasSize(6);
    }

    @Test
    void findsChineseWordsAlsoAmongLatinOnes() {
        publish(HISTORY, chunk("1", FRANCE, "法国大革命于1789年爆发，巴黎人民攻占了 Bastille 监狱。"), chunk("2", SPAIN, "soup"));

        assertThat(found("革命是什么时候爆发的？")).containsExactly("1");
        assertThat(found("bastille")).containsExactly("1");
    }

    @Test
    void givesAQuestionAboutSomethingElseLittleTermSimilarity() {
        publish(
                HISTORY,
                chunk("1", FRANCE, "What the king of France ate is the talk of the town."),
                chunk("2", SPAIN, "soup"));

        assertThat(search(index, query("What is the boiling point of liquid nitrogen?", Optional.of(EAST), HISTORY)))
                .extracting(candidate -> candidate.match().termSimilarity())
                .allSatisfy(similarity -> assertThat(similarity).isLessThan(0.1));
    }

    static Stream<String> hostileTexts() {
        return Stream.of(
                "",
                " ",
                "???",
                "\u0000 Bastille \u0000",
                "\ud83d Bastille \udc00",
                "😀🏰 Bastille 👩‍👩‍👧",
                "+Bastille && (title:* OR \"x~2^ [a TO *] {!x} \\ /re.*/ NOT",
                "Bastille ".repeat(22_000),
                "x".repeat(200_000),
                String.join(
                        " ", IntStream.range(0, 30_000).mapToObj(i -> "w" + i).toList()),
                "巴黎".repeat(50_000));
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void takesAnyTextAsAQuestionAndAsAChunk(String text) {
        publish(HISTORY, chunk("1", FRANCE, "The Bastille fell."), chunk("2", FRANCE, "." + text));

        assertThatCode(() -> search(index, query(text, Optional.of(EAST), HISTORY)))
                .doesNotThrowAnyException();
        if (text.contains("Bastille")) {
            assertThat(found(text)).contains("1");
        }
    }

    @Test
    void serves20ThreadsAtOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(20)) {
            List<Callable<List<String>>> tasks = IntStream.range(0, 20)
                    .<Callable<List<String>>>mapToObj(i -> () -> {
                        var document = new DocumentId("d" + i);
                        index.stage(HISTORY, List.of(chunk("c" + i, document, "Bastille " + i)));
                        index.publish(HISTORY, document);
                        return found("Bastille");
                    })
                    .toList();
            int at = 0;
            for (var future : threads.invokeAll(tasks)) {
                assertThat(future.get()).contains("c" + at++);
            }
        }

        assertThat(found("Bastille")).hasSize(20).doesNotHaveDuplicates();
    }

    private List<String> inDocuments(Set<DocumentId> documents) {
        return ids(search(
                index, new ChunkQuery("Bastille", Optional.of(EAST), Set.of(HISTORY), Optional.of(documents), 50)));
    }
}
