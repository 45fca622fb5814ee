package dev.footnote.adapter.jdbi;

import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * Rows that have a name, a time of creation and one of change, and are listed.
 *
 * @param columns what is selected; {@code t} is the table
 * @param source the table {@code t} and, behind {@code where}, which of its rows there are
 * @param values of the names in {@code source}
 */
record Listed(String columns, String source, Map<String, ?> values) {

    /** A part of the rows. The total is counted by a statement of its own, just before. */
    <T> Page<T> page(Handle handle, Listing listing, RowMapper<T> mapper) {
        String matching = """
                from %s
                and (cast(:listed_name as text) is null or lower(t.name) = lower(:listed_name))
                and t.name ilike :listed_pattern
                """.formatted(source);
        long total = handle.createQuery("select count(*) " + matching)
                .bindMap(values)
                .bind("listed_name", listing.name().orElse(null))
                .bind("listed_pattern", containing(listing.keywords()))
                .mapTo(Long.class)
                .one();
        String rows = """
                select %s %s
                order by %s %s, t.id
                limit :listed_limit offset :listed_offset
                """.formatted(columns, matching, key(listing.order()), listing.descending() ? "desc" : "asc");
        return new Page<>(
                handle.createQuery(rows)
                        .bindMap(values)
                        .bind("listed_name", listing.name().orElse(null))
                        .bind("listed_pattern", containing(listing.keywords()))
                        .bind("listed_limit", listing.limit())
                        .bind("listed_offset", listing.offset())
                        .map(mapper)
                        .list(),
                total);
    }

    /** The pattern for {@code ilike} that texts with {@code part} in them match. */
    static String containing(String part) {
        return "%" + part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    private static String key(Listing.Order order) {
        return switch (order) {
            case CREATED -> "t.created_at";
            case UPDATED -> "t.updated_at";
            case NAME -> "lower(t.name)";
        };
    }
}
