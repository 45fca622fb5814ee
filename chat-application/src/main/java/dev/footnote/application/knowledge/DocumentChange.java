package dev.footnote.application.knowledge;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.Metadata;
import java.time.Instant;
import java.util.Optional;

/** What is to change of a document; what is empty stays. */
public record DocumentChange(
        Optional<String> name,
        Optional<Chunking> chunking,
        Optional<ClientSettings> parser,
        Optional<Boolean> enabled,
        Optional<Metadata> metadata) {

    public DocumentChange {
        requireNonNull(name, "name");
        requireNonNull(chunking, "chunking");
        requireNonNull(parser, "parser");
        requireNonNull(enabled, "enabled");
        requireNonNull(metadata, "metadata");
    }

    /** Nothing changes. */
    private static final DocumentChange NONE = new DocumentChange(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Only whether its chunks can be found. */
    public static DocumentChange enabled(boolean enabled) {
        return new DocumentChange(NONE.name, NONE.chunking, NONE.parser, Optional.of(enabled), NONE.metadata);
    }

    /** Only what clients read back about parsing. */
    public static DocumentChange parser(ClientSettings parser) {
        return new DocumentChange(NONE.name, NONE.chunking, Optional.of(parser), NONE.enabled, NONE.metadata);
    }

    /** Only what is noted of it. */
    public static DocumentChange metadata(Metadata metadata) {
        return new DocumentChange(NONE.name, NONE.chunking, NONE.parser, NONE.enabled, Optional.of(metadata));
    }

    /** Only how it is cut. */
    public static DocumentChange cutting(Chunking otherwise) {
        return NONE.cut(otherwise);
    }

    /** This change, and how it is cut. */
    public DocumentChange cut(Chunking otherwise) {
        return new DocumentChange(name, Optional.of(otherwise), parser, enabled, metadata);
    }

    Document applied(Document document, Instant at) {
        return document.with(
                name.orElse(document.name()),
                chunking.orElse(document.chunking()),
                parser.orElse(document.parser()),
                enabled.orElse(document.enabled()),
                metadata.orElse(document.metadata()),
                at);
    }
}
