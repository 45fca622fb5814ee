package dev.footnote.ports.index;

import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.retrieval.ChunkQuery;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds chunks by words and by vectors. A knowledge base that was never written to is an empty one.
 *
 * <p>An index has the vectors of one model. Which one is told by the first chunks that name theirs, or when it is built
 * anew; chunks of another model are refused with an {@link OtherModelException}. What names no model goes in anywhere.
 *
 * <p>Safe for use by several threads at once. Methods throw {@link IndexException} if the index cannot be read or
 * written. What fails changes nothing, but what was staged and not published by then may be lost: {@link #stage} and
 * {@link #publish} then refuse the document until it is removed. An index that cannot be written is searched as it was.
 */
public interface ChunkIndex {

    /**
     * Adds chunks of one document that are not found until {@link #publish}; a chunk with an id that is there already
     * replaces it. All embeddings of a knowledge base have one dimension.
     */
    void stage(KnowledgeBaseId knowledgeBase, List<IndexedChunk> chunks);

    /**
     * Adds chunks that are found within a second, whatever of their documents is staged; durable on return. A chunk
     * with an id that is there already replaces it.
     */
    void put(KnowledgeBaseId knowledgeBase, List<IndexedChunk> chunks);

    /**
     * Makes all staged chunks of {@code document} findable, together. On return they are durable, and within a second
     * they are found.
     */
    void publish(KnowledgeBaseId knowledgeBase, DocumentId document);

    /**
     * Removes all chunks of {@code document}, staged ones too; durable on return, gone from answers within a second.
     */
    default void remove(KnowledgeBaseId knowledgeBase, DocumentId document) {
        remove(knowledgeBase, document, Set.of());
    }

    /** As the other, but leaves those of {@code kept} that there are. */
    void remove(KnowledgeBaseId knowledgeBase, DocumentId document, Set<ChunkId> kept);

    /** Shows or hides those of {@code chunks} that there are; durable on return, and seen within a second. */
    void setAvailable(KnowledgeBaseId knowledgeBase, Set<ChunkId> chunks, boolean available);

    /** Gives the chunks of {@code document} another name of it; durable on return, and seen within a second. */
    void rename(KnowledgeBaseId knowledgeBase, DocumentId document, String name);

    /** Removes those of {@code chunks} that there are; durable on return. */
    void removeChunks(KnowledgeBaseId knowledgeBase, Set<ChunkId> chunks);

    /** Removes the knowledge base's index, and frees its space soon after; one without an index is ignored. */
    void drop(KnowledgeBaseId knowledgeBase);

    /**
     * The union of the best chunks by words and the best by vector, each at most {@link ChunkQuery#limit}. Several
     * knowledge bases are searched as one, with common word frequencies. Chunks that are staged or not available are
     * not found, and staged ones do not count in the frequencies. A vector of another dimension than a knowledge base's
     * finds nothing there.
     */
    Matches search(ChunkQuery query);

    /** The model whose vectors the index of {@code knowledgeBase} has; empty if there is none, or it was never told. */
    Optional<String> model(KnowledgeBaseId knowledgeBase);

    /**
     * Reads all of the knowledge base's index, to find out whether it is as it was written. One that is not is neither
     * searched nor written from then on, until it is built anew; both are refused.
     *
     * @throws IndexException also if it is damaged
     */
    void check(KnowledgeBaseId knowledgeBase);

    /** The knowledge bases that have an index. */
    Set<KnowledgeBaseId> knowledgeBases();

    /** The documents that have chunks in the index, staged ones too. */
    Set<DocumentId> documents(KnowledgeBaseId knowledgeBase);

    /** The chunks of {@code document} that are not staged, hidden ones too. */
    Set<ChunkId> chunks(KnowledgeBaseId knowledgeBase, DocumentId document);

    /** Those of {@code chunks} that there are and that are not staged, hidden ones too, in no order. */
    List<IndexedChunk> load(KnowledgeBaseId knowledgeBase, Set<ChunkId> chunks);

    /**
     * Begins to build the knowledge base's index anew, for vectors of {@code model}, beside the one there is, which is
     * searched until {@link Rebuild#finish}. What is changed meanwhile is changed in both, and what is staged is in
     * both; but chunks with vectors of another model are not added to the new one. Nothing is taken from an index that
     * is damaged or gone.
     *
     * @param model its full name; empty not to tell
     * @throws IndexException also if it is being rebuilt already
     */
    Rebuild rebuild(KnowledgeBaseId knowledgeBase, String model);

    /** An index that is being built. For one thread. */
    interface Rebuild extends AutoCloseable {

        /** Adds chunks to the new index, as {@link ChunkIndex#put} does. */
        void add(List<IndexedChunk> chunks);

        /** Those of {@code chunks} that are in the new index and not staged, in no order. */
        List<IndexedChunk> load(Set<ChunkId> chunks);

        /** Puts the new index in the place of the old one: after a crash it is wholly the one or the other. */
        void finish();

        /** Gives the new index up, unless it is finished. */
        @Override
        void close();
    }
}
