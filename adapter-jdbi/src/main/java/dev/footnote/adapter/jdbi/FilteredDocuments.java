package dev.footnote.adapter.jdbi;

import dev.footnote.domain.knowledge.DocumentFilter;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.DocumentStatus;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A filter of documents as conditions on the table {@code t}. */
record FilteredDocuments(DocumentFilter filter) {

    /** What stands behind the other conditions. */
    String conditions() {
        var conditions = new StringBuilder();
        filter.ids().ifPresent(ids -> conditions.append(in("t.id", "chosen_ids")));
        filter.statuses().ifPresent(statuses -> conditions.append(in("t.status", "chosen_statuses")));
        filter.suffixes()
                .ifPresent(suffixes -> conditions.append(
                        in("lower(coalesce(substring(t.name from '.\\.([^.]*)$'), ''))", "chosen_suffixes")));
        filter.from().ifPresent(from -> conditions.append(" and t.created_at >= :chosen_from"));
        filter.to().ifPresent(to -> conditions.append(" and t.created_at <= :chosen_to"));
        return conditions.toString();
    }

    /** The values of the names in {@link #conditions}, and {@code others}. */
    Map<String, Object> values(Map<String, String> others) {
        Map<String, Object> values = new HashMap<>(others);
        filter.ids()
                .ifPresent(ids -> values.put(
                        "chosen_ids", ids.stream().map(DocumentId::value).toArray(String[]::new)));
        filter.statuses()
                .ifPresent(statuses -> values.put(
                        "chosen_statuses",
                        statuses.stream().map(FilteredDocuments::name).toArray(String[]::new)));
        filter.suffixes().ifPresent(suffixes -> values.put("chosen_suffixes", suffixes.toArray(String[]::new)));
        filter.from().ifPresent(from -> values.put("chosen_from", from));
        filter.to().ifPresent(to -> values.put("chosen_to", to));
        return values;
    }

    private static String in(String column, String name) {
        return " and " + column + " = any(:" + name + ")";
    }

    private static String name(DocumentStatus.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
