package dev.footnote.application.knowledge;

import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.ChatException.Upstream;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Tags;
import dev.footnote.ports.Ports;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The tags that the chunks of a knowledge base have by name. */
public final class ManageTags {

    private final Ports ports;
    private final ManageChunks chunks;

    public ManageTags(Ports ports, ManageChunks chunks) {
        this.ports = ports;
        this.chunks = chunks;
    }

    /**
     * How many chunks have each tag, by tag.
     *
     * @throws NotFound if the knowledge base is not the caller's
     */
    public Map<String, Integer> count(Caller caller, KnowledgeBaseId base) {
        requireBase(caller, base);
        return new TreeMap<>(ports.chunks().tags(BaseOwner.of(ports, caller, base), base));
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
                tags,
                names -> names.stream().filter(tag -> !tags.contains(tag)).toList());
    }

    /** Gives a tag another name, which is cut if it is too long; fails as {@link #remove} does. */
    public void rename(Caller caller, KnowledgeBaseId base, String from, String to) {
        String name = to.substring(0, Math.min(to.length(), Tags.MAX_LENGTH));
        change(
                caller,
                base,
                Set.of(from),
                names -> names.stream()
                        .map(tag -> tag.equals(from) ? name : tag)
                        .distinct()
                        .toList());
    }

    private void change(Caller caller, KnowledgeBaseId base, Set<String> tags, UnaryOperator<List<String>> change) {
        requireBase(caller, base);
        for (Chunk chunk : ports.chunks().tagged(BaseOwner.of(ports, caller, base), base, tags)) {
            chunks.update(
                    caller,
                    base,
                    chunk.document(),
                    chunk.id(),
                    before -> before.tagged(
                            before.tags().renamed(change.apply(before.tags().names()))));
        }
    }

    private void requireBase(Caller caller, KnowledgeBaseId base) {
        if (ports.knowledgeBases().find(caller.tenant(), base).isEmpty()) {
            throw new NotFound(Thing.KNOWLEDGE_BASE, base.value());
        }
    }
}
