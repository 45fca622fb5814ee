package dev.footnote.adapter.jdbi;

import dev.footnote.ports.runtime.AuditLog;
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
import dev.footnote.ports.store.TenantRepository;
import dev.footnote.ports.store.Transactions;
import dev.footnote.ports.store.TurnRepository;
import dev.footnote.ports.store.UsageRepository;
import dev.footnote.ports.store.UserRepository;
import dev.footnote.testkit.Stores;

/** The stores in a PostgreSQL database. */
record JdbiStores(Database database) implements Stores {

    @Override
    public TenantRepository tenants() {
        return new JdbiTenantRepository(database);
    }

    @Override
    public MemberRepository members() {
        return new JdbiMemberRepository(database);
    }

    @Override
    public OwnModelRepository ownModels() {
        return new JdbiOwnModelRepository(database);
    }

    @Override
    public AuditLog audit() {
        return new JdbiAuditLog(database);
    }

    @Override
    public UserRepository users() {
        return new JdbiUserRepository(database);
    }

    @Override
    public IdentityRepository identities() {
        return new JdbiIdentityRepository(database);
    }

    @Override
    public ApiTokenRepository apiTokens() {
        return new JdbiApiTokenRepository(database);
    }

    @Override
    public UsageRepository usage() {
        return new JdbiUsageRepository(database);
    }

    @Override
    public KnowledgeBaseRepository knowledgeBases() {
        return new JdbiKnowledgeBaseRepository(database);
    }

    @Override
    public EmbeddingChangeRepository embeddingChanges() {
        return new JdbiEmbeddingChangeRepository(database);
    }

    @Override
    public DocumentRepository documents() {
        return new JdbiDocumentRepository(database);
    }

    @Override
    public ChunkRepository chunks() {
        return new JdbiChunkRepository(database);
    }

    @Override
    public AttachmentRepository attachments() {
        return new JdbiAttachmentRepository(database);
    }

    @Override
    public DialogRepository dialogs() {
        return new JdbiDialogRepository(database);
    }

    @Override
    public ConversationRepository conversations() {
        return new JdbiConversationRepository(database);
    }

    @Override
    public TurnRepository turns() {
        return new JdbiTurnRepository(database);
    }

    @Override
    public Transactions transactions() {
        return new JdbiTransactions(database);
    }

    @Override
    public SearchAppRepository searchApps() {
        return new JdbiSearchAppRepository(database);
    }
}
