package dev.footnote.application.knowledge;

import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.ports.Ports;
import dev.footnote.ports.index.ChunkIndex.Rebuild;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** An index that is filled from the database, beside the one that is searched, with the vectors of another model. */
final class FillIndex implements AutoCloseable {

    /** How often all is looked at while others change it; what is changed after the last is repaired later. */
    private static final int ROUNDS = 5;

    /** So many chunks are embedded before it is asked whether to go on. */
    private static final int PORTION = 16;

    private final Ports ports;
    private final KnowledgeBase base;
    private final StoredChunks stored;
    private final Rebuild fresh;
    private final Set<ChunkId> embedded = new HashSet<>();
    private int written;

    FillIndex(Ports ports, KnowledgeBase base, StoredChunks stored) {
        this.ports = ports;
        this.base = base;
        this.stored = stored;
        this.fresh = ports.index().rebuild(base.id(), stored.model());
    }

    /**
     * Embeds what the database has, and again what is changed meanwhile.
     *
     * @param goOn is told how many chunks are embedded; {@code false} breaks off
     * @return whether it came to its end
     */
    boolean fill(IntPredicate goOn) {
        for (int round = 0; round < ROUNDS; round++) {
            int before = written;
            for (Document document : ports.documents()
                    .list(base.tenant(), base.id(), Listing.ALL)
                    .items()) {
                if (stored.settled(document) && !fill(document, goOn)) {
                    return false;
                }
            }
            if (written == before) {
                break;
            }
        }
        return goOn.test(embedded.size());
    }

    private boolean fill(Document document, IntPredicate goOn) {
        var all = new boolean[] {true};
        stored.forEachBatch(document, chunks -> all[0] = all[0] && fill(differing(chunks), goOn));
        return all[0];
    }

    private List<Chunk> differing(List<Chunk> chunks) {
        Map<ChunkId, IndexedChunk> there =
                fresh.load(chunks.stream().map(Chunk::id).collect(Collectors.toSet())).stream()
                        .collect(Collectors.toMap(one -> one.chunk().id(), Function.identity()));
        return chunks.stream()
                .filter(chunk -> !there.containsKey(chunk.id())
                        || !there.get(chunk.id()).chunk().says(chunk))
                .toList();
    }

    private boolean fill(List<Chunk> chunks, IntPredicate goOn) {
        for (int from = 0; from < chunks.size(); from += PORTION) {
            if (!goOn.test(embedded.size())) {
                return false;
            }
            List<Chunk> some = chunks.subList(from, Math.min(from + PORTION, chunks.size()));
            fresh.add(stored.withVectors(some, Map.of()));
            some.forEach(chunk -> embedded.add(chunk.id()));
            written += some.size();
        }
        return true;
    }

    /** Puts it in the place of the one that is searched. */
    void finish() {
        fresh.finish();
    }

    @Override
    public void close() {
        fresh.close();
    }
}
