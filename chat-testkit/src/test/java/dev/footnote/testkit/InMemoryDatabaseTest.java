package dev.footnote.testkit;

import dev.footnote.ports.store.TaskQueue;
import dev.footnote.testkit.memory.InMemoryDatabase;
import org.junit.jupiter.api.Nested;

class InMemoryDatabaseTest {

    private final InMemoryDatabase database = new InMemoryDatabase();

    @Nested
    class Dialogs extends DialogRepositoryContract {
        @Override
        protected Stores stores() {
            return database;
        }
    }

    @Nested
    class Conversations extends ConversationRepositoryContract {
        @Override
        protected Stores stores() {
            return database;
        }
    }

    @Nested
    class Turns extends TurnRepositoryContract {
        @Override
        protected Stores stores() {
            return database;
        }
    }

    @Nested
    class StoredCitations extends StoredCitationsContract {
        @Override
        protected Stores stores() {
            return database;
        }
    }

    @Nested
    class KnowledgeBases extends KnowledgeBaseRepositoryContract {
        @Override
        protected Stores stores() {
            return database;
        }
    }

    @Nested
    class EmbeddingChanges extends EmbeddingChangeRepositoryContract {
        @Override
        protected Stores stores() {
            return database;
        }
    }

    @Nested
    class Documents extends DocumentRepositoryContract {
        @Override
        protected Stores stores() {
            return database;
        }
    }

    @Nested
    class Attachments extends AttachmentRepositoryContract {
        @Override
        protected Stores stores() {
            return database;
        }
    }

    @Nested
    class Chunks extends ChunkRepositoryContract {
        @Override
        protected Stores stores() {
            return database;
        }
    }

    @Nested
    class Users extends UserRepositoryContract {
        @Override
        protected Stores stores() {
            return database;
        }
    }

    @Nested
    class Identities extends IdentityRepositoryContract {
        @Override
        protected Stores stores() {
            return database;
        }
    }

    @Nested
    class Tenants extends TenantRepositoryContract {
        @Override
        protected Stores stores() {
            return database;
        }
    }

    @Nested
    class OwnModels extends OwnModelRepositoryContract {
        @Override
        protected Stores stores() {
            return database;
        }
    }

    @Nested
    class AuditTrail extends AuditLogContract {
        @Override
        protected Stores stores() {
            return database;
        }
    }

    @Nested
    class Members extends MemberRepositoryContract {
        @Override
        protected Stores stores() {
            return database;
        }
    }

    @Nested
    class SearchApps extends SearchAppRepositoryContract {
        @Override
        protected Stores stores() {
            return database;
        }
    }

    @Nested
    class ApiTokens extends ApiTokenRepositoryContract {
        @Override
        protected Stores stores() {
            return database;
        }
    }

    @Nested
    class Usage extends UsageRepositoryContract {
        @Override
        protected Stores stores() {
            return database;
        }
    }

    @Nested
    class UnitsOfWork extends TransactionsContract {
        @Override
        protected Stores stores() {
            return database;
        }
    }

    @Nested
    class Tasks extends TaskQueueContract {
        @Override
        protected Stores stores() {
            return database;
        }

        @Override
        protected TaskQueue queue() {
            return database.tasks(task -> Thread.ofVirtual().start(task));
        }
    }
}
