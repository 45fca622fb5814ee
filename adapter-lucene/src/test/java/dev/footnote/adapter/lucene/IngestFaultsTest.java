package dev.footnote.adapter.lucene;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.knowledge.RepairIndex.Repaired;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.UserId;
import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.retrieval.ChunkQuery;
import dev.footnote.domain.retrieval.Match;
import dev.footnote.ports.index.IndexException;
import dev.footnote.ports.index.Matches;
import dev.footnote.ports.model.EmbeddingModel.Purpose;
import dev.footnote.ports.runtime.Background;
import dev.footnote.testkit.HashEmbeddingModel;
import dev.footnote.testkit.InMemoryBlobs;
import dev.footnote.testkit.InMemoryPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents that are ingested into an index whose disk fails, and an index that is built anew from the database. */
class IngestFaultsTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Caller ANN = new Caller(new UserId("ann"), new UserId("ann").ownTenant());
    private static final List<String> WORDS = List.of(
            "lamp", "mast", "oil", "bread", "tide", "rope", "anchor", "winter", "signal", "copper", "barrel", "gull");

    @TempDir
    Path folder;

    private final FaultyDisk disk = new FaultyDisk(1);
    private final InMemoryPorts memory = InMemoryPorts.saying("Yes.");
    private LuceneChunkIndex index;
    private ChatApplication app;
    private KnowledgeBase base;

    private void start() {
        open();
        base = app.manageKnowledgeBases()
                .create(
                        ANN,
                        new KnowledgeBase.Settings(
                                "Lighthouses",
                                Optional.empty(),
                                Optional.empty(),
                                "English",
                                "",
                                KnowledgeBase.Permission.ME,
                                new Chunking.General(16, "\n", 0),
                                ClientSettings.NONE,
                                0));
    }

    private void open() {
        index = LuceneChunkIndex.open(
                folder.resolve("index"), LONG, disk, LuceneChunkIndex.MOST_OPEN, Background.EQUAL);
        app = ChatApplication.over(
                memory.withIndex(index).ports(), new ChatApplication.Limits(Duration.ofMillis(100), 1 << 20));
        app.start();
    }

    @AfterEach
    void stop() {
        app.stop(Duration.ZERO);
        index.close();
    }

    @Test
    void marksADocumentThatFindsNoRoomAsFailedAndTakesTheNextOnceThereIsSome() {
        start();
        Document before = ingested("before");
        disk.room(100);

        Document late = ingested("late");

        assertThat(status(late)).isEqualTo(new DocumentStatus.Failed("The index cannot be written."));
        assertThat(app.manageDocuments()
                        .find(ANN, base.id(), late.id())
                        .parsing()
                        .chunks())
                .isZero();
        assertThat(status(before)).isEqualTo(new DocumentStatus.Ready());
        assertThat(documents("lighthouse")).containsExactly(before.id().value());
        disk.room(FaultyDisk.PLENTY);
        Document next = ingested("next");
        app.manageDocuments().parse(ANN, base.id(), late.id());
        assertThat(status(late)).isEqualTo(new DocumentStatus.Ready());
        assertThat(documents("lighthouse"))
                .containsExactlyInAnyOrder(
                        before.id().value(), late.id().value(), next.id().value());
        assertThat(app.repairIndex().reconcile()).isEqualTo(new Repaired(0, 0, 0));
    }

    @Test
    void triesADocumentAgainUntilThereIsRoom() {
        start();
        disk.roomAfter(3);

        Document document = ingested("lucky");

        assertThat(status(document)).isEqualTo(new DocumentStatus.Ready());
        assertThat(disk.faults()).isEqualTo(3);
        assertThat(documents("lighthouse")).containsExactly(document.id().value());
        assertThat(app.repairIndex().reconcile()).isEqualTo(new Repaired(0, 0, 0));
    }

    @Test
    void findsTheSameFromAnIndexThatIsBuiltAnewAfterDamage() throws IOException {
        start();
        IntStream.range(0, 10).forEach(i -> ingested("document" + i));
        List<List<Match>> before = answers();
        assertThat(before).allSatisfy(top -> assertThat(top).hasSize(10));
        stop();
        damage();
        open();

        app.repairIndex().reconcile();

        assertThatExceptionOfType(IndexException.class)
                .isThrownBy(() -> index.probe().check())
                .withMessageContaining("is damaged and must be built anew");
        assertThat(app.repairIndex().rebuild(ANN, base.id())).isEqualTo(100);
        assertThat(answers()).isEqualTo(before);
        index.probe().check();
        assertThat(app.repairIndex().reconcile()).isEqualTo(new Repaired(0, 0, 0));
    }

    private Document ingested(String name) {
        var varied = new Random(name.hashCode());
        String text = IntStream.range(0, 20)
                .mapToObj(i -> "The lighthouse has a %s beside the %s, the %s and number %d.\n"
                        .formatted(word(varied), word(varied), word(varied), varied.nextInt(100)))
                .reduce("", String::concat);
        Document document =
                app.manageDocuments().upload(ANN, base.id(), name + ".txt", InMemoryBlobs.source(text.getBytes(UTF_8)));
        app.manageDocuments().parse(ANN, base.id(), document.id());
        return document;
    }

    private static String word(Random varied) {
        return WORDS.get(varied.nextInt(WORDS.size()));
    }

    private DocumentStatus status(Document document) {
        return app.manageDocuments()
                .find(ANN, base.id(), document.id())
                .parsing()
                .status();
    }

    /** The documents whose chunks have {@code word}. */
    private Set<String> documents(String word) {
        var query = new ChunkQuery(word, Optional.empty(), Set.of(base.id()), Optional.empty(), 1_000);
        try (Matches met = index.search(query)) {
            return met.all().stream().map(match -> match.document().value()).collect(Collectors.toSet());
        }
    }

    /** The ten best for each of a hundred questions. */
    private List<List<Match>> answers() {
        var varied = new Random(7);
        return IntStream.range(0, 100)
                .mapToObj(i -> top("Where is the %s, and %d or the %s?"
                        .formatted(word(varied), varied.nextInt(100), word(varied))))
                .toList();
    }

    private List<Match> top(String question) {
        List<Embedding> embedded = new HashEmbeddingModel().embed(Purpose.QUESTION, List.of(question));
        var query =
                new ChunkQuery(question, Optional.of(embedded.getFirst()), Set.of(base.id()), Optional.empty(), 100);
        try (Matches met = index.search(query)) {
            return met.all().stream()
                    .sorted(Comparator.comparingDouble((Match match) -> match.relevance() + match.cosine())
                            .reversed()
                            .thenComparing(match -> match.chunk().value()))
                    .limit(10)
                    .toList();
        }
    }

    /** Turns a bit in the largest file. */
    private void damage() throws IOException {
        Path file;
        try (Stream<Path> files =
                Files.list(folder.resolve("index").resolve(base.id().value()))) {
            file = files.max(Comparator.comparingLong(one -> one.toFile().length()))
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }
}
