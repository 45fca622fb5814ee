package dev.footnote.domain.citation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A part of a chunk as it was when it was cited.
 *
 * @param hash of its text, as {@link #hash} makes it
 */
public record Passage(DocumentId document, ChunkId chunk, Span span, String hash) {
    public Passage {
        requireNonNull(document, "document");
        requireNonNull(chunk, "chunk");
        requireNonNull(span, "span");
        requireNonNull(hash, "hash");
    }

    /** What has become of a passage. */
    public enum State {
        /** The chunk is there and says the same at the same place. */
        HOLDS,
        /** The chunk is there and says something else. */
        CHANGED,
        /** The chunk is not there any more. */
        GONE
    }

    /** The SHA-256 of {@code text} in UTF-8, as 64 lower-case hexadecimal digits. */
    public static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The text of {@code span} in {@code content}; empty if that is too short. */
    public static Optional<String> text(String content, Span span) {
        return span.end() <= content.length()
                ? Optional.of(content.substring(span.start(), span.end()))
                : Optional.empty();
    }

    /** What has become of it, if {@code now} is its chunk as it is today; empty for one that is not there. */
    public State in(Optional<Chunk> now) {
        if (now.isEmpty()) {
            return State.GONE;
        }
        boolean same = text(now.get().content(), span)
                .filter(text -> hash(text).equals(hash))
                .isPresent();
        return same ? State.HOLDS : State.CHANGED;
    }
}
