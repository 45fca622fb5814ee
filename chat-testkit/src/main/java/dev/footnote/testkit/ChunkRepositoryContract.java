package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkFilter;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.domain.knowledge.Tags;
import dev.footnote.ports.store.ChunkRepository;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ChunkRepository} promises. */
public abstract class ChunkRepositoryContract extends StoreContract {

    private final TenantId ours = Samples.tenant();
    private final TenantId theirs = Samples.tenant();
    private final KnowledgeBase base = Samples.knowledgeBase(ours);
    private final Document document = Samples.document(base, new DocumentStatus.Ready());
    private final Chunk apple = Samples.chunk(document, 1, "An Apple a day");
    private final Chunk pears = Samples.chunk(document, 0, "50% of pears");
    private ChunkRepository chunks;

    @BeforeEach
    void addADocument() {
        chunks = chunks();
        knowledgeBases().add(base);
        documents().add(document);
    }

    @Test
    void keepsEveryFieldInTheDocumentsOrder() {
        chunks.add(ours, document.id(), List.of(apple, pears));

        assertThat(chunks.find(ours, base.id(), apple.id())).contains(apple);
        assertThat(list("")).isEqualTo(new Page<>(List.of(pears, apple), 2));
        assertThat(chunks.list(ours, document.id(), "", 1, 5)).isEqualTo(new Page<>(List.of(apple), 2));
        assertThat(chunks.list(ours, document.id(), "", 0, 0)).isEqualTo(new Page<>(List.of(), 2));
    }

    @Test
    void findsThoseOfManyThatAreOurs() {
        chunks.add(ours, document.id(), List.of(apple, pears));
        var elsewhere = new DocumentId("elsewhere");
        Map<DocumentId, Set<ChunkId>> wanted = Map.of(
                document.id(), Set.of(apple.id(), pears.id(), new ChunkId("none")), elsewhere, Set.of(apple.id()));

        assertThat(chunks.findAll(ours, wanted)).containsExactlyInAnyOrder(apple, pears);
        assertThat(chunks.findAll(ours, Map.of(document.id(), Set.of(pears.id()))))
                .containsExactly(pears);
        assertThat(chunks.findAll(theirs, wanted)).isEmpty();
        assertThat(chunks.findAll(ours, Map.of())).isEmpty();
    }

    @Test
    void replacesAChunkOfTheSameId() {
        var other = new Chunk(
                apple.id(),
                base.id(),
                document.id(),
                document.name(),
                "A plum",
                List.of(),
                List.of(),
                List.of(),
                1,
                true,
                5,
                Samples.AT.plusSeconds(1));

        chunks.add(ours, document.id(), List.of(apple, apple));
        chunks.add(ours, document.id(), List.of(other));

        assertThat(list("")).isEqualTo(new Page<>(List.of(other), 1));
    }

    @Test
    void knowsAParentByItsIdAlone() {
        Chunk whole = pears.below(pears.id());
        Chunk part = apple.below(whole.id());
        chunks.add(ours, document.id(), List.of(whole, part));

        assertThat(chunks.find(ours, base.id(), whole.id())).contains(whole);
        assertThat(chunks.findAll(ours, Map.of(document.id(), Set.of(whole.id(), part.id()))))
                .containsExactlyInAnyOrder(whole, part);
        assertThat(list("")).isEqualTo(new Page<>(List.of(part), 1));
        assertThat(chunks.setAllAvailable(ours, document.id(), true)).containsExactly(part.id());
        assertThat(chunks.setAvailable(ours, document.id(), Set.of(whole.id(), part.id()), false))
                .containsExactly(part.id());
        chunks.removeAll(ours, document.id());
        assertThat(chunks.find(ours, base.id(), whole.id())).isEmpty();
    }

    @Test
    void keepsTagsAndCountsThem() {
        var tags = new Tags(List.of("fruit", "doctor", "fruit"), Map.of("health", 2.5, "old.saw", 0.0));
        Chunk tagged = apple.tagged(tags);
        Chunk weighed = Samples.chunk(document, 3, "plums").tagged(new Tags(List.of(), Map.of("fruit", 1.0)));
        Chunk whole = Samples.chunk(document, 4, "a whole").tagged(Tags.named(List.of("fruit")));
        chunks.add(
                ours,
                document.id(),
                List.of(tagged, pears.tagged(Tags.named(List.of("fruit"))), weighed, whole.below(whole.id())));

        assertThat(chunks.find(ours, base.id(), apple.id())).contains(tagged);
        assertThat(chunks.find(ours, weighed.id())).contains(weighed);
        assertThat(chunks.tags(ours, base.id())).isEqualTo(Map.of("fruit", 2, "doctor", 1));
        assertThat(chunks.tagged(ours, base.id(), Set.of("doctor", "unknown"))).containsExactly(tagged);
        assertThat(chunks.tagged(ours, base.id(), Set.of("fruit")))
                .extracting(Chunk::id)
                .containsExactlyInAnyOrder(apple.id(), pears.id());
        assertThat(chunks.tagged(ours, base.id(), Set.of("health"))).isEmpty();
        assertThat(list("doctor").items()).isEmpty();

        chunks.add(ours, document.id(), List.of(apple));
        assertThat(chunks.tags(ours, base.id())).isEqualTo(Map.of("fruit", 1));
    }

    @Test
    void tellsNobodysTagsToOthers() {
        chunks.add(ours, document.id(), List.of(apple.tagged(Tags.named(List.of("fruit")))));

        assertThat(chunks.tags(theirs, base.id())).isEmpty();
        assertThat(chunks.tagged(theirs, base.id(), Set.of("fruit"))).isEmpty();
        assertThat(chunks.tags(ours, new KnowledgeBaseId("other"))).isEmpty();
    }

    @Test
    void leavesWhatWasWrittenByHandWhenTheRestIsRemoved() {
        Chunk written = pears.writtenByHand();
        chunks.add(ours, document.id(), List.of(apple, written));
        Chunk whole = Samples.chunk(document, 4, "a whole");
        chunks.add(ours, document.id(), List.of(whole.below(whole.id())));

        assertThat(chunks.list(ours, document.id(), ChunkFilter.BY_HAND, 0, 10))
                .isEqualTo(new Page<>(List.of(written), 1));
        assertThat(chunks.removeCut(theirs, document.id())).isZero();
        assertThat(chunks.removeCut(ours, document.id())).isEqualTo(2);
        assertThat(list("")).isEqualTo(new Page<>(List.of(written), 1));
        assertThat(chunks.find(ours, whole.id())).isEmpty();
    }

    @Test
    void listsThoseWithOneOfTheWords() {
        chunks.add(ours, document.id(), List.of(apple, pears));

        assertThat(list(" plum  aPPLE ").items()).containsExactly(apple);
        assertThat(list("apple PEARS").items()).containsExactly(pears, apple);
        assertThat(list("50%").items()).containsExactly(pears);
        assertThat(list("REPORT").items()).containsExactly(pears, apple);
        assertThat(list("repo").items()).isEmpty();
    }

    @Test
    void namesTheDocumentAsItIsCalledNow() {
        chunks.add(ours, document.id(), List.of(apple));
        documents()
                .save(document.with(
                        "renamed.pdf", document.chunking(), document.parser(), true, document.metadata(), Samples.AT));

        assertThat(chunks.find(ours, base.id(), apple.id()).map(Chunk::documentName))
                .contains("renamed.pdf");
    }

    @Test
    void hidesChunksFromOtherTenants() {
        chunks.add(theirs, document.id(), List.of(pears));
        chunks.add(ours, document.id(), List.of(apple));

        assertThat(list("").items()).containsExactly(apple);
        assertThat(chunks.find(theirs, base.id(), apple.id())).isEmpty();
        assertThat(chunks.find(ours, new KnowledgeBaseId("other"), apple.id())).isEmpty();
        assertThat(chunks.list(theirs, document.id(), "", 0, 10)).isEqualTo(new Page<>(List.of(), 0));
        assertThat(chunks.remove(theirs, document.id(), Set.of(apple.id()))).isEmpty();
        assertThat(chunks.removeAll(theirs, document.id())).isZero();
        assertThat(list("").items()).containsExactly(apple);
    }

    @Test
    void removesThoseThatTheDocumentHas() {
        Document second = Samples.document(base, new DocumentStatus.Ready());
        documents().add(second);
        Chunk elsewhere = Samples.chunk(second, 0, "elsewhere");
        chunks.add(ours, second.id(), List.of(elsewhere));
        chunks.add(ours, document.id(), List.of(apple, pears));

        assertThat(chunks.remove(ours, document.id(), Set.of(apple.id(), elsewhere.id(), new ChunkId("unknown"))))
                .containsExactly(apple.id());
        assertThat(list("").items()).containsExactly(pears);
        assertThat(chunks.removeAll(ours, document.id())).isEqualTo(1);
        assertThat(chunks.removeAll(ours, document.id())).isZero();
        assertThat(chunks.find(ours, base.id(), elsewhere.id())).contains(elsewhere);
    }

    @Test
    void readsNoWordAsAPattern() {
        Chunk one = Samples.chunk(document, 0, "Chunk test 1");
        Chunk ten = Samples.chunk(document, 1, "chunk test 10; a (b+c)* d");
        chunks.add(ours, document.id(), List.of(one, ten));

        assertThat(list("1").items()).containsExactly(one);
        assertThat(list("(b+c)*").items()).containsExactly(ten);
        assertThat(list(".*").items()).isEmpty();
    }

    @Test
    void findsAChunkWhereverTheTenantHasIt() {
        chunks.add(ours, document.id(), List.of(apple));

        assertThat(chunks.find(ours, apple.id())).contains(apple);
        assertThat(chunks.find(theirs, apple.id())).isEmpty();
    }

    @Test
    void showsAndHidesChunks() {
        chunks.add(ours, document.id(), List.of(apple, pears));

        assertThat(chunks.setAvailable(ours, document.id(), Set.of(apple.id(), new ChunkId("x")), true))
                .containsExactly(apple.id());
        assertThat(list("").items()).extracting(Chunk::available).containsExactly(false, true);
        assertThat(chunks.setAllAvailable(theirs, document.id(), true)).isEmpty();
        assertThat(chunks.setAllAvailable(ours, document.id(), true)).containsExactlyInAnyOrder(apple.id(), pears.id());
        assertThat(list("").items()).extracting(Chunk::available).containsExactly(true, true);
    }

    @Test
    void listsThoseThatCanBeFoundAndThoseThatCannot() {
        chunks.add(ours, document.id(), List.of(apple, pears));
        chunks.setAvailable(ours, document.id(), Set.of(apple.id()), true);

        assertThat(list(new ChunkFilter("", Optional.of(true)))).isEqualTo(new Page<>(List.of(found(apple)), 1));
        assertThat(list(new ChunkFilter("", Optional.of(false)))).isEqualTo(new Page<>(List.of(pears), 1));
        assertThat(list(new ChunkFilter("apple", Optional.of(false)))).isEqualTo(new Page<>(List.of(), 0));
    }

    private Page<Chunk> list(ChunkFilter filter) {
        return chunks.list(ours, document.id(), filter, 0, 10);
    }

    private static Chunk found(Chunk hidden) {
        return hidden.available(true);
    }

    private Page<Chunk> list(String keywords) {
        return chunks.list(ours, document.id(), keywords, 0, 10);
    }
}
