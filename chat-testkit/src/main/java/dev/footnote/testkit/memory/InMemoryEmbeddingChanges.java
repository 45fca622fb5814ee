package dev.footnote.testkit.memory;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.EmbeddingChange;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.ports.store.EmbeddingChangeRepository;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

record InMemoryEmbeddingChanges(InMemoryDatabase database) implements EmbeddingChangeRepository {

    @Override
    public boolean begin(EmbeddingChange change) {
        return database.with(() -> {
            boolean known = Optional.ofNullable(database.knowledgeBases.get(change.knowledgeBase()))
                    .filter(base -> base.tenant().equals(change.tenant()))
                    .isPresent();
            if (!known || running(database.embeddingChanges.get(change.knowledgeBase()))) {
                return false;
            }
            database.embeddingChanges.put(change.knowledgeBase(), change);
            return true;
        });
    }

    private static boolean running(@Nullable EmbeddingChange change) {
        return change != null && change.state() instanceof EmbeddingChange.Running;
    }

    @Override
    public boolean report(EmbeddingChange change) {
        return database.with(() -> {
            EmbeddingChange before = database.embeddingChanges.get(change.knowledgeBase());
            if (before == null || !running(before) || !before.model().equals(change.model())) {
                return false;
            }
            database.embeddingChanges.put(change.knowledgeBase(), change);
            return true;
        });
    }

    @Override
    public Optional<EmbeddingChange> find(TenantId tenant, KnowledgeBaseId knowledgeBase) {
        return database.with(() -> Optional.ofNullable(database.embeddingChanges.get(knowledgeBase))
                .filter(change -> change.tenant().equals(tenant)));
    }

    @Override
    public List<EmbeddingChange> running() {
        return database.with(() -> database.embeddingChanges.values().stream()
                .filter(InMemoryEmbeddingChanges::running)
                .sorted(Comparator.comparing(EmbeddingChange::begunAt))
                .toList());
    }
}
