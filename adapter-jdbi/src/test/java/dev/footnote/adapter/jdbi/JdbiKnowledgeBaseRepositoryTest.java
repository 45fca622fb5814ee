package dev.footnote.adapter.jdbi;

import dev.footnote.ports.store.ChunkRepository;
import dev.footnote.ports.store.ConversationRepository;
import dev.footnote.ports.store.DialogRepository;
import dev.footnote.ports.store.DocumentRepository;
import dev.footnote.ports.store.KnowledgeBaseRepository;
import dev.footnote.ports.store.MemberRepository;
import dev.footnote.ports.store.TenantRepository;
import dev.footnote.ports.store.UserRepository;
import dev.footnote.testkit.KnowledgeBaseRepositoryContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiKnowledgeBaseRepositoryTest extends KnowledgeBaseRepositoryContract {

    private final Database database;

    JdbiKnowledgeBaseRepositoryTest(Database database) {
        this.database = database;
    }

    @Override
    protected KnowledgeBaseRepository knowledgeBases() {
        return new JdbiKnowledgeBaseRepository(database);
    }

    @Override
    protected DocumentRepository documents() {
        return new JdbiDocumentRepository(database);
    }

    @Override
    protected ChunkRepository chunks() {
        return new JdbiChunkRepository(database);
    }

    @Override
    protected DialogRepository dialogs() {
        return new JdbiDialogRepository(database);
    }

    @Override
    protected ConversationRepository conversations() {
        return new JdbiConversationRepository(database);
    }

    @Override
    protected MemberRepository members() {
        return new JdbiMemberRepository(database);
    }

    @Override
    protected UserRepository users() {
        return new JdbiUserRepository(database);
    }

    @Override
    protected TenantRepository tenants() {
        return new JdbiTenantRepository(database);
    }
}
