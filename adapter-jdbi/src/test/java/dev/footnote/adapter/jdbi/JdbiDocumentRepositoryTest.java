package dev.footnote.adapter.jdbi;

import dev.footnote.ports.store.ChunkRepository;
import dev.footnote.ports.store.DocumentRepository;
import dev.footnote.ports.store.KnowledgeBaseRepository;
import dev.footnote.testkit.DocumentRepositoryContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiDocumentRepositoryTest extends DocumentRepositoryContract {

    private final Database database;

    JdbiDocumentRepositoryTest(Database database) {
        this.database = database;
    }

    @Override
    protected DocumentRepository documents() {
        return new JdbiDocumentRepository(database);
    }

    @Override
    protected KnowledgeBaseRepository knowledgeBases() {
        return new JdbiKnowledgeBaseRepository(database);
    }

    @Override
    protected ChunkRepository chunks() {
        return new JdbiChunkRepository(database);
    }
}
