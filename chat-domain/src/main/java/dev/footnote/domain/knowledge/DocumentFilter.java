package dev.footnote.domain.knowledge;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which documents of a list; all of it must hold, and an empty set chooses nothing.
 *
 * @param ids only these
 * @param statuses only documents that are there on their way
 * @param suffixes only names with these endings, in lower case, without dot
 * @param from made then or later
 * @param to made then or before
 */
public record DocumentFilter(
        Optional<Set<DocumentId>> ids,
        Optional<Set<DocumentStatus.Kind>> statuses,
        Optional<Set<String>> suffixes,
        Optional<Instant> from,
        Optional<Instant> to) {

    /** Every document. */
    public static final DocumentFilter ALL = new DocumentFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public DocumentFilter {
        ids = ids.map(Set::copyOf);
        statuses = statuses.map(Set::copyOf);
        suffixes = suffixes.map(Set::copyOf);
        requireNonNull(from, "from");
        requireNonNull(to, "to");
    }

    /** Documents that are there on their way. */
    public static DocumentFilter in(Set<DocumentStatus.Kind> statuses) {
        return new DocumentFilter(
                Optional.empty(), Optional.of(statuses), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** This filter for those of {@code chosen} alone that it chooses. */
    public DocumentFilter among(Set<DocumentId> chosen) {
        Set<DocumentId> both = ids.map(
                        known -> chosen.stream().filter(known::contains).collect(Collectors.toSet()))
                .orElse(chosen);
        return new DocumentFilter(Optional.of(both), statuses, suffixes, from, to);
    }
}
