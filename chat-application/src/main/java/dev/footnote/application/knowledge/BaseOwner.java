package dev.footnote.application.knowledge;

import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.ports.Ports;

/** Whose the documents and chunks of a knowledge base are: also where a team uses it, its owner's. */
final class BaseOwner {

    private BaseOwner() {}

    /** The owner of a knowledge base that the caller may use; otherwise the caller's tenant, which has no such one. */
    static TenantId of(Ports ports, Caller caller, KnowledgeBaseId id) {
        return ports.knowledgeBases()
                .find(caller.tenant(), id)
                .map(KnowledgeBase::tenant)
                .orElse(caller.tenant());
    }
}
