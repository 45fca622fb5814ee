package dev.footnote.ports;

import dev.footnote.ports.document.BlobStore;
import dev.footnote.ports.document.DocumentParser;
import dev.footnote.ports.document.PagePrinter;
import dev.footnote.ports.document.Thumbnailer;
import dev.footnote.ports.identity.IdentityProvider;
import dev.footnote.ports.identity.PasswordHasher;
import dev.footnote.ports.identity.PasswordTransport;
import dev.footnote.ports.identity.SecretVault;
import dev.footnote.ports.index.ChunkIndex;
import dev.footnote.ports.model.ModelAccess;
import dev.footnote.ports.model.ModelCatalog;
import dev.footnote.ports.model.TokenCounter;
import dev.footnote.ports.runtime.AuditLog;
import dev.footnote.ports.runtime.Background;
import dev.footnote.ports.runtime.HealthProbe;
import dev.footnote.ports.runtime.IdGenerator;
import dev.footnote.ports.runtime.Telemetry;
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
import dev.footnote.ports.store.TaskQueue;
import dev.footnote.ports.store.TenantRepository;
import dev.footnote.ports.store.Transactions;
import dev.footnote.ports.store.TurnRepository;
import dev.footnote.ports.store.UsageRepository;
import dev.footnote.ports.store.UserRepository;
import java.time.InstantSource;
import java.util.List;

/** What the application requires of the world. */
public record Ports(
        ModelCatalog models,
        ModelAccess access,
        TokenCounter tokens,
        ChunkIndex index,
        DocumentParser parser,
        Thumbnailer thumbnails,
        BlobStore blobs,
        PagePrinter pages,
        DialogRepository dialogs,
        ConversationRepository conversations,
        TurnRepository turns,
        KnowledgeBaseRepository knowledgeBases,
        EmbeddingChangeRepository embeddingChanges,
        DocumentRepository documents,
        ChunkRepository chunks,
        AttachmentRepository attachments,
        SearchAppRepository searchApps,
        UserRepository users,
        IdentityRepository identities,
        TenantRepository tenants,
        MemberRepository members,
        OwnModelRepository ownModels,
        ApiTokenRepository apiTokens,
        UsageRepository usage,
        TaskQueue tasks,
        Background background,
        Transactions transactions,
        PasswordHasher passwords,
        PasswordTransport transport,
        SecretVault vault,
        List<IdentityProvider> identityProviders,
        IdGenerator ids,
        AuditLog audit,
        InstantSource clock,
        Telemetry telemetry,
        List<HealthProbe> probes) {
    public Ports {
        identityProviders = List.copyOf(identityProviders);
        probes = List.copyOf(probes);
    }

    /** These ports with other models. */
    public Ports with(ModelCatalog other) {
        return new Ports(
                other,
                access,
                tokens,
                index,
                parser,
                thumbnails,
                blobs,
                pages,
                dialogs,
                conversations,
                turns,
                knowledgeBases,
                embeddingChanges,
                documents,
                chunks,
                attachments,
                searchApps,
                users,
                identities,
                tenants,
                members,
                ownModels,
                apiTokens,
                usage,
                tasks,
                background,
                transactions,
                passwords,
                transport,
                vault,
                identityProviders,
                ids,
                audit,
                clock,
                telemetry,
                probes);
    }
}
