package dev.footnote.domain.knowledge;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * A piece of a document that can be found and cited.
 *
 * @param content the text, not empty
 * @param keywords found as wholes, and weigh more than the text
 * @param questions that this chunk answers; they weigh more than the text
 * @param tokens of the content
 * @param available whether it can be found
 * @param order its place in the document, from 0
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
        Instant createdAt) {

    public Chunk {
        requireNonNull(id, "id");
        requireNonNull(knowledgeBase, "knowledgeBase");
        requireNonNull(document, "document");
        requireNonNull(documentName, "documentName");
        requireNonNull(content, "content");
        requireNonNull(createdAt, "createdAt");
        keywords = List.copyOf(keywords);
        questions = List.copyOf(questions);
        positions = List.copyOf(positions);
    }

    /** This chunk with other contents, in its place. */
    public Chunk with(Contents contents) {
        return new Chunk(
                id,
                knowledgeBase,
                document,
                documentName,
                contents.content(),
                contents.keywords(),
                contents.questions(),
                contents.positions(),
                contents.tokens(),
                contents.available(),
                order,
                createdAt);
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
