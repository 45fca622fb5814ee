package dev.footnote.domain.knowledge;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * A set of documents that are searched together, with one embedding model.
 *
 * @param settings what its owner can change
 * @param size what is in it, as counted when it was read
 */
public record KnowledgeBase(
        KnowledgeBaseId id,
        TenantId tenant,
        UserId createdBy,
        Settings settings,
        Size size,
        Instant createdAt,
        Instant updatedAt) {

    public KnowledgeBase {
        requireNonNull(id, "id");
        requireNonNull(tenant, "tenant");
        requireNonNull(createdBy, "createdBy");
        requireNonNull(settings, "settings");
        requireNonNull(size, "size");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
    }

    /** This knowledge base with other settings, changed at {@code at}. */
    public KnowledgeBase with(Settings changed, Instant at) {
        return new KnowledgeBase(id, tenant, createdBy, changed, size, createdAt, at);
    }

    /**
     * What its owner can change.
     *
     * @param name not blank, at most 128 characters
     * @param avatar a picture as a data URL
     * @param embeddingModel {@code name@factory}
     * @param parser what clients sent about parsing and read back; {@code chunking} and {@code tagging} are what of it
     *     has an effect
     */
    public record Settings(
            String name,
            Optional<String> avatar,
            Optional<String> description,
            String language,
            String embeddingModel,
            Permission permission,
            Chunking chunking,
            ClientSettings parser,
            int pagerank,
            Tagging tagging) {
        public Settings {
            requireNonNull(name, "name");
            requireNonNull(avatar, "avatar");
            requireNonNull(description, "description");
            requireNonNull(language, "language");
            requireNonNull(embeddingModel, "embeddingModel");
            requireNonNull(permission, "permission");
            requireNonNull(chunking, "chunking");
            requireNonNull(parser, "parser");
            requireNonNull(tagging, "tagging");
            if (name.isBlank()) {
                throw new IllegalArgumentException("a knowledge base has a name");
            }
        }

        /** These settings, and no tagging. */
        public Settings(
                String name,
                Optional<String> avatar,
                Optional<String> description,
                String language,
                String embeddingModel,
                Permission permission,
                Chunking chunking,
                ClientSettings parser,
                int pagerank) {
            this(
                    name,
                    avatar,
                    description,
                    language,
                    embeddingModel,
                    permission,
                    chunking,
                    parser,
                    pagerank,
                    Tagging.NONE);
        }

        /** These settings with another embedding model. */
        public Settings embeddedBy(String model) {
            return new Settings(
                    name, avatar, description, language, model, permission, chunking, parser, pagerank, tagging);
        }

        /** These settings under another name. */
        public Settings named(String other) {
            return new Settings(
                    other,
                    avatar,
                    description,
                    language,
                    embeddingModel,
                    permission,
                    chunking,
                    parser,
                    pagerank,
                    tagging);
        }
    }

    /** Who may use it beside its owner. */
    public enum Permission {
        ME,
        TEAM
    }

    /**
     * What is in a knowledge base.
     *
     * @param tokens of all chunks together
     */
    public record Size(int documents, int chunks, long tokens) {
        /** Nothing yet. */
        public static final Size EMPTY = new Size(0, 0, 0);
    }
}
