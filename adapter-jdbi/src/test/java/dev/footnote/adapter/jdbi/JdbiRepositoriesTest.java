package dev.footnote.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.Share;
import dev.footnote.domain.identity.ApiToken;
import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.Tenant;
import dev.footnote.domain.identity.User;
import dev.footnote.domain.identity.UserId;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentFilter;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Metadata;
import dev.footnote.domain.knowledge.Parsing;
import dev.footnote.domain.knowledge.Position;
import dev.footnote.ports.store.StoreException;
import dev.footnote.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiRepositoriesTest {

    private static final UserId AUTHOR = new UserId("author");

    private final Database database;
    private final JdbiDialogRepository dialogs;
    private final JdbiKnowledgeBaseRepository knowledgeBases;
    private final JdbiDocumentRepository documents;
    private final JdbiChunkRepository chunks;

    JdbiRepositoriesTest(Database database) {
        this.database = database;
        this.dialogs = new JdbiDialogRepository(database);
        this.knowledgeBases = new JdbiKnowledgeBaseRepository(database);
        this.documents = new JdbiDocumentRepository(database);
        this.chunks = new JdbiChunkRepository(database);
    }

    @Test
    void keepsEveryFieldOfADialog() {
        Dialog dialog = Samples.dialog(Samples.OURS, List.of(new KnowledgeBaseId("a")));
        dialogs.add(dialog);
        assertThat(dialogs.find(Samples.OURS, dialog.id())).contains(dialog);

        Dialog changed = dialog.with(Samples.dialog(Samples.OURS, List.of()).settings(), Samples.AT.plusSeconds(9));
        assertThat(dialogs.save(changed)).isTrue();
        assertThat(dialogs.find(Samples.OURS, dialog.id())).contains(changed);
        assertThat(dialogs.find(Samples.THEIRS, dialog.id())).isEmpty();
        assertThat(dialogs.remove(Samples.OURS, dialog.id())).isTrue();
        assertThat(dialogs.remove(Samples.OURS, dialog.id())).isFalse();
    }

    @Test
    void comparesNamesIgnoringCase() {
        Dialog first = Samples.dialog(Samples.OURS, "Übung_1", List.of());
        Dialog second = Samples.dialog(Samples.OURS, "Other 100%", List.of());

        assertThat(dialogs.add(first)).isTrue();
        assertThat(dialogs.add(Samples.dialog(Samples.OURS, "üBUNG_1", List.of())))
                .isFalse();
        assertThat(dialogs.add(Samples.dialog(Samples.THEIRS, "Übung_1", List.of())))
                .isTrue();
        assertThat(dialogs.add(second)).isTrue();
        assertThat(dialogs.save(second.with(first.settings(), Samples.AT))).isFalse();

        assertThat(dialogs.list(Samples.OURS, named("ÜBUNG_1", "")).items()).containsExactly(first);
        assertThat(dialogs.list(Samples.OURS, keywords("g_1")).items()).containsExactly(first);
        assertThat(dialogs.list(Samples.OURS, keywords("0%")).items()).containsExactly(second);
        assertThat(dialogs.list(Samples.OURS, keywords("_0")).items()).isEmpty();
    }

    @Test
    void goesOnInATransactionWhereANameWasRefused() {
        var transactions = new JdbiTransactions(database);
        Dialog first = Samples.dialog(Samples.OURS, List.of());
        Dialog second = Samples.dialog(Samples.OURS, List.of());

        boolean saved = transactions.inTransaction(() -> {
            dialogs.add(first);
            dialogs.add(second);
            return dialogs.save(second.with(first.settings(), Samples.AT));
        });

        assertThat(saved).isFalse();
        assertThat(dialogs.find(Samples.OURS, second.id())).contains(second);
    }

    @Test
    void undoesATransactionThatThrows() {
        var transactions = new JdbiTransactions(database);
        Dialog dialog = Samples.dialog(Samples.OURS, List.of());

        assertThatIllegalStateException()
                .isThrownBy(() -> transactions.inTransaction(() -> transactions.inTransaction(() -> {
                    dialogs.add(dialog);
                    throw new IllegalStateException("no");
                })));

        assertThat(dialogs.find(Samples.OURS, dialog.id())).isEmpty();
    }

    @Test
    void keepsEveryFieldOfAKnowledgeBaseAndCountsItsSize() {
        KnowledgeBase base = addKnowledgeBase();
        Document first = document(base, new DocumentStatus.Ready());
        Document second = document(base, new DocumentStatus.Failed("why"));
        documents.add(first);
        documents.add(second);

        var counted = new KnowledgeBase(
                base.id(),
                base.tenant(),
                AUTHOR,
                base.settings(),
                new KnowledgeBase.Size(2, 14, 200),
                Samples.AT,
                Samples.AT);
        assertThat(knowledgeBases.find(Samples.OURS, base.id())).contains(counted);
        assertThat(knowledgeBases.findAll(Samples.THEIRS, Set.of(base.id()))).isEmpty();
        assertThat(knowledgeBases.list(Samples.OURS, Listing.ALL).items()).contains(counted);
    }

    @Test
    void opensAConversationWithTheKnowledgeBasesInTheOrderOfTheDialog() {
        KnowledgeBase first = addKnowledgeBase();
        KnowledgeBase second = addKnowledgeBase();
        Dialog dialog = Samples.dialog(Samples.OURS, List.of(second.id(), new KnowledgeBaseId("gone"), first.id()));
        dialogs.add(dialog);
        var conversations = new JdbiConversationRepository(database);
        var conversation = Samples.conversation(dialog);
        conversations.add(conversation);

        assertThat(conversations
                        .open(Samples.OURS, dialog.id(), conversation.id(), 10)
                        .orElseThrow()
                        .knowledgeBases())
                .containsExactly(second, first);
    }

    @Test
    void keepsEveryFieldOfADocument() {
        KnowledgeBase base = addKnowledgeBase();
        for (DocumentStatus status : List.of(
                new DocumentStatus.Uploaded(),
                new DocumentStatus.Running(0.25),
                new DocumentStatus.Ready(),
                new DocumentStatus.Failed("why"),
                new DocumentStatus.Cancelled())) {
            Document document = document(base, status);
            assertThat(documents.add(document)).isTrue();
            assertThat(documents.find(Samples.OURS, base.id(), document.id())).contains(document);
            assertThat(documents.report(Samples.OURS, document.id(), Parsing.NONE))
                    .isTrue();
            assertThat(documents.find(Samples.OURS, base.id(), document.id()).map(Document::parsing))
                    .contains(Parsing.NONE);
            assertThat(documents.named(Samples.OURS, base.id(), document.name().toUpperCase(java.util.Locale.ROOT)))
                    .isTrue();
        }
        Document running = document(base, new DocumentStatus.Running(0));
        documents.add(running);
        assertThat(documents.running()).containsExactly(running);
        assertThat(documents.remove(Samples.OURS, base.id(), running.id())).isTrue();
        assertThat(documents.list(Samples.OURS, base.id(), Listing.ALL).total()).isEqualTo(5);
    }

    @Test
    void choosesDocumentsBeforeItCountsAndCutsPages() {
        KnowledgeBase base = addKnowledgeBase();
        Document ready = document(base, new DocumentStatus.Ready());
        Document failed = document(base, new DocumentStatus.Failed("why"));
        Document text = document(base, new DocumentStatus.Ready())
                .with("notes.TXT", ready.chunking(), ready.parser(), true, Metadata.NONE, Samples.AT);
        List.of(ready, failed, text).forEach(documents::add);

        assertThat(chosen(base, filter(Optional.of(Set.of(DocumentStatus.Kind.READY)), Optional.empty())))
                .containsExactlyInAnyOrder(ready.id(), text.id());
        assertThat(chosen(base, filter(Optional.empty(), Optional.of(Set.of("txt")))))
                .containsExactly(text.id());
        assertThat(chosen(base, filter(Optional.of(Set.of()), Optional.empty())))
                .isEmpty();
        assertThat(chosen(base, DocumentFilter.ALL.among(Set.of(failed.id())))).containsExactly(failed.id());
        assertThat(chosen(base, between(Samples.AT, Samples.AT))).hasSize(3);
        assertThat(chosen(base, between(Samples.AT.plusSeconds(1), Samples.AT.plusSeconds(9))))
                .isEmpty();
        assertThat(documents
                        .list(
                                Samples.OURS,
                                base.id(),
                                new Listing(Optional.empty(), "", Listing.Order.NAME, false, 0, 1),
                                filter(Optional.of(Set.of(DocumentStatus.Kind.READY)), Optional.empty()))
                        .total())
                .isEqualTo(2);
        assertThat(documents.metadata(Samples.OURS, base.id()))
                .containsEntry(ready.id(), ready.metadata())
                .containsEntry(text.id(), Metadata.NONE);
        assertThat(documents.metadata(Samples.THEIRS, base.id())).isEmpty();
    }

    private List<DocumentId> chosen(KnowledgeBase base, DocumentFilter filter) {
        return documents.list(Samples.OURS, base.id(), Listing.ALL, filter).items().stream()
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

    @Test
    void addsToTheCountsOfADocument() {
        KnowledgeBase base = addKnowledgeBase();
        Document document = document(base, new DocumentStatus.Ready());
        documents.add(document);

        assertThat(documents.count(Samples.OURS, document.id(), 1, 9)).isTrue();
        assertThat(documents.count(Samples.OURS, document.id(), -3, -200)).isTrue();
        assertThat(documents.count(Samples.THEIRS, document.id(), 1, 1)).isFalse();

        Parsing counted = documents
                .find(Samples.OURS, base.id(), document.id())
                .orElseThrow()
                .parsing();
        assertThat(counted.chunks()).isEqualTo(5);
        assertThat(counted.tokens()).isZero();
    }

    @Test
    void findsShowsAndHidesChunks() {
        KnowledgeBase base = addKnowledgeBase();
        Document document = document(base, new DocumentStatus.Ready());
        documents.add(document);
        Chunk first = chunk(document, 0, "Chunk test 1");
        Chunk second = chunk(document, 1, "chunk test 10; a (b+c)* d");
        chunks.add(Samples.OURS, document.id(), List.of(first, second));

        assertThat(chunks.find(Samples.OURS, first.id())).contains(first);
        assertThat(chunks.find(Samples.THEIRS, first.id())).isEmpty();
        assertThat(chunks.list(Samples.OURS, document.id(), "1", 0, 10).items()).containsExactly(first);
        assertThat(chunks.list(Samples.OURS, document.id(), "(b+c)*", 0, 10).items())
                .containsExactly(second);
        assertThat(chunks.list(Samples.OURS, document.id(), "REPORT", 0, 10).total())
                .isEqualTo(2);
        assertThat(chunks.list(Samples.OURS, document.id(), "repo", 0, 10).total())
                .isZero();

        assertThat(chunks.setAvailable(Samples.OURS, document.id(), Set.of(first.id(), new ChunkId("x")), true))
                .containsExactly(first.id());
        assertThat(chunks.find(Samples.OURS, first.id()).orElseThrow().available())
                .isTrue();
        assertThat(chunks.find(Samples.OURS, second.id()).orElseThrow().available())
                .isFalse();
        assertThat(chunks.setAllAvailable(Samples.THEIRS, document.id(), true)).isEmpty();
        assertThat(chunks.setAllAvailable(Samples.OURS, document.id(), true))
                .containsExactlyInAnyOrder(first.id(), second.id());
    }

    @Test
    void keepsEveryFieldOfAChunkAndRemovesItWithItsKnowledgeBase() {
        KnowledgeBase base = addKnowledgeBase();
        Document document = document(base, new DocumentStatus.Ready());
        documents.add(document);
        Chunk first = chunk(document, 0, "An Apple a day");
        Chunk second = chunk(document, 1, "50% of pears");

        chunks.add(Samples.THEIRS, document.id(), List.of(first));
        assertThat(chunks.list(Samples.OURS, document.id(), "", 0, 10).items()).isEmpty();
        chunks.add(Samples.OURS, document.id(), List.of(first, second, first));
        chunks.add(Samples.OURS, document.id(), List.of(second));

        assertThat(chunks.find(Samples.OURS, base.id(), first.id())).contains(first);
        assertThat(chunks.list(Samples.OURS, document.id(), "", 0, 10).items()).containsExactly(first, second);
        assertThat(chunks.list(Samples.OURS, document.id(), " plum  apple ", 0, 10)
                        .items())
                .containsExactly(first);
        assertThat(chunks.list(Samples.OURS, document.id(), "50%", 0, 10).items())
                .containsExactly(second);
        assertThat(chunks.list(Samples.OURS, document.id(), "", 1, 1).total()).isEqualTo(2);
        assertThat(chunks.remove(Samples.OURS, document.id(), Set.of(first.id(), new ChunkId("unknown"))))
                .containsExactly(first.id());

        assertThat(knowledgeBases.remove(Samples.OURS, base.id())).isTrue();
        assertThat(documents.find(Samples.OURS, base.id(), document.id())).isEmpty();
        assertThat(chunks.find(Samples.OURS, base.id(), second.id())).isEmpty();
        assertThat(documents.add(document)).isFalse();
    }

    @Test
    void keepsWhatAShareTokenOpensWhileThatIsThere() {
        var tokens = new JdbiApiTokenRepository(database);
        var dialogs = new JdbiDialogRepository(database);
        Dialog dialog = Samples.dialog(Samples.OURS, List.of());
        dialogs.add(dialog);
        tokens.add(new ApiToken(Samples.OURS, "account key", "account share", Samples.AT));

        tokens.addShare(new ApiToken(Samples.OURS, "chat key", "chat share", Samples.AT), dialog.id());

        assertThat(tokens.findByHash("chat key")).isPresent();
        assertThat(tokens.findShare("chat share")).contains(new Share(Samples.OURS, Optional.of(dialog.id())));
        assertThat(tokens.findShare("account share")).contains(new Share(Samples.OURS, Optional.empty()));
        assertThat(tokens.findShare("chat key")).isEmpty();
        dialogs.remove(Samples.OURS, dialog.id());
        assertThat(tokens.findShare("chat share")).contains(new Share(Samples.OURS, Optional.empty()));
    }

    @Test
    void keepsTenantsUsersSessionsAndTokens() {
        var tenants = new JdbiTenantRepository(database);
        var users = new JdbiUserRepository(database);
        var tokens = new JdbiApiTokenRepository(database);
        var tenant = new Tenant(Samples.OURS, "Ours", new Tenant.DefaultModels("a", "b", "c", "d", "e"));
        var user = new User(
                AUTHOR, new Email("Ann@example.org"), "Ann", Optional.of("hash"), true, Samples.AT, Samples.AT);
        var gone = new User(
                new UserId("gone"), new Email("b@example.org"), "", Optional.empty(), false, Samples.AT, Samples.AT);
        var token = new ApiToken(Samples.OURS, "key", "share", Samples.AT);

        tenants.add(tenant);
        assertThat(tenants.find(Samples.OURS)).contains(tenant);
        assertThat(users.add(user)).isTrue();
        assertThat(users.add(gone)).isTrue();
        assertThat(users.add(new User(
                        new UserId("c"),
                        new Email("ann@EXAMPLE.org"),
                        "",
                        Optional.empty(),
                        true,
                        Samples.AT,
                        Samples.AT)))
                .isFalse();
        assertThat(users.find(gone.id())).contains(gone);
        assertThat(users.findByEmail(new Email("ANN@example.org"))).contains(user);
        users.addSession(AUTHOR, "one", Samples.AT);
        users.addSession(gone.id(), "two", Samples.AT);
        assertThat(users.findBySession("one")).contains(user);
        assertThat(users.findBySession("two")).isEmpty();
        assertThat(users.removeSession("one")).isTrue();
        assertThat(users.findBySession("one")).isEmpty();
        tokens.add(token);
        assertThat(tokens.findByHash("key")).contains(token);
        assertThat(tokens.remove(Samples.THEIRS, "key")).isFalse();
        assertThat(tokens.remove(Samples.OURS, "key")).isTrue();
    }

    @Test
    void replacesWhatCannotBeStored() {
        Dialog dialog = Samples.dialog(Samples.OURS, "nul\0 high\uD83D low\uDE00 both\uD83D\uDE00", List.of());

        assertThat(dialogs.add(dialog)).isTrue();

        assertThat(dialogs.find(Samples.OURS, dialog.id())
                        .orElseThrow()
                        .settings()
                        .name())
                .isEqualTo("nul\uFFFD high\uFFFD low\uFFFD both\uD83D\uDE00");
        assertThat(dialogs.list(Samples.OURS, named("nul\0 high\uD83D low\uDE00 both\uD83D\uDE00", ""))
                        .total())
                .isEqualTo(1);
    }

    @Test
    void saysWhenTheDatabaseCannotBeUsed() {
        new DatabaseProbe(database).check();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Database.open("jdbc:postgresql://127.0.0.1:1/none", "a", "b", 1));
    }

    private KnowledgeBase addKnowledgeBase() {
        var settings = new KnowledgeBase.Settings(
                "Base " + Samples.id(),
                Optional.of("avatar"),
                Optional.empty(),
                "English",
                "model@factory",
                KnowledgeBase.Permission.TEAM,
                new Chunking.General(100, "\n`##`", 10),
                new ClientSettings(Map.of("raptor", Map.of("use", false))),
                3);
        var base = new KnowledgeBase(
                new KnowledgeBaseId(Samples.id()),
                Samples.OURS,
                AUTHOR,
                settings,
                KnowledgeBase.Size.EMPTY,
                Samples.AT,
                Samples.AT);
        assertThat(knowledgeBases.add(base)).isTrue();
        return base;
    }

    private static Document document(KnowledgeBase base, DocumentStatus status) {
        return new Document(
                new DocumentId(Samples.id()),
                Samples.OURS,
                base.id(),
                AUTHOR,
                "report.pdf",
                1234,
                new Chunking.Unavailable("paper"),
                new ClientSettings(Map.of("pages", List.of(1, 2))),
                true,
                new Metadata(new ClientSettings(Map.of("year", 2025, "people", List.of("Ann", "Bob")))),
                new Parsing(status, "03:04:05 begun", Optional.of(Samples.AT), Duration.ofNanos(1_500_000_001), 7, 100),
                Samples.AT,
                Samples.AT);
    }

    private static Chunk chunk(Document document, int order, String content) {
        return new Chunk(
                new ChunkId(Samples.id()),
                document.knowledgeBase(),
                document.id(),
                document.name(),
                content,
                List.of("key"),
                List.of("why?", "how?"),
                List.of(new Position(1, 2, 3, 4, 5)),
                6,
                false,
                order,
                Samples.AT);
    }

    private static Listing named(String name, String keywords) {
        return new Listing(Optional.of(name), keywords, Listing.Order.NAME, false, 0, 10);
    }

    private static Listing keywords(String keywords) {
        return new Listing(Optional.empty(), keywords, Listing.Order.UPDATED, false, 0, 10);
    }
}
