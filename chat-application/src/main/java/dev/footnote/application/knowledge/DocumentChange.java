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
