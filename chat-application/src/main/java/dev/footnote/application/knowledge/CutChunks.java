package dev.footnote.application.knowledge;

import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkFilter;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.ports.Ports;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What was cut out of documents, beside which there is what was written by hand. */
record CutChunks(Ports ports) {

    /**
     * The chunks of a document that were written by hand.
     *
     * @param tokens of all of them together
     */
    record Written(Set<ChunkId> ids, long tokens) {
        Written {
            ids = Set.copyOf(ids);
        }

        int chunks() {
            return ids.size();
        }
    }

    Written written(Document document) {
        List<Chunk> chunks = ports.chunks()
                .list(document.tenant(), document.id(), ChunkFilter.BY_HAND, 0, Integer.MAX_VALUE)
                .items();
        return new Written(
                chunks.stream().map(Chunk::id).collect(Collectors.toSet()),
                chunks.stream().mapToLong(Chunk::tokens).sum());
    }

    /** Takes away what was cut out of the document, staged or not; says what stays. */
    Written remove(Document document) {
        Written written = written(document);
        ports.index().remove(document.knowledgeBase(), document.id(), written.ids());
        ports.chunks().removeCut(document.tenant(), document.id());
        return written;
    }

    /** Takes away what was written by hand; nothing is, if the index fails. */
    void removeWritten(Document document) {
        Set<ChunkId> written = written(document).ids();
        if (!written.isEmpty()) {
            ports.index().removeChunks(document.knowledgeBase(), written);
            ports.chunks().remove(document.tenant(), document.id(), written);
        }
    }
}
