package dev.footnote.domain.knowledge;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;

/**
 * Which fields of what is noted of documents somebody asks to see.
 *
 * @param names empty for all of them
 */
public record MetadataFields(Optional<Set<String>> names) {

    /** All of them. */
    public static final MetadataFields ALL = new MetadataFields(Optional.empty());

    public MetadataFields {
        names = names.map(Set::copyOf);
    }

    /** These fields of {@code metadata}. */
    public Metadata of(Metadata metadata) {
        if (names.isEmpty()) {
            return metadata;
        }
        var some = new LinkedHashMap<>(metadata.fields().values());
        some.keySet().retainAll(names.get());
        return new Metadata(new ClientSettings(some));
    }
}
