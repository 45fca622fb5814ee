package dev.footnote.ports;

import dev.footnote.ports.document.BlobStore;
import dev.footnote.ports.document.DocumentParser;
import dev.footnote.ports.document.PagePrinter;
import dev.footnote.ports.identity.IdentityProvider;
import dev.footnote.ports.identity.PasswordHasher;
import dev.footnote.ports.identity.PasswordTransport;
import dev.footnote.ports.identity.SecretVault;
import dev.footnote.ports.index.ChunkIndex;
import dev.footnote.ports.model.ModelCatalog;
import dev.footnote.ports.model.TokenCounter;
import dev.footnote.ports.runtime.AuditLog;
import dev.footnote.ports.runtime.HealthProbe;
import dev.footnote.ports.runtime.IdGenerator;
import dev.footnote.ports.runtime.Telemetry;
import dev.footnote.ports.store.ApiTokenRepository;
import dev.footnote.ports.store.ChunkRepository;
import dev.footnote.ports.store.ConversationRepository;
import dev.footnote.ports.store.DialogRepository;
import dev.footnote.ports.store.DocumentRepository;
import dev.footnote.ports.store.IdentityRepository;
import dev.footnote.ports.store.KnowledgeBaseRepository;
import dev.footnote.ports.store.MemberRepository;
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
        TokenCounter tokens,
        ChunkIndex index,
        DocumentParser parser,
        BlobStore blobs,
        PagePrinter pages,
        DialogRepository dialogs,
        ConversationRepository conversations,
        TurnRepository turns,
        KnowledgeBaseRepository knowledgeBases,
        DocumentRepository documents,
        ChunkRepository chunks,
        SearchAppRepository searchApps,
        UserRepository users,
        IdentityRepository identities,
        TenantRepository tenants,
        MemberRepository members,
        ApiTokenRepository apiTokens,
        UsageRepository usage,
        TaskQueue tasks,
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
}
