package dev.footnote.domain.retrieval;

import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Chunks that were found, and the larger ones that are told in place of some of them. */
public final class Families {

    private static final Comparator<ScoredChunk> BEST_FIRST =
            Comparator.comparingDouble(ScoredChunk::similarity).reversed();

    private Families() {}

    /** The parents of {@code found}, by document. */
    public static Map<DocumentId, Set<ChunkId>> parents(List<ScoredChunk> found) {
        var parents = new LinkedHashMap<DocumentId, Set<ChunkId>>();
        for (ScoredChunk scored : found) {
            scored.chunk()
                    .parent()
                    .ifPresent(parent -> parents.computeIfAbsent(scored.chunk().document(), document -> new HashSet<>())
                            .add(parent));
        }
        return parents;
    }

    /**
     * {@code found} with each parent of {@code parents} in place of its children, as near as they are on average and
     * with their keywords; best first. A chunk whose parent is not there stays.
     */
    public static Knowledge told(Knowledge found, List<Chunk> parents) {
        var byKey = new LinkedHashMap<Key, Chunk>();
        parents.forEach(parent -> byKey.put(new Key(parent.document(), parent.id()), parent));
        var children = new LinkedHashMap<Key, List<ScoredChunk>>();
        var told = new ArrayList<ScoredChunk>();
        for (ScoredChunk scored : found.chunks()) {
            Optional<Key> parent = scored.chunk()
                    .parent()
                    .map(id -> new Key(scored.chunk().document(), id))
                    .filter(byKey::containsKey);
            if (parent.isPresent()) {
                children.computeIfAbsent(parent.get(), key -> new ArrayList<>()).add(scored);
            } else {
                told.add(scored);
            }
        }
        children.forEach((key, scored) -> {
            Chunk parent = byKey.get(key);
            if (parent != null) {
                told.add(whole(parent, scored));
            }
        });
        told.sort(BEST_FIRST);
        return new Knowledge(told, found.total() - (found.chunks().size() - told.size()), found.documents());
    }

    private static ScoredChunk whole(Chunk parent, List<ScoredChunk> children) {
        double similarity =
                children.stream().mapToDouble(ScoredChunk::similarity).average().orElse(0);
        var keywords = new LinkedHashSet<String>();
        children.forEach(child -> keywords.addAll(child.chunk().keywords()));
        Chunk chunk = parent.with(parent.contents().keyed(List.copyOf(keywords)));
        return new ScoredChunk(chunk, similarity, similarity, similarity, Optional.empty());
    }

    private record Key(DocumentId document, ChunkId chunk) {}
}
