package dev.footnote.testkit.memory;

import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** What rows are listed by. */
record Listed<T>(
        Function<T, String> name, Function<T, Instant> created, Function<T, Instant> updated, Function<T, String> id) {

    Page<T> page(Stream<T> rows, Listing listing) {
        List<T> matching = rows.filter(row -> matches(name.apply(row), listing))
                .sorted(order(listing))
                .toList();
        return new Page<>(
                matching.stream().skip(listing.offset()).limit(listing.limit()).toList(), matching.size());
    }

    private Comparator<T> order(Listing listing) {
        Comparator<T> key = switch (listing.order()) {
            case CREATED -> Comparator.comparing(created);
            case UPDATED -> Comparator.comparing(updated);
            case NAME -> Comparator.comparing(row -> folded(name.apply(row)));
        };
        return (listing.descending() ? key.reversed() : key).thenComparing(id);
    }

    private static boolean matches(String name, Listing listing) {
        return folded(name).contains(folded(listing.keywords()))
                && listing.name().map(wanted -> same(wanted, name)).orElse(true);
    }

    /** Whether two names differ in case only. */
    static boolean same(String one, String other) {
        return folded(one).equals(folded(other));
    }

    static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
