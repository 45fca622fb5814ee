package dev.footnote.application.knowledge;

import dev.footnote.domain.failure.ChatException.Clash;
import dev.footnote.domain.failure.ChatException.Conflict;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.ports.store.KnowledgeBaseRepository;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Knowledge bases that a client named. */
public final class OwnKnowledgeBases {

    private OwnKnowledgeBases() {}

    /**
     * Those of {@code ids}, in the order in which they were named.
     *
     * @throws NotFound if one of them is not the caller's
     */
    public static List<KnowledgeBase> all(
            KnowledgeBaseRepository repository, Caller caller, List<KnowledgeBaseId> ids) {
        List<KnowledgeBase> found = of(repository, caller, ids);
        Set<KnowledgeBaseId> known = found.stream().map(KnowledgeBase::id).collect(Collectors.toSet());
        ids.stream().filter(id -> !known.contains(id)).findFirst().ifPresent(id -> {
            throw new NotFound(Thing.KNOWLEDGE_BASE, id.value());
        });
        return found;
    }

    /** Those of {@code ids} that the caller may use, in the order in which they were named. */
    public static List<KnowledgeBase> of(KnowledgeBaseRepository repository, Caller caller, List<KnowledgeBaseId> ids) {
        return repository.findAll(caller.tenant(), Set.copyOf(ids)).stream()
                .sorted(Comparator.comparingInt(base -> ids.indexOf(base.id())))
                .toList();
    }

    /**
     * Checks that {@code bases} can be searched together.
     *
     * @throws Conflict if they have different embedding models; its detail names them
     */
    public static void requireOneModel(Collection<KnowledgeBase> bases) {
        List<String> models = bases.stream()
                .map(base -> base.settings().embeddingModel())
                .distinct()
                .toList();
        if (models.size() > 1) {
            throw new Conflict(Thing.KNOWLEDGE_BASE, Clash.MIXED_EMBEDDING_MODELS, String.join(", ", models));
        }
    }
}
