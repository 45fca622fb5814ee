package dev.footnote.application.knowledge;

import dev.footnote.domain.failure.ChatException.Fault;
import dev.footnote.domain.failure.ChatException.Forbidden;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.ChatException.Upstream;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.ports.Ports;
import dev.footnote.ports.index.ChunkIndex;
import dev.footnote.ports.index.IndexException;
import dev.footnote.ports.model.ModelException;
import dev.footnote.ports.store.StoreException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the index agree with the database, which is right where they differ: what a crash between the two left, or all
 * of it anew. Questions are answered meanwhile, and what is changed meanwhile is kept: each document is looked at again
 * until nothing differs.
 */
public final class RepairIndex {

    private static final Logger log = LoggerFactory.getLogger(RepairIndex.class);

    /** How often a document is looked at while others change it; the next start looks again. */
    private static final int ROUNDS = 5;

    private final Ports ports;
    private volatile boolean stopped;
    private final AtomicReference<@Nullable Thread> running = new AtomicReference<>();

    public RepairIndex(Ports ports) {
        this.ports = ports;
    }

    /**
     * What was repaired.
     *
     * @param dropped indexes of knowledge bases that are gone
     * @param removed chunks, and documents, that are gone
     * @param written chunks that were missing, or said something else
     */
    public record Repaired(int dropped, int removed, int written) {
        private static final Repaired NOTHING = new Repaired(0, 0, 0);

        private Repaired and(Repaired more) {
            return new Repaired(dropped + more.dropped, removed + more.removed, written + more.written);
        }
    }

    /** Begins to {@link #reconcile}, on a thread of its own in the background. */
    public void start() {
        Thread thread = Thread.ofPlatform().daemon().name("index-repair").unstarted(() -> {
            ports.background().enter();
            try {
                reconcile();
            } catch (IndexException | StoreException e) {
                log.warn("The index was not repaired: {}", e.getMessage());
            }
        });
        running.set(thread);
        thread.start();
    }

    /** Breaks off what {@link #start} began, and waits for its end. */
    public void stop() {
        Thread thread = running.getAndSet(null);
        stopped = true;
        if (thread != null) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Looks at all knowledge bases; one whose index is damaged or whose model fails is logged and left as it is. */
    public Repaired reconcile() {
        Set<KnowledgeBaseId> indexed = ports.index().knowledgeBases();
        Map<KnowledgeBaseId, KnowledgeBase> bases = ports.knowledgeBases().everyTenants().stream()
                .collect(Collectors.toMap(KnowledgeBase::id, Function.identity()));
        Repaired all = Repaired.NOTHING;
        for (KnowledgeBaseId orphan : indexed) {
            if (!bases.containsKey(orphan)) { // the index of one that is made meanwhile comes after its row
                ports.index().drop(orphan);
                all = all.and(new Repaired(1, 0, 0));
            }
        }
        for (KnowledgeBase base : bases.values()) {
            try {
                all = all.and(reconcile(base));
            } catch (IndexException | ModelException | StoreException e) {
                log.warn(
                        "The index of dataset {} was not repaired: {}",
                        base.id().value(),
                        e.getMessage());
            }
        }
        if (!all.equals(Repaired.NOTHING)) {
            log.info("Repaired the index: {}", all);
        } else if (!stopped) {
            log.info("The index was compared with the database");
        }
        return all;
    }

    /** Makes the index of {@code base} agree with the database. */
    Repaired reconcile(KnowledgeBase base) {
        ports.index().check(base.id());
        Map<DocumentId, Document> documents = documents(base);
        Repaired all = Repaired.NOTHING;
        for (DocumentId id : ports.index().documents(base.id())) {
            if (!documents.containsKey(id)
                    && ports.documents().find(base.tenant(), base.id(), id).isEmpty()) {
                ports.index().remove(base.id(), id);
                all = all.and(new Repaired(0, 1, 0));
            }
        }
        for (Document document : documents.values()) {
            if (stopped) {
                return all;
            }
            Repaired round = Repaired.NOTHING;
            for (int i = 0; i == 0 || i < ROUNDS && !round.equals(Repaired.NOTHING); i++) {
                round = reconcile(base, document);
                all = all.and(round);
            }
        }
        return all;
    }

    private Map<DocumentId, Document> documents(KnowledgeBase base) {
        return ports.documents().list(base.tenant(), base.id(), Listing.ALL).items().stream()
                .collect(Collectors.toMap(Document::id, Function.identity()));
    }

    private Repaired reconcile(KnowledgeBase base, Document document) {
        var stored = new StoredChunks(ports, base);
        if (!stored.settled(document)) {
            return Repaired.NOTHING;
        }
        Set<ChunkId> left = new HashSet<>(ports.index().chunks(base.id(), document.id()));
        var written = new AtomicInteger();
        stored.forEachBatch(document, chunks -> {
            Map<ChunkId, IndexedChunk> known = stored.indexed(chunks);
            List<Chunk> differing = chunks.stream()
                    .filter(chunk -> !known.containsKey(chunk.id())
                            || !known.get(chunk.id()).chunk().says(chunk))
                    .toList();
            if (!differing.isEmpty()) {
                ports.index().put(base.id(), stored.withVectors(differing, known));
                written.addAndGet(differing.size());
            }
            chunks.forEach(chunk -> left.remove(chunk.id()));
        });
        ports.chunks().findAll(base.tenant(), Map.of(document.id(), left)).forEach(chunk -> left.remove(chunk.id()));
        if (!left.isEmpty() && stored.settled(document)) {
            ports.index().removeChunks(base.id(), left);
        }
        return new Repaired(0, left.size(), written.get());
    }

    /**
     * Builds the index of a knowledge base anew from the database; vectors of texts that did not change are taken over.
     *
     * @return how many chunks it has
     * @throws NotFound if the caller may not use it
     * @throws Forbidden if it is another tenant's, whose team the caller is in
     * @throws Upstream if the index cannot be built or the embedding model fails; the index before stays
     */
    public int rebuild(Caller caller, KnowledgeBaseId id) {
        KnowledgeBase base = ports.knowledgeBases()
                .find(caller.tenant(), id)
                .orElseThrow(() -> new NotFound(Thing.KNOWLEDGE_BASE, id.value()));
        if (!base.tenant().equals(caller.tenant())) {
            throw new Forbidden(Thing.KNOWLEDGE_BASE, id.value());
        }
        try {
            var stored = new StoredChunks(ports, base);
            int chunks = rebuild(base, stored);
            reconcile(base);
            return chunks;
        } catch (IndexException e) {
            throw new Upstream(Thing.INDEX, Fault.UNAVAILABLE, e);
        } catch (ModelException e) {
            throw new Upstream(Thing.EMBEDDING_MODEL, Fault.UNAVAILABLE, e);
        }
    }

    private int rebuild(KnowledgeBase base, StoredChunks stored) {
        try (ChunkIndex.Rebuild fresh = ports.index().rebuild(base.id(), stored.model())) {
            int chunks = fill(fresh, base, stored);
            fresh.finish();
            return chunks;
        }
    }

    private int fill(ChunkIndex.Rebuild fresh, KnowledgeBase base, StoredChunks stored) {
        var count = new AtomicInteger();
        for (Document document : documents(base).values()) {
            if (stored.settled(document)) {
                stored.forEachBatch(document, chunks -> {
                    fresh.add(stored.withVectors(chunks, stored.indexed(chunks)));
                    count.addAndGet(chunks.size());
                });
            }
        }
        return count.get();
    }
}
