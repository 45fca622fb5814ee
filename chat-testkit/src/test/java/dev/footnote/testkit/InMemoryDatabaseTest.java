package dev.footnote.testkit;

import dev.footnote.ports.runtime.AuditLog;
import dev.footnote.ports.store.ApiTokenRepository;
import dev.footnote.ports.store.ChunkRepository;
import dev.footnote.ports.store.ConversationRepository;
import dev.footnote.ports.store.DialogRepository;
import dev.footnote.ports.store.DocumentRepository;
import dev.footnote.ports.store.KnowledgeBaseRepository;
import dev.footnote.ports.store.MemberRepository;
import dev.footnote.ports.store.SearchAppRepository;
import dev.footnote.ports.store.TaskQueue;
import dev.footnote.ports.store.TenantRepository;
import dev.footnote.ports.store.Transactions;
import dev.footnote.ports.store.TurnRepository;
import dev.footnote.ports.store.UsageRepository;
import dev.footnote.ports.store.UserRepository;
import dev.footnote.testkit.memory.InMemoryDatabase;
import org.junit.jupiter.api.Nested;

class InMemoryDatabaseTest {

    private final InMemoryDatabase database = new InMemoryDatabase();

    @Nested
    class Dialogs extends DialogRepositoryContract {

        @Override
        protected DialogRepository dialogs() {
            return database.dialogs();
        }

        @Override
        protected ConversationRepository conversations() {
            return database.conversations();
        }
    }

    @Nested
    class Conversations extends ConversationRepositoryContract {

        @Override
        protected ConversationRepository conversations() {
            return database.conversations();
        }

        @Override
        protected TurnRepository turns() {
            return database.turns();
        }

        @Override
        protected DialogRepository dialogs() {
            return database.dialogs();
        }
    }

    @Nested
    class Turns extends TurnRepositoryContract {

        @Override
        protected TurnRepository turns() {
            return database.turns();
        }

        @Override
        protected ConversationRepository conversations() {
            return database.conversations();
        }

        @Override
        protected DialogRepository dialogs() {
            return database.dialogs();
        }
    }

    @Nested
    class KnowledgeBases extends KnowledgeBaseRepositoryContract {

        @Override
        protected KnowledgeBaseRepository knowledgeBases() {
            return database.knowledgeBases();
        }

        @Override
        protected MemberRepository members() {
            return database.members();
        }

        @Override
        protected UserRepository users() {
            return database.users();
        }

        @Override
        protected TenantRepository tenants() {
            return database.tenants();
        }

        @Override
        protected DocumentRepository documents() {
            return database.documents();
        }

        @Override
        protected ChunkRepository chunks() {
            return database.chunks();
        }

        @Override
        protected DialogRepository dialogs() {
            return database.dialogs();
        }

        @Override
        protected ConversationRepository conversations() {
            return database.conversations();
        }
    }

    @Nested
    class Documents extends DocumentRepositoryContract {

        @Override
        protected DocumentRepository documents() {
            return database.documents();
        }

        @Override
        protected KnowledgeBaseRepository knowledgeBases() {
            return database.knowledgeBases();
        }

        @Override
        protected ChunkRepository chunks() {
            return database.chunks();
        }
    }

    @Nested
    class Chunks extends ChunkRepositoryContract {

        @Override
        protected ChunkRepository chunks() {
            return database.chunks();
        }

        @Override
        protected DocumentRepository documents() {
            return database.documents();
        }

        @Override
        protected KnowledgeBaseRepository knowledgeBases() {
            return database.knowledgeBases();
        }
    }

    @Nested
    class Users extends UserRepositoryContract {

        @Override
        protected UserRepository users() {
            return database.users();
        }
    }

    @Nested
    class Tenants extends TenantRepositoryContract {

        @Override
        protected TenantRepository tenants() {
            return database.tenants();
        }
    }

    @Nested
    class AuditTrail extends AuditLogContract {

        @Override
        protected AuditLog audit() {
            return database.audit();
        }

        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class Members extends MemberRepositoryContract {

        @Override
        protected MemberRepository members() {
            return database.members();
        }

        @Override
        protected UserRepository users() {
            return database.users();
        }

        @Override
        protected TenantRepository tenants() {
            return database.tenants();
        }
    }

    @Nested
    class SearchApps extends SearchAppRepositoryContract {

        @Override
        protected SearchAppRepository searchApps() {
            return database.searchApps();
        }

        @Override
        protected ApiTokenRepository apiTokens() {
            return database.apiTokens();
        }
    }

    @Nested
    class ApiTokens extends ApiTokenRepositoryContract {

        @Override
        protected ApiTokenRepository apiTokens() {
            return database.apiTokens();
        }

        @Override
        protected DialogRepository dialogs() {
            return database.dialogs();
        }

        @Override
        protected UserRepository users() {
            return database.users();
        }
    }

    @Nested
    class Usage extends UsageRepositoryContract {

        @Override
        protected UsageRepository usage() {
            return database.usage();
        }

        @Override
        protected DialogRepository dialogs() {
            return database.dialogs();
        }

        @Override
        protected ConversationRepository conversations() {
            return database.conversations();
        }

        @Override
        protected TurnRepository turns() {
            return database.turns();
        }
    }

    @Nested
    class UnitsOfWork extends TransactionsContract {

        @Override
        protected Transactions transactions() {
            return database.transactions();
        }

        @Override
        protected DialogRepository dialogs() {
            return database.dialogs();
        }
    }

    @Nested
    class Tasks extends TaskQueueContract {

        @Override
        protected TaskQueue queue() {
            return database.tasks(task -> Thread.ofVirtual().start(task));
        }

        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }
}
