package dev.footnote.domain.knowledge;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A piece of a document that can be found and cited.
 *
 * @param content the text, not empty
 * @param keywords found as wholes, and weigh more than the text
 * @param questions that this chunk answers; they weigh more than the text
 * @param tokens of the content
 * @param available whether it can be found
 * @param order its place in the document, from 0
 * @param parent the chunk that is told in place of this one where this one is found; the chunk itself if it is such a
 *     parent, which is never found; empty for one that stands for itself
 */
public record Chunk(
        ChunkId id,
        KnowledgeBaseId knowledgeBase,
        DocumentId document,
        String documentName,
        String content,
        List<String> keywords,
        List<String> questions,
        List<Position> positions,
        int tokens,
        boolean available,
        int order,
        Instant createdAt,
        Optional<ChunkId> parent) {

    public Chunk {
        requireNonNull(id, "id");
        requireNonNull(knowledgeBase, "knowledgeBase");
        requireNonNull(document, "document");
        requireNonNull(documentName, "documentName");
        requireNonNull(content, "content");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(parent, "parent");
        keywords = List.copyOf(keywords);
        questions = List.copyOf(questions);
        positions = List.copyOf(positions);
    }

    /** A chunk that stands for itself. */
    public Chunk(
            ChunkId id,
            KnowledgeBaseId knowledgeBase,
            DocumentId document,
            String documentName,
            String content,
            List<String> keywords,
            List<String> questions,
            List<Position> positions,
            int tokens,
            boolean available,
            int order,
            Instant createdAt) {
        this(
                id,
                knowledgeBase,
                document,
                documentName,
                content,
                keywords,
                questions,
                positions,
                tokens,
                available,
                order,
                createdAt,
                Optional.empty());
    }

    /** Whether it is only told in place of others. */
    public boolean standsForOthers() {
        return parent.equals(Optional.of(id));
    }

    /** This chunk, which cannot be found. */
    public Chunk hidden() {
        return copy(new Contents(content, keywords, questions, positions, tokens, false), documentName, parent);
    }

    /** This chunk with that parent. */
    public Chunk below(ChunkId other) {
        return copy(
                new Contents(content, keywords, questions, positions, tokens, available),
                documentName,
                Optional.of(other));
    }

    /** This chunk in a document that is now called so. */
    public Chunk named(String name) {
        return copy(new Contents(content, keywords, questions, positions, tokens, available), name, parent);
    }

    /** This chunk with other contents, in its place; with another text it stands for itself. */
    public Chunk with(Contents contents) {
        return copy(contents, documentName, contents.content().equals(content) ? parent : Optional.empty());
    }

    private Chunk copy(Contents contents, String name, Optional<ChunkId> newParent) {
        return new Chunk(
                id,
                knowledgeBase,
                document,
                name,
                contents.content(),
                contents.keywords(),
                contents.questions(),
                contents.positions(),
                contents.tokens(),
                contents.available(),
                order,
                createdAt,
                newParent);
    }

    /** Whether it says the same as {@code other}, is found by the same and shown as the same. */
    public boolean says(Chunk other) {
        return content.equals(other.content)
                && documentName.equals(other.documentName)
                && keywords.equals(other.keywords)
                && questions.equals(other.questions)
                && positions.equals(other.positions)
                && available == other.available
                && order == other.order;
    }

    /** What of a chunk can be changed; as the components of {@link Chunk}. */
    public record Contents(
            String content,
            List<String> keywords,
            List<String> questions,
            List<Position> positions,
            int tokens,
            boolean available) {
        public Contents {
            requireNonNull(content, "content");
            keywords = List.copyOf(keywords);
            questions = List.copyOf(questions);
            positions = List.copyOf(positions);
        }
    }
}
