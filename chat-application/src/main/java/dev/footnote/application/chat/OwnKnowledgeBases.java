package dev.footnote.application.chat;

import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.ports.store.KnowledgeBaseRepository;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Knowledge bases that a client named. */
final class OwnKnowledgeBases {

    private OwnKnowledgeBases() {}

    /** Those of {@code ids} that the caller may use, in the order in which they were named. */
    static List<KnowledgeBase> of(KnowledgeBaseRepository repository, Caller caller, List<KnowledgeBaseId> ids) {
        return repository.findAll(caller.tenant(), Set.copyOf(ids)).stream()
                .sorted(Comparator.comparingInt(base -> ids.indexOf(base.id())))
                .toList();
    }
}
