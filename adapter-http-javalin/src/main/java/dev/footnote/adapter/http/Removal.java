package dev.footnote.adapter.http;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How a list of ids is removed, one after the other.
 *
 * @param missing what is said of an id that is not there, with {@code %s} for it
 * @param duplicate what is said of an id that was sent twice
 */
record Removal(String missing, String duplicate) {

    /** Removes each of {@code ids} and tells how that went. */
    Envelope of(List<String> ids, Predicate<String> remove) {
        var distinct = new LinkedHashSet<String>();
        var errors = new ArrayList<String>();
        Set<String> twice = new LinkedHashSet<>();
        for (String id : ids) {
            if (!distinct.add(id)) {
                twice.add(id);
            }
        }
        int removed = 0;
        for (String id : distinct) {
            if (!id.isBlank() && remove.test(id)) {
                removed++;
            } else {
                errors.add(missing.replace("%s", id));
            }
        }
        if (removed == 0 && !errors.isEmpty()) {
            throw Refusal.missing(String.join("; ", errors));
        }
        if (errors.isEmpty()) {
            twice.forEach(id -> errors.add(duplicate.replace("%s", id)));
        }
        return errors.isEmpty()
                ? Envelope.token()
                : Envelope.token(Shape.of("success_count", removed, "errors", errors));
    }
}
