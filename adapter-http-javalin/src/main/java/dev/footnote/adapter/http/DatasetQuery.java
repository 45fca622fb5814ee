package dev.footnote.adapter.http;

import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which datasets are asked for: by id, by name, or a page of all. */
record DatasetQuery(Optional<String> id, Listing listing) {

    private static final List<String> KNOWN = List.of("id", "name", "page", "page_size", "orderby", "desc");
    private static final Set<String> YES = Set.of("1", "true", "t", "on", "yes", "y");
    private static final Set<String> NO = Set.of("0", "false", "f", "off", "no", "n");

    /** Reads the query's parameters, strictly. */
    static DatasetQuery of(Call call) {
        return Schema.all(errors -> read(call, errors));
    }

    /** The datasets of a name. */
    static Listing named(String name) {
        return new Listing(Optional.of(name), "", Listing.Order.CREATED, true, 0, 1);
    }

    private static DatasetQuery read(Call call, List<String> errors) {
        Optional<String> id = sent(call, "id").map(text -> DatasetSchema.id(text, "id", errors));
        Optional<String> name = sent(call, "name").filter(text -> !text.isEmpty());
        int page = number(call, "page", 1, errors);
        int size = number(call, "page_size", 30, errors);
        Listing.Order order = order(sent(call, "orderby").orElse("create_time"), errors);
        boolean descending = flag(sent(call, "desc").orElse("true"), errors);
        call.context().queryParamMap().forEach((key, values) -> {
            if (!KNOWN.contains(key)) {
                errors.add(Schema.error(key, "Extra inputs are not permitted", String.join(",", values)));
            }
        });
        int offset = (int) Math.min((Math.max(1, page) - 1L) * Math.max(1, size), Integer.MAX_VALUE);
        return new DatasetQuery(id, new Listing(name, "", order, descending, offset, Math.max(1, size)));
    }

    private static Listing.Order order(String text, List<String> errors) {
        if (!text.equals("create_time") && !text.equals("update_time")) {
            errors.add(Schema.error("orderby", "Input should be 'create_time' or 'update_time'", text));
        }
        return text.equals("update_time") ? Listing.Order.UPDATED : Listing.Order.CREATED;
    }

    private static boolean flag(String text, List<String> errors) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!YES.contains(lower) && !NO.contains(lower)) {
            errors.add(Schema.error("desc", "Input should be a valid boolean, unable to interpret input", text));
        }
        return YES.contains(lower);
    }

    private static int number(Call call, String name, int fallback, List<String> errors) {
        Optional<String> text = sent(call, name);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(text.get().strip());
            if (number < 1) {
                errors.add(Schema.error(name, "Input should be greater than or equal to 1", text.get()));
            }
            return number;
        } catch (NumberFormatException e) {
            errors.add(Schema.error(
                    name, "Input should be a valid integer, unable to parse string as an integer", text.get()));
            return fallback;
        }
    }

    private static Optional<String> sent(Call call, String name) {
        List<String> values = new ArrayList<>(call.context().queryParams(name));
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    /** The page of this one dataset, which is empty if it has another name than the one asked for. */
    Page<KnowledgeBase> alone(KnowledgeBase base) {
        boolean meant = listing.name()
                .map(name -> name.equalsIgnoreCase(base.settings().name()))
                .orElse(true);
        return meant ? new Page<>(List.of(base), 1) : new Page<>(List.of(), 0);
    }
}
