package dev.footnote.domain.retrieval;

import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Chunks that were found, and the larger ones that are told in place of some of them. */
public final class Families {

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

    /** How many are told of {@code found}: of those with the same parent one. */
    public static int count(List<ScoredChunk> found) {
        return (int) found.stream().map(Families::key).distinct().count();
    }

    /**
     * {@code found} with each parent of {@code parents} in place of its children, as near as they are on average and
     * with their keywords, where the first of them was. A chunk whose parent is not there stays.
     */
    public static Knowledge told(Knowledge found, List<Chunk> parents) {
        var byKey = new HashMap<Key, Chunk>();
        parents.forEach(parent -> byKey.put(new Key(parent.document(), parent.id()), parent));
        var families = new LinkedHashMap<Key, List<ScoredChunk>>();
        for (ScoredChunk scored : found.chunks()) {
            Key key = key(scored);
            Key own = new Key(scored.chunk().document(), scored.chunk().id());
            families.computeIfAbsent(byKey.containsKey(key) ? key : own, one -> new ArrayList<>())
                    .add(scored);
        }
        var told = new ArrayList<ScoredChunk>();
        families.forEach((key, members) -> {
            Chunk parent = byKey.get(key);
            told.add(parent == null ? members.getFirst() : whole(parent, members));
        });
        int fewer = found.chunks().size() - told.size();
        return new Knowledge(told, found.total() - fewer, found.documents(), found.labels());
    }

    /** What is told of it: its parent, or itself. */
    private static Key key(ScoredChunk scored) {
        Chunk chunk = scored.chunk();
        return new Key(chunk.document(), chunk.parent().orElse(chunk.id()));
    }

    private static ScoredChunk whole(Chunk parent, List<ScoredChunk> children) {
        double similarity =
                children.stream().mapToDouble(ScoredChunk::similarity).average().orElse(0);
        var keywords = new LinkedHashSet<String>();
        children.forEach(child -> keywords.addAll(child.chunk().keywords()));
        Chunk chunk = parent.with(parent.contents().keyed(List.copyOf(keywords)));
        return new ScoredChunk(chunk, similarity, similarity, similarity);
    }

    private record Key(DocumentId document, ChunkId chunk) {}
}
