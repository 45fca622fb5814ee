package dev.footnote.testkit;

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

/** What stores things in one database: what one of them has stored the others know. */
public interface Stores {

    TenantRepository tenants();

    MemberRepository members();

    OwnModelRepository ownModels();

    AuditLog audit();

    UserRepository users();

    IdentityRepository identities();

    ApiTokenRepository apiTokens();

    UsageRepository usage();

    KnowledgeBaseRepository knowledgeBases();

    EmbeddingChangeRepository embeddingChanges();

    DocumentRepository documents();

    ChunkRepository chunks();

    AttachmentRepository attachments();

    DialogRepository dialogs();

    ConversationRepository conversations();

    TurnRepository turns();

    Transactions transactions();

    SearchAppRepository searchApps();
}
