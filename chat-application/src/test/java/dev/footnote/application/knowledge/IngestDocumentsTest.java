package dev.footnote.application.knowledge;

import static dev.footnote.application.Scene.ANN;
import static dev.footnote.application.Scene.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.application.Reader;
import dev.footnote.application.Scene;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.failure.ChatException.Conflict;
import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkFilter;
import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Parsing;
import dev.footnote.domain.knowledge.Section;
import dev.footnote.domain.retrieval.Candidate;
import dev.footnote.domain.retrieval.ChunkQuery;
import dev.footnote.ports.document.UnreadableDocumentException;
import dev.footnote.ports.index.Matches;
import dev.footnote.testkit.InMemoryBlobs;
import dev.footnote.testkit.InMemoryPorts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IngestDocumentsTest {

    private Scene scene = new Scene(InMemoryPorts.saying("Yes."));
    private KnowledgeBase base = scene.knowledgeBase("Handbook");

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void storesAnUploadAndParsesItOnlyWhenAsked() {
        Document document = scene.upload(base, "a.txt", "Refunds take ten days.");

        assertThat(scene.find(document).parsing()).isEqualTo(Parsing.NONE);
        assertThat(found("refunds")).isEmpty();
        assertThat(scene.memory.blobs().size()).isEqualTo(1);

        parse(document);

        Parsing parsing = scene.find(document).parsing();
        assertThat(parsing.status()).isEqualTo(new DocumentStatus.Ready());
        assertThat(parsing.chunks()).isEqualTo(1);
        assertThat(parsing.tokens()).isEqualTo(4);
        assertThat(parsing.log()).contains("03:04:05 Start to parse.", "Generate 1 chunks", "Task done");
        assertThat(found("refunds")).containsExactly("\nRefunds take ten days.");
        assertThat(contents(document)).containsExactly("\nRefunds take ten days.");
        assertThat(scene.app.manageKnowledgeBases().find(ANN, base.id()).size())
                .isEqualTo(new KnowledgeBase.Size(1, 1, 4));
    }

    @Test
    void numbersNamesThatAreTaken() {
        assertThat(scene.upload(base, "a.txt", "x").name()).isEqualTo("a.txt");
        assertThat(scene.upload(base, "A.txt", "x").name()).isEqualTo("A(1).txt");
        assertThat(scene.upload(base, "a.txt", "x").name()).isEqualTo("a(2).txt");
    }

    @Test
    void storesNothingThatCannotBeUploaded() {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> scene.upload(base, "a.txt", "x".repeat((int) Scene.MAX_BYTES + 1)))
                .satisfies(failure -> assertThat(failure.problem()).isEqualTo(Problem.TOO_LONG));
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> scene.upload(base, "a.exe", "x"))
                .satisfies(failure -> assertThat(failure.problem()).isEqualTo(Problem.UNSUPPORTED));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() ->
                        scene.app.manageDocuments().upload(BOB, base.id(), "a.txt", InMemoryBlobs.source(new byte[1])));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> scene.app
                        .manageDocuments()
                        .upload(ANN, new KnowledgeBaseId("gone"), "a.txt", InMemoryBlobs.source(new byte[1])));

        assertThat(scene.memory.blobs().size()).isZero();
        assertThat(scene.app.manageDocuments().list(ANN, base.id(), Listing.ALL).total())
                .isZero();
    }

    @Test
    void replacesTheChunksWhenADocumentIsParsedAgain() {
        var text = new AtomicReference<>("Refunds take ten days.");
        use(InMemoryPorts.saying("Yes.").withParser((id, name, sink) -> sink.push(section(text.get()))));
        Document document = scene.upload(base, "a.txt", "x");
        parse(document);
        text.set("Holidays take two weeks.");

        parse(document);

        assertThat(contents(document)).containsExactly("\nHolidays take two weeks.");
        assertThat(found("refunds holidays")).containsExactly("\nHolidays take two weeks.");
        assertThat(scene.find(document).parsing().chunks()).isEqualTo(1);
    }

    @Test
    void yieldsTheSameChunksForTheSameText() {
        Document document = scene.upload(base, "a.txt", "Refunds take ten days.");
        parse(document);
        List<Chunk> before = chunks(document);

        parse(document);

        assertThat(chunks(document)).isEqualTo(before);
    }

    @Test
    void tellsTwoDocumentsOfTheSameTextApart() {
        Document one = scene.upload(base, "a.txt", "Refunds take ten days.");
        Document other = scene.upload(base, "a.txt", "Refunds take ten days.");

        parse(one);
        parse(other);

        assertThat(Stream.concat(chunks(one).stream(), chunks(other).stream()).map(Chunk::id))
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(found("refunds")).hasSize(2);
    }

    @Test
    void keepsWhatAnAnswerRestedOnWhenItsSourceIsCutAnew() {
        Document document = scene.upload(base, "a.txt", "Refunds take ten days.\nHolidays take two weeks.");
        parse(document);
        Conversation talk = scene.conversation(scene.dialog(base));
        scene.ask(talk, "How long do refunds take?").awaitEnd();
        Reply before = (Reply) scene.messages(talk).getLast();
        var finer = new DocumentChange(
                Optional.empty(),
                Optional.of(new Chunking.General(1, "\n", 0)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        scene.app.manageDocuments().update(ANN, base.id(), document.id(), finer);

        parse(document);

        assertThat(contents(document)).hasSizeGreaterThan(1);
        assertThat(chunks(document)).extracting(Chunk::id).doesNotHaveDuplicates();
        assertThat(scene.memory.index().chunks(base.id(), document.id())).hasSameSizeAs(contents(document));
        assertThat(before.reference().chunks())
                .singleElement()
                .satisfies(scored -> assertThat(scored.chunk().content()).contains("Refunds", "Holidays"));
        assertThat(scene.messages(talk).getLast()).isEqualTo(before);
    }

    @Test
    void saysWhyADocumentCannotBeRead() {
        Document document = scene.upload(base, "a.txt", "no\0text");

        parse(document);

        Parsing parsing = scene.find(document).parsing();
        assertThat(parsing.status()).isEqualTo(new DocumentStatus.Failed("a.txt is no text"));
        assertThat(parsing.log()).contains("[ERROR]a.txt is no text");
        assertThat(parsing.chunks()).isZero();
    }

    @Test
    void keepsNoChunksOfADocumentThatFailsHalfWay() {
        use(InMemoryPorts.saying("Yes.").withParser((id, name, sink) -> {
            for (int i = 0; i < 100; i++) {
                sink.push(section(words("refunds" + i, 300)));
            }
            throw new UnreadableDocumentException("page 7 is broken", null);
        }));
        Document document = scene.upload(base, "a.txt", "x");

        parse(document);

        assertThat(scene.find(document).parsing().status()).isEqualTo(new DocumentStatus.Failed("page 7 is broken"));
        assertThat(contents(document)).isEmpty();
        assertThat(found("refunds0 refunds1")).isEmpty();
    }

    @Test
    void tellsPeopleNothingOfAnUnexpectedFailure() {
        use(InMemoryPorts.saying("Yes.").withParser((id, name, sink) -> {
            throw new IllegalStateException("as this test wants it: /secret/path");
        }));
        Document document = scene.upload(base, "a.txt", "x");

        parse(document);

        Parsing parsing = scene.find(document).parsing();
        assertThat(parsing.status()).isInstanceOf(DocumentStatus.Failed.class);
        assertThat(parsing.toString()).doesNotContain("secret");
    }

    @Test
    void stopsParsingOnRequestAndKeepsNoChunks() {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        use(InMemoryPorts.saying("Yes.").withThreads().withParser((id, name, sink) -> {
            boolean wanted = true;
            for (int i = 0; wanted && i < 200; i++) {
                wanted = sink.push(section(words("refunds" + i, 600)));
                if (i == 40) {
                    begun.countDown();
                    await(goOn);
                }
            }
            return wanted;
        }));
        Document document = scene.upload(base, "a.txt", "x");
        parse(document);
        await(begun);
        assertThat(scene.find(document).parsing().status()).isInstanceOf(DocumentStatus.Running.class);
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> parse(document));

        scene.app.manageDocuments().stopParsing(ANN, base.id(), document.id());
        goOn.countDown();

        Reader.await(() -> contents(document).isEmpty() && found("refunds1").isEmpty());
        assertThat(scene.find(document).parsing().status()).isEqualTo(new DocumentStatus.Cancelled());
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> scene.app.manageDocuments().stopParsing(ANN, base.id(), document.id()));
    }

    @Test
    void keepsNoChunksOfADocumentThatIsStoppedAtTheLastMoment() {
        var document = new AtomicReference<Document>();
        use(InMemoryPorts.saying("Yes.").withParser((id, name, sink) -> {
            boolean wanted = sink.push(section("Refunds take ten days."));
            scene.app
                    .manageDocuments()
                    .stopParsing(ANN, base.id(), document.get().id());
            return wanted;
        }));
        document.set(scene.upload(base, "a.txt", "x"));

        parse(document.get());

        assertThat(scene.find(document.get()).parsing().status()).isEqualTo(new DocumentStatus.Cancelled());
        assertThat(contents(document.get())).isEmpty();
        assertThat(found("refunds")).isEmpty();
    }

    @Test
    void saysWhatWasDoneAndHowLongItTook() {
        Document document = scene.upload(base, "a.txt", "Refunds take ten days.");

        parse(document);

        assertThat(scene.find(document).parsing().log().lines())
                .containsExactly(
                        "03:04:05 Task has been received.",
                        "03:04:05 Start to parse.",
                        "03:04:05 Finish parsing.",
                        "03:04:05 Generate 1 chunks",
                        "03:04:05 Embedding chunks (0.00s).",
                        "03:04:05 Indexing done (0.00s).",
                        "03:04:05 Task done (0.00s).");
    }

    @Test
    void refusesAFileThatTheMethodIsNotMeantFor() {
        Document document = scene.upload(base, "a.txt", "Slide");
        var change = new DocumentChange(
                Optional.empty(),
                Optional.of(new Chunking.Special(Chunking.Form.PRESENTATION)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        scene.app.manageDocuments().update(ANN, base.id(), document.id(), change);

        parse(document);

        assertThat(scene.find(document).parsing().status())
                .isEqualTo(new DocumentStatus.Failed("file type not supported yet(ppt, pptx, pdf supported)"));
    }

    @Test
    void takesUpWhatADeadProgramLeft() {
        Document document = scene.upload(base, "a.txt", "Refunds take ten days.");
        scene.memory
                .database()
                .documents()
                .report(
                        ANN.tenant(),
                        document.id(),
                        new Parsing(new DocumentStatus.Running(0.5), "", Optional.empty(), Duration.ZERO, 0, 0));

        try (var next = new Scene(scene.memory)) {
            assertThat(next.find(document).parsing().status()).isEqualTo(new DocumentStatus.Ready());
        }

        assertThat(found("refunds")).hasSize(1);
    }

    @Test
    void removesADocumentWithItsChunksAndBytes() {
        Document document = scene.upload(base, "a.txt", "Refunds take ten days.");
        Document other = scene.upload(base, "b.txt", "Refunds are paid in euros.");
        parse(document);
        parse(other);

        assertThat(scene.app.manageDocuments().remove(BOB, base.id(), document.id()))
                .isFalse();
        assertThat(scene.app.manageDocuments().remove(ANN, base.id(), document.id()))
                .isTrue();
        assertThat(scene.app.manageDocuments().remove(ANN, base.id(), document.id()))
                .isFalse();

        assertThat(found("refunds")).containsExactly("\nRefunds are paid in euros.");
        assertThat(scene.memory.blobs().size()).isEqualTo(1);
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> scene.find(document));
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> contents(document));
    }

    @Test
    void removesAKnowledgeBaseWithAllThatIsInIt() {
        Document document = scene.upload(base, "a.txt", "Refunds take ten days.");
        parse(document);

        assertThat(scene.app.manageKnowledgeBases().remove(BOB, base.id())).isFalse();
        assertThat(scene.app.manageKnowledgeBases().remove(ANN, base.id())).isTrue();

        assertThat(found("refunds")).isEmpty();
        assertThat(scene.memory.blobs().size()).isZero();
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> scene.find(document));
    }

    private void parse(Document document) {
        scene.app.manageDocuments().parse(ANN, base.id(), document.id());
    }

    private List<String> found(String words) {
        var query = new ChunkQuery(words, Optional.empty(), Set.of(base.id()), Optional.empty(), 50);
        try (Matches met = scene.memory.index().search(query)) {
            return met.load(met.all()).stream()
                    .map(Candidate::chunk)
                    .map(Chunk::content)
                    .toList();
        }
    }

    private List<Chunk> chunks(Document document) {
        return scene.app
                .manageChunks()
                .list(ANN, base.id(), document.id(), ChunkFilter.of(""), 0, 1_000)
                .items();
    }

    private List<String> contents(Document document) {
        return chunks(document).stream().map(Chunk::content).toList();
    }

    private void use(InMemoryPorts memory) {
        scene.close();
        scene = new Scene(memory);
        base = scene.knowledgeBase("Handbook");
    }

    private static Section section(String text) {
        return new Section(Section.Kind.PLAIN, text, Optional.empty());
    }

    private static String words(String word, int count) {
        return IntStream.range(0, count).mapToObj(i -> word).collect(Collectors.joining(" "));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts this", e);
        }
    }
}
