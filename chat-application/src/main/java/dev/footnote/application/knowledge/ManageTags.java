package dev.footnote.application.knowledge;

import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.ChatException.Upstream;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkFilter;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The tags of a knowledge base: the keywords of chunks whose documents are lists of tagged texts. */
public final class ManageTags {

    private static final String METHOD = "tag";
    private static final int AT_ONCE = 500;

    private final ManageDocuments documents;
    private final ManageChunks chunks;

    public ManageTags(ManageDocuments documents, ManageChunks chunks) {
        this.documents = documents;
        this.chunks = chunks;
    }

    /**
     * How many chunks have each tag, by tag.
     *
     * @throws NotFound if the knowledge base is not the caller's
     */
    public Map<String, Integer> count(Caller caller, KnowledgeBaseId base) {
        var counts = new TreeMap<String, Integer>();
        tagged(caller, base)
                .forEach(chunk ->
                        new LinkedHashSet<>(chunk.keywords()).forEach(tag -> counts.merge(tag, 1, Integer::sum)));
        return counts;
    }

    /**
     * Takes {@code tags} off all chunks that have them.
     *
     * @throws NotFound if the knowledge base is not the caller's
     * @throws Upstream if the embedding model fails; what was changed until then stays
     */
    public void remove(Caller caller, KnowledgeBaseId base, Set<String> tags) {
        change(
                caller,
                base,
                keywords -> keywords.stream().filter(tag -> !tags.contains(tag)).toList());
    }

    /** Gives a tag another name; fails as {@link #remove} does. */
    public void rename(Caller caller, KnowledgeBaseId base, String from, String to) {
        change(
                caller,
                base,
                keywords -> keywords.stream()
                        .map(tag -> tag.equals(from) ? to : tag)
                        .distinct()
                        .toList());
    }

    private void change(Caller caller, KnowledgeBaseId base, UnaryOperator<List<String>> change) {
        for (Chunk chunk : tagged(caller, base)) {
            List<String> keywords = change.apply(chunk.keywords());
            if (!keywords.equals(chunk.keywords())) {
                chunks.update(
                        caller,
                        base,
                        chunk.document(),
                        chunk.id(),
                        before -> new Chunk.Contents(
                                before.content(),
                                keywords,
                                before.questions(),
                                before.positions(),
                                before.tokens(),
                                before.available()));
            }
        }
    }

    private List<Chunk> tagged(Caller caller, KnowledgeBaseId base) {
        var tagged = new ArrayList<Chunk>();
        for (Document document : documents.list(caller, base, Listing.ALL).items()) {
            if (document.chunking().method().equals(METHOD)) {
                List<Chunk> some = List.of();
                for (int from = 0; from == 0 || some.size() == AT_ONCE; from += AT_ONCE) {
                    some = chunks.list(caller, base, document.id(), ChunkFilter.of(""), from, AT_ONCE)
                            .items();
                    tagged.addAll(some);
                }
            }
        }
        return tagged;
    }
}
