package dev.footnote.testkit.memory;

import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.dialog.Origin;
import dev.footnote.domain.identity.ApiToken;
import dev.footnote.domain.identity.AuditEntry;
import dev.footnote.domain.identity.ForeignIdentity;
import dev.footnote.domain.identity.Member;
import dev.footnote.domain.identity.Tenant;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.User;
import dev.footnote.domain.identity.UserId;
import dev.footnote.domain.knowledge.Attachment;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.Contents;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.EmbeddingChange;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.model.OwnModel;
import dev.footnote.domain.search.SearchApp;
import dev.footnote.domain.search.SearchAppId;
import dev.footnote.ports.runtime.AuditLog;
import dev.footnote.ports.runtime.HealthProbe;
import dev.footnote.ports.store.ApiTokenRepository;
import dev.footnote.ports.store.AttachmentRepository;
import dev.footnote.ports.store.ChunkRepository;
import dev.footnote.ports.store.ConversationRepository;
import dev.footnote.ports.store.DialogRepository;
import dev.footnote.ports.store.DocumentRepository;
import dev.footnote.ports.store.EmbeddingChangeRepository;
import dev.footnote.ports.store.IdentityRepository;
import dev.footnote.ports.store.KnowledgeBaseRepository;
import dev.footnote.ports.store.MemberRepository;
import dev.footnote.ports.store.OwnModelRepository;
import dev.footnote.ports.store.SearchAppRepository;
import dev.footnote.ports.store.StoreException;
import dev.footnote.ports.store.TaskQueue;
import dev.footnote.ports.store.TenantRepository;
import dev.footnote.ports.store.Transactions;
import dev.footnote.ports.store.TurnRepository;
import dev.footnote.ports.store.UsageRepository;
import dev.footnote.ports.store.UserRepository;
import dev.footnote.testkit.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A database in memory that can go away and come back. One thread at a time is in it; a transaction keeps the others
 * out until it ends.
 */
public final class InMemoryDatabase implements Stores {

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Supplier<Runnable>> savepoints = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>(); // guarded by lock
    private final List<Map<?, ?>> tables = new ArrayList<>();
    private volatile boolean away;

    final Map<TenantId, Tenant> tenants = table();
    final Map<UserId, User> users = table();
    final Map<String, UserId> sessions = table();
    final Map<ForeignIdentity.Key, UserId> identities = table();
    final Map<String, Instant> usedDepartures = table();
    final Map<InMemoryMembers.Key, Member> members = table();
    final Map<InMemoryOwnModels.Key, OwnModel> ownModels = table();
    final Map<String, ApiToken> apiTokens = table();
    final Map<DialogId, InMemoryDialogs.Removed> removedDialogs = table();
    final Map<String, DialogId> shares = table();
    final Map<String, Set<Origin>> shareOrigins = table();
    final Map<KnowledgeBaseId, KnowledgeBase> knowledgeBases = table();
    final Map<KnowledgeBaseId, EmbeddingChange> embeddingChanges = table();
    final Map<DocumentId, Document> documents = table();
    final Map<InMemoryChunks.Key, Chunk> chunks = table();
    final Map<DocumentId, Attachment> attachments = table();

    /** Of the attachments. */
    final Set<DocumentId> retired = new HashSet<>();

    final Map<DocumentId, Contents> contents = table();
    final Map<DialogId, Dialog> dialogs = table();
    final Map<SearchAppId, SearchApp> searchApps = table();
    final Map<String, SearchAppId> searchAppShares = table();
    final Map<InMemoryConversations.Key, Conversation> conversations = table();
    final Map<InMemoryConversations.Key, Boolean> completed = table();
    final Map<InMemoryConversations.Key, Instant> removed = table();
    final Map<TurnId, InMemoryTurns.Row> turns = table();
    final Map<InMemoryConversations.Key, Boolean> shared = table();
    final Map<InMemoryConversations.Key, TurnId> leaves = table();
    final Map<DocumentId, InMemoryTasks.Offer> tasks = table();
    final Map<Integer, AuditEntry> audit = table();

    /** All rows by their keys, a map for each table; equal to those of another time if nothing was changed since. */
    public List<Map<?, ?>> rows() {
        return with(() -> {
            var copies = new ArrayList<Map<?, ?>>();
            tables.forEach(table -> copies.add(new LinkedHashMap<>(table)));
            return copies;
        });
    }

    /** Makes every use fail with a {@link StoreException} until {@link #comeBack}. */
    public void goAway() {
        away = true;
    }

    /** Ends what {@link #goAway} began; nothing is lost. */
    public void comeBack() {
        away = false;
    }

    @Override
    public TenantRepository tenants() {
        return new InMemoryTenants(this);
    }

    @Override
    public MemberRepository members() {
        return new InMemoryMembers(this);
    }

    @Override
    public OwnModelRepository ownModels() {
        return new InMemoryOwnModels(this);
    }

    @Override
    public AuditLog audit() {
        return new InMemoryAudit(this);
    }

    @Override
    public UserRepository users() {
        return new InMemoryUsers(this);
    }

    @Override
    public IdentityRepository identities() {
        return new InMemoryIdentities(this);
    }

    @Override
    public ApiTokenRepository apiTokens() {
        return new InMemoryApiTokens(this);
    }

    @Override
    public UsageRepository usage() {
        return new InMemoryUsage(this);
    }

    @Override
    public KnowledgeBaseRepository knowledgeBases() {
        return new InMemoryKnowledgeBases(this);
    }

    @Override
    public EmbeddingChangeRepository embeddingChanges() {
        return new InMemoryEmbeddingChanges(this);
    }

    @Override
    public DocumentRepository documents() {
        return new InMemoryDocuments(this);
    }

    @Override
    public ChunkRepository chunks() {
        return new InMemoryChunks(this);
    }

    @Override
    public AttachmentRepository attachments() {
        return new InMemoryAttachments(this);
    }

    @Override
    public DialogRepository dialogs() {
        return new InMemoryDialogs(this);
    }

    @Override
    public SearchAppRepository searchApps() {
        return new InMemorySearchApps(this);
    }

    @Override
    public ConversationRepository conversations() {
        return new InMemoryConversations(this);
    }

    @Override
    public TurnRepository turns() {
        return new InMemoryTurns(this);
    }

    /**
     * A queue whose tasks are in this database.
     *
     * @param workers runs a task: {@code Runnable::run} for at once, as soon as the transaction that offered it ends
     */
    public TaskQueue tasks(Executor workers) {
        return new InMemoryTasks(this, workers);
    }

    @Override
    public Transactions transactions() {
        return this::inTransaction;
    }

    /** A probe that fails while the database is away. */
    public HealthProbe probe() {
        return new HealthProbe() {
            @Override
            public String name() {
                return "database";
            }

            @Override
            public void check() {
                with(() -> true);
            }
        };
    }

    /** Does {@code work} alone; the outermost one runs what was put off until then. */
    <T> T with(Supplier<T> work) {
        List<Runnable> put = List.of();
        lock.lock();
        try {
            if (away) {
                throw new StoreException("the database cannot be used", null);
            }
            return work.get();
        } finally {
            if (lock.getHoldCount() == 1) {
                put = List.copyOf(afterwards);
                afterwards.clear();
            }
            lock.unlock();
            put.forEach(Runnable::run);
        }
    }

    /** Runs {@code work} when the transaction of this thread has ended well; to be called inside {@link #with}. */
    void afterwards(Runnable work) {
        afterwards.add(work);
    }

    private <T> T inTransaction(Supplier<T> work) {
        return with(() -> lock.getHoldCount() > 1 ? work.get() : undoable(work));
    }

    private <T> T undoable(Supplier<T> work) {
        List<Runnable> undo = savepoints.stream().map(Supplier::get).toList();
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            undo.forEach(Runnable::run);
            afterwards.clear();
            throw e;
        }
    }

    private <K, V> Map<K, V> table() {
        var rows = new LinkedHashMap<K, V>();
        tables.add(rows);
        savepoints.add(() -> {
            var before = new LinkedHashMap<K, V>(rows);
            return () -> {
                rows.clear();
                rows.putAll(before);
            };
        });
        return rows;
    }

    /** Adds a row whose key must be new. */
    static <K, V> void insert(Map<K, V> table, K key, V row) {
        if (table.putIfAbsent(key, row) != null) {
            throw new StoreException("there is a row of this key", null);
        }
    }
}
