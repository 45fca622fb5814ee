package dev.footnote.domain.knowledge;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.UserId;
import java.time.Instant;

/**
 * An uploaded file, or something without a file that only chunks written by hand are added to.
 *
 * @param name as uploaded or renamed, only ever text, never a path; at most 255 bytes in UTF-8
 * @param bytes the file's length
 * @param enabled whether its chunks can be found
 * @param metadata what its client has noted of it
 * @param parsing how far it is, and what came of it
 */
public record Document(
        DocumentId id,
        TenantId tenant,
        KnowledgeBaseId knowledgeBase,
        UserId createdBy,
        Origin origin,
        String name,
        long bytes,
        Chunking chunking,
        ClientSettings parser,
        boolean enabled,
        Metadata metadata,
        Parsing parsing,
        Instant createdAt,
        Instant updatedAt) {

    public Document {
        requireNonNull(id, "id");
        requireNonNull(tenant, "tenant");
        requireNonNull(knowledgeBase, "knowledgeBase");
        requireNonNull(createdBy, "createdBy");
        requireNonNull(origin, "origin");
        requireNonNull(name, "name");
        requireNonNull(chunking, "chunking");
        requireNonNull(parser, "parser");
        requireNonNull(metadata, "metadata");
        requireNonNull(parsing, "parsing");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes is negative: " + bytes);
        }
    }

    /** A file with these components. */
    public Document(
            DocumentId id,
            TenantId tenant,
            KnowledgeBaseId knowledgeBase,
            UserId createdBy,
            String name,
            long bytes,
            Chunking chunking,
            ClientSettings parser,
            boolean enabled,
            Metadata metadata,
            Parsing parsing,
            Instant createdAt,
            Instant updatedAt) {
        this(
                id,
                tenant,
                knowledgeBase,
                createdBy,
                Origin.FILE,
                name,
                bytes,
                chunking,
                parser,
                enabled,
                metadata,
                parsing,
                createdAt,
                updatedAt);
    }

    /** The part of the name behind its last dot, in the case it was written; empty if there is none. */
    public String suffix() {
        return FileCategory.suffix(name);
    }

    /** What kind of file it is, by its name. */
    public FileCategory category() {
        return FileCategory.of(name);
    }

    /** This document with other settings, changed at {@code at}. */
    public Document with(
            String otherName,
            Chunking otherChunking,
            ClientSettings otherParser,
            boolean otherEnabled,
            Metadata otherMetadata,
            Instant at) {
        return new Document(
                id,
                tenant,
                knowledgeBase,
                createdBy,
                origin,
                otherName,
                bytes,
                otherChunking,
                otherParser,
                otherEnabled,
                otherMetadata,
                parsing,
                createdAt,
                at);
    }

    /** Where a document comes from. */
    public enum Origin {
        /** From a file that was uploaded or fetched. */
        FILE,
        /** From nowhere: it was made empty. */
        NONE
    }
}
