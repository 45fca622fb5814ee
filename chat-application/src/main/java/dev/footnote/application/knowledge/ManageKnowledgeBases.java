package dev.footnote.application.knowledge;

import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBase.Settings;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.ports.Ports;
import java.util.List;

/** Knowledge bases: create, find, list, remove. */
public final class ManageKnowledgeBases {

    private final Ports ports;
    private final IngestDocuments ingest;

    public ManageKnowledgeBases(Ports ports, IngestDocuments ingest) {
        this.ports = ports;
        this.ingest = ingest;
    }

    /**
     * Makes a knowledge base. A name that is taken gets a number behind it; an empty embedding model becomes the
     * default one.
     *
     * @throws Invalid if the embedding model is not configured
     */
    public KnowledgeBase create(Caller caller, Settings settings) {
        var model = ports.models()
                .embedding(settings.embeddingModel())
                .orElseThrow(() -> new Invalid(Thing.EMBEDDING_MODEL, Problem.UNAVAILABLE, settings.embeddingModel()));
        var now = ports.clock().instant();
        var wanted = new Settings(
                settings.name(),
                settings.avatar(),
                settings.description(),
                settings.language(),
                model.name(),
                settings.permission(),
                settings.chunking(),
                settings.parser(),
                settings.pagerank());
        while (true) {
            var base = new KnowledgeBase(
                    new KnowledgeBaseId(ports.ids().next()),
                    caller.tenant(),
                    caller.user(),
                    wanted,
                    KnowledgeBase.Size.EMPTY,
                    now,
                    now);
            if (ports.knowledgeBases().add(base)) {
                return base;
            }
            wanted = wanted.named(Names.next(wanted.name()));
        }
    }

    /**
     * Finds it.
     *
     * @throws NotFound if it is not the caller's
     */
    public KnowledgeBase find(Caller caller, KnowledgeBaseId id) {
        return ports.knowledgeBases()
                .find(caller.tenant(), id)
                .orElseThrow(() -> new NotFound(Thing.KNOWLEDGE_BASE, id.value()));
    }

    public Page<KnowledgeBase> list(Caller caller, Listing listing) {
        return ports.knowledgeBases().list(caller.tenant(), listing);
    }

    /** Removes it with all that is in it; says whether it was there. */
    public boolean remove(Caller caller, KnowledgeBaseId id) {
        List<Document> documents =
                ports.documents().list(caller.tenant(), id, Listing.ALL).items();
        documents.forEach(document -> ingest.cancel(document.id()));
        if (!ports.knowledgeBases().remove(caller.tenant(), id)) {
            return false;
        }
        ports.index().drop(id);
        documents.forEach(document -> ports.blobs().remove(document.id()));
        return true;
    }
}
