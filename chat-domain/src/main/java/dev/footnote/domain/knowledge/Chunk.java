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
 * @param byHand whether it was written by hand, and not cut out of the document
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
        Optional<ChunkId> parent,
        Tags tags,
        boolean byHand) {

    public Chunk {
        requireNonNull(id, "id");
        requireNonNull(knowledgeBase, "knowledgeBase");
        requireNonNull(document, "document");
        requireNonNull(documentName, "documentName");
        requireNonNull(content, "content");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(parent, "parent");
        requireNonNull(tags, "tags");
        keywords = List.copyOf(keywords);
        questions = List.copyOf(questions);
        positions = List.copyOf(positions);
    }

    /** A chunk without tags that stands for itself and was not written by hand. */
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
                Optional.empty(),
                Tags.NONE,
                false);
    }

    /** Whether it is only told in place of others. */
    public boolean standsForOthers() {
        return parent.equals(Optional.of(id));
    }

    /** What of it can be changed. */
    public Contents contents() {
        return new Contents(content, keywords, questions, positions, tokens, available, tags);
    }

    /** This chunk, which can be found, or cannot. */
    public Chunk available(boolean found) {
        return copy(contents().available(found), documentName, parent, byHand);
    }

    /** This chunk with that parent. */
    public Chunk below(ChunkId other) {
        return copy(contents(), documentName, Optional.of(other), byHand);
    }

    /** This chunk in a document that is now called so. */
    public Chunk named(String name) {
        return copy(contents(), name, parent, byHand);
    }

    /** This chunk with other tags. */
    public Chunk tagged(Tags others) {
        return copy(contents().tagged(others), documentName, parent, byHand);
    }

    /** This chunk, written by hand. */
    public Chunk writtenByHand() {
        return copy(contents(), documentName, parent, true);
    }

    /** This chunk with other contents, in its place; with another text it stands for itself. */
    public Chunk with(Contents contents) {
        return copy(contents, documentName, contents.content().equals(content) ? parent : Optional.empty(), byHand);
    }

    private Chunk copy(Contents contents, String name, Optional<ChunkId> newParent, boolean newByHand) {
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
                newParent,
                contents.tags(),
                newByHand);
    }

    /** Whether it says the same as {@code other}, is found by the same and shown as the same. */
    public boolean says(Chunk other) {
        return content.equals(other.content)
                && documentName.equals(other.documentName)
                && keywords.equals(other.keywords)
                && questions.equals(other.questions)
                && positions.equals(other.positions)
                && tags.equals(other.tags)
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
            boolean available,
            Tags tags) {
        public Contents {
            requireNonNull(content, "content");
            keywords = List.copyOf(keywords);
            questions = List.copyOf(questions);
            positions = List.copyOf(positions);
            requireNonNull(tags, "tags");
        }

        private Contents available(boolean found) {
            return new Contents(content, keywords, questions, positions, tokens, found, tags);
        }

        /** These contents with other tags. */
        public Contents tagged(Tags others) {
            return new Contents(content, keywords, questions, positions, tokens, available, others);
        }

        /** These contents with other keywords. */
        public Contents keyed(List<String> others) {
            return new Contents(content, others, questions, positions, tokens, available, tags);
        }

        /** These contents with another count of tokens. */
        public Contents counted(int others) {
            return new Contents(content, keywords, questions, positions, others, available, tags);
        }
    }
}
