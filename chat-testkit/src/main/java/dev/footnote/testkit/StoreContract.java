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

/** What the contracts of all stores have in common: the stores of one database. */
public abstract class StoreContract {

    /** Those to test; they may be made anew for each call, over the same database. */
    protected abstract Stores stores();

    final TenantRepository tenants() {
        return stores().tenants();
    }

    final MemberRepository members() {
        return stores().members();
    }

    final OwnModelRepository ownModels() {
        return stores().ownModels();
    }

    final AuditLog audit() {
        return stores().audit();
    }

    final UserRepository users() {
        return stores().users();
    }

    final IdentityRepository identities() {
        return stores().identities();
    }

    final UsageRepository usage() {
        return stores().usage();
    }

    final KnowledgeBaseRepository knowledgeBases() {
        return stores().knowledgeBases();
    }

    final EmbeddingChangeRepository embeddingChanges() {
        return stores().embeddingChanges();
    }

    final DocumentRepository documents() {
        return stores().documents();
    }

    final ChunkRepository chunks() {
        return stores().chunks();
    }

    final AttachmentRepository attachments() {
        return stores().attachments();
    }

    final DialogRepository dialogs() {
        return stores().dialogs();
    }

    final ConversationRepository conversations() {
        return stores().conversations();
    }

    final TurnRepository turns() {
        return stores().turns();
    }

    final Transactions transactions() {
        return stores().transactions();
    }

    final ApiTokenRepository apiTokens() {
        return stores().apiTokens();
    }

    final SearchAppRepository searchApps() {
        return stores().searchApps();
    }
}
