package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.identity.Member;
import dev.footnote.domain.identity.Tenant;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.User;
import dev.footnote.domain.identity.UserId;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.Contents;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentFilter;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Metadata;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.domain.knowledge.Parsing;
import dev.footnote.ports.store.DocumentRepository;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link DocumentRepository} promises. */
public abstract class DocumentRepositoryContract extends StoreContract {

    private final TenantId ours = Samples.tenant();
    private final TenantId theirs = Samples.tenant();
    private final KnowledgeBase base = Samples.knowledgeBase(ours);
    private final KnowledgeBase other = Samples.knowledgeBase(ours);
    private DocumentRepository documents;

    @BeforeEach
    void addKnowledgeBases() {
        documents = documents();
        knowledgeBases().add(base);
        knowledgeBases().add(other);
    }

    static Stream<DocumentStatus> states() {
        return Stream.of(
                new DocumentStatus.Uploaded(),
                new DocumentStatus.Running(0.25),
                new DocumentStatus.Ready(),
                new DocumentStatus.Failed("why"),
                new DocumentStatus.Cancelled());
    }

    @ParameterizedTest
    @MethodSource("states")
    void keepsEveryFieldInEveryState(DocumentStatus status) {
        Document document = add("report.pdf", status);

        assertThat(documents.find(ours, base.id(), document.id())).contains(document);

        assertThat(documents.report(ours, document.id(), Parsing.NONE)).isTrue();
        assertThat(documents.find(ours, base.id(), document.id()).map(Document::parsing))
                .contains(Parsing.NONE);
        assertThat(documents.report(ours, document.id(), document.parsing())).isTrue();
        assertThat(documents.find(ours, base.id(), document.id())).contains(document);
    }

    @Test
    void keepsWhereADocumentComesFrom() {
        Document file = add("report.pdf", new DocumentStatus.Ready());
        var empty = new Document(
                new DocumentId("made" + file.id().value()),
                ours,
                base.id(),
                file.createdBy(),
                Document.Origin.NONE,
                "notes",
                0,
                file.chunking(),
                file.parser(),
                true,
                Metadata.NONE,
                Parsing.NONE,
                Samples.AT,
                Samples.AT);
        documents.add(empty);

        assertThat(documents.save(empty)).isTrue();
        assertThat(documents.report(ours, empty.id(), Parsing.NONE)).isTrue();

        assertThat(documents.find(ours, base.id(), empty.id())).contains(empty);
    }

    @Test
    void findsDocumentsOfSeveralKnowledgeBasesAtOnce() {
        Document one = add("one.pdf", new DocumentStatus.Ready());
        Document two = Samples.document(other, new DocumentStatus.Uploaded());
        documents.add(two);
        add("three.pdf", new DocumentStatus.Ready());
        var wanted = Set.of(one.id(), two.id(), new DocumentId("unknown"));

        assertThat(documents.findAll(ours, wanted)).containsExactlyInAnyOrder(one, two);
        assertThat(documents.findAll(theirs, wanted)).isEmpty();
        assertThat(documents.findAll(ours, Set.of())).isEmpty();
    }

    @Test
    void findsByTheirIdsWhatATeamShares() {
        TenantId owner = registered();
        TenantId guest = registered();
        KnowledgeBase shared = Samples.knowledgeBase(owner);
        knowledgeBases().add(shared);
        Document document = Samples.document(shared, new DocumentStatus.Ready());
        documents.add(document);
        var member = new Member(Samples.id(), owner, new UserId(guest.value()), Member.Role.INVITED, Samples.AT);

        members().add(member);
        assertThat(documents.findAll(guest, Set.of(document.id()))).isEmpty();
        members().save(member.with(Member.Role.NORMAL, Samples.AT));
        assertThat(documents.findAll(guest, Set.of(document.id()))).containsExactly(document);
    }

    private TenantId registered() {
        User user = Samples.user("team-" + Samples.id());
        users().add(user);
        tenants().add(new Tenant(user.id().ownTenant(), "Team", Tenant.DefaultModels.NONE));
        return user.id().ownTenant();
    }

    @Test
    void keepsATableOfContents() {
        Document document = add("one.pdf", new DocumentStatus.Ready());
        var contents = new Contents(List.of(
                new Contents.Entry(1, "Whales", List.of(new ChunkId("a"), new ChunkId("b"))),
                new Contents.Entry(2, "Krill", List.of())));

        assertThat(documents.contents(ours, document.id())).isEqualTo(Contents.NONE);
        assertThat(documents.outline(theirs, document.id(), contents)).isFalse();
        assertThat(documents.outline(ours, document.id(), contents)).isTrue();
        assertThat(documents.contents(ours, document.id())).isEqualTo(contents);
        assertThat(documents.contents(theirs, document.id())).isEqualTo(Contents.NONE);
        assertThat(documents.find(ours, base.id(), document.id())).contains(document);
    }

    @Test
    void addsUpTheLengthsOfFiles() {
        add("one.pdf", new DocumentStatus.Ready());
        add("two.pdf", new DocumentStatus.Ready());

        assertThat(documents.bytes(ours)).isEqualTo(Map.of(base.id(), 2468L));
        assertThat(documents.bytes(theirs)).isEmpty();
    }

    @Test
    void savesWhatAnOwnerCanChangeAndLeavesTheRest() {
        Document document = add("report.pdf", new DocumentStatus.Ready());
        Document wanted = Samples.document(other, "new.txt", Samples.AT.plusSeconds(9), new DocumentStatus.Uploaded());
        Document changed = document.with(
                "new.txt",
                base.settings().chunking(),
                base.settings().parser(),
                false,
                Metadata.NONE,
                Samples.AT.plusSeconds(9));

        assertThat(documents.save(changed)).isTrue();

        assertThat(documents.find(ours, base.id(), document.id())).contains(changed);
        assertThat(documents.save(wanted)).isFalse();
        assertThat(documents.report(ours, wanted.id(), Parsing.NONE)).isFalse();
    }

    @Test
    void hidesADocumentFromOtherTenantsAndKnowledgeBases() {
        Document document = add("report.pdf", new DocumentStatus.Ready());

        assertThat(documents.find(theirs, base.id(), document.id())).isEmpty();
        assertThat(documents.find(ours, other.id(), document.id())).isEmpty();
        assertThat(documents.list(theirs, base.id(), Listing.ALL)).isEqualTo(new Page<>(List.of(), 0));
        assertThat(documents.list(ours, other.id(), Listing.ALL)).isEqualTo(new Page<>(List.of(), 0));
        assertThat(documents.named(theirs, base.id(), "report.pdf")).isFalse();
        assertThat(documents.report(theirs, document.id(), Parsing.NONE)).isFalse();
        assertThat(documents.remove(theirs, base.id(), document.id())).isFalse();
        assertThat(documents.remove(ours, other.id(), document.id())).isFalse();
        assertThat(documents.find(ours, base.id(), document.id())).contains(document);
    }

    @Test
    void addsOnlyToAKnowledgeBaseOfTheTenant() {
        Document foreign = Samples.document(Samples.knowledgeBase(ours), new DocumentStatus.Ready());

        assertThat(documents.add(foreign)).isFalse();
        assertThat(documents.add(Samples.document(stolen(), new DocumentStatus.Ready())))
                .isFalse();
    }

    @Test
    void knowsNamesIgnoringCase() {
        add("Übung.pdf", new DocumentStatus.Ready());

        assertThat(documents.named(ours, base.id(), "üBUNG.PDF")).isTrue();
        assertThat(documents.named(ours, base.id(), "Übung")).isFalse();
        assertThat(documents.named(ours, other.id(), "Übung.pdf")).isFalse();
    }

    @Test
    void listsAPartInOrder() {
        Document second = Samples.document(base, "b.pdf", Samples.AT.plusSeconds(1), new DocumentStatus.Ready());
        Document first = Samples.document(base, "a.pdf", Samples.AT.plusSeconds(2), new DocumentStatus.Ready());
        Document text = Samples.document(base, "c.txt", Samples.AT.plusSeconds(3), new DocumentStatus.Ready());
        Stream.of(second, first, text).forEach(documents::add);

        assertThat(documents.list(ours, base.id(), Listing.ALL)).isEqualTo(new Page<>(List.of(text, first, second), 3));
        assertThat(documents.list(
                        ours, base.id(), new Listing(Optional.empty(), ".PDF", Listing.Order.NAME, false, 1, 5)))
                .isEqualTo(new Page<>(List.of(second), 2));
    }

    @Test
    void findsThoseThatWereBeingParsedOfAllTenants() {
        Document running = add("a.pdf", new DocumentStatus.Running(0));
        add("b.pdf", new DocumentStatus.Ready());
        KnowledgeBase elsewhere = Samples.knowledgeBase(theirs);
        knowledgeBases().add(elsewhere);
        Document their = Samples.document(elsewhere, new DocumentStatus.Running(0.5));
        documents.add(their);

        assertThat(documents.running())
                .filteredOn(document -> Stream.of(ours, theirs).anyMatch(document.tenant()::equals))
                .containsExactlyInAnyOrder(running, their);
    }

    @Test
    void removesADocumentWithItsChunks() {
        Document document = add("a.pdf", new DocumentStatus.Ready());
        var chunk = Samples.chunk(document, 0, "text");
        chunks().add(ours, document.id(), List.of(chunk));

        assertThat(documents.remove(ours, base.id(), document.id())).isTrue();
        assertThat(documents.remove(ours, base.id(), document.id())).isFalse();

        assertThat(chunks().find(ours, base.id(), chunk.id())).isEmpty();
        assertThat(documents.report(ours, document.id(), Parsing.NONE)).isFalse();
        assertThat(documents.find(ours, base.id(), new DocumentId("gone"))).isEmpty();
    }

    @Test
    void choosesDocumentsBeforeItCountsAndCutsPages() {
        Document ready = add("report.pdf", new DocumentStatus.Ready());
        Document failed = add("report.pdf", new DocumentStatus.Failed("why"));
        Document text = add("notes.TXT", new DocumentStatus.Ready());
        var readyOnes = filter(Optional.of(Set.of(DocumentStatus.Kind.READY)), Optional.empty());

        assertThat(chosen(readyOnes)).containsExactlyInAnyOrder(ready.id(), text.id());
        assertThat(chosen(filter(Optional.empty(), Optional.of(Set.of("txt"))))).containsExactly(text.id());
        assertThat(chosen(filter(Optional.of(Set.of()), Optional.empty()))).isEmpty();
        assertThat(chosen(DocumentFilter.ALL.among(Set.of(failed.id())))).containsExactly(failed.id());
        assertThat(chosen(between(Samples.AT, Samples.AT))).hasSize(3);
        assertThat(chosen(between(Samples.AT.plusSeconds(1), Samples.AT.plusSeconds(9))))
                .isEmpty();
        assertThat(documents
                        .list(
                                ours,
                                base.id(),
                                new Listing(Optional.empty(), "", Listing.Order.NAME, false, 0, 1),
                                readyOnes)
                        .total())
                .isEqualTo(2);
    }

    @Test
    void tellsWhatIsNotedOfEachDocument() {
        Document document = add("report.pdf", new DocumentStatus.Ready());
        Document plain = add("notes.txt", new DocumentStatus.Ready());
        documents.save(plain.with(plain.name(), plain.chunking(), plain.parser(), true, Metadata.NONE, Samples.AT));

        assertThat(documents.metadata(ours, base.id()))
                .isEqualTo(Map.of(document.id(), document.metadata(), plain.id(), Metadata.NONE));
        assertThat(documents.metadata(theirs, base.id())).isEmpty();
    }

    @Test
    void addsToTheCountsOfADocument() {
        Document document = add("report.pdf", new DocumentStatus.Ready());

        assertThat(documents.count(ours, document.id(), 1, 9)).isTrue();
        assertThat(documents.count(ours, document.id(), -3, -200)).isTrue();
        assertThat(documents.count(theirs, document.id(), 1, 1)).isFalse();

        Parsing counted =
                documents.find(ours, base.id(), document.id()).orElseThrow().parsing();
        assertThat(counted.chunks()).isEqualTo(5);
        assertThat(counted.tokens()).isZero();
    }

    private List<DocumentId> chosen(DocumentFilter filter) {
        return documents.list(ours, base.id(), Listing.ALL, filter).items().stream()
                .map(Document::id)
                .toList();
    }

    private static DocumentFilter filter(Optional<Set<DocumentStatus.Kind>> statuses, Optional<Set<String>> suffixes) {
        return new DocumentFilter(Optional.empty(), statuses, suffixes, Optional.empty(), Optional.empty());
    }

    private static DocumentFilter between(Instant from, Instant to) {
        return new DocumentFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(from), Optional.of(to));
    }

    private Document add(String name, DocumentStatus status) {
        Document document = Samples.document(base, name, Samples.AT, status);
        assertThat(documents.add(document)).isTrue();
        return document;
    }

    /** Our knowledge base, as another tenant would name it. */
    private KnowledgeBase stolen() {
        return new KnowledgeBase(
                base.id(), theirs, base.createdBy(), base.settings(), base.size(), Samples.AT, Samples.AT);
    }
}
