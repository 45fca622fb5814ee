package dev.footnote.adapter.http;

import dev.footnote.domain.knowledge.DocumentFilter;
import dev.footnote.domain.knowledge.DocumentStatus.Kind;
import dev.footnote.domain.knowledge.FileCategory;
import dev.footnote.domain.knowledge.Listing;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which documents a query asks for. */
record DocumentQuery(Optional<String> id, Listing listing, DocumentFilter filter) {

    private static final long SECONDS_BELOW = 100_000_000_000L;

    static DocumentQuery of(Call call) {
        var filter = new DocumentFilter(
                Optional.empty(),
                statuses(call),
                suffixes(sent(call, "suffix"), sent(call, "types")),
                time(call, "create_time_from"),
                time(call, "create_time_to"));
        return new DocumentQuery(call.query("id"), listing(call), filter);
    }

    private static Listing listing(Call call) {
        int page = number(call, "page", 1);
        int size = number(call, "page_size", 30);
        var order = switch (call.query("orderby").orElse("create_time")) {
            case "update_time", "update_date" -> Listing.Order.UPDATED;
            case "name" -> Listing.Order.NAME;
            default -> Listing.Order.CREATED;
        };
        boolean descending = !call.query("desc")
                .orElse("true")
                .strip()
                .toLowerCase(Locale.ROOT)
                .equals("false");
        int offset = (int) Math.min((Math.max(1, page) - 1L) * size, Integer.MAX_VALUE);
        return new Listing(call.query("name"), call.query("keywords").orElse(""), order, descending, offset, size);
    }

    /** A number of pages or of things on one; refused if it is negative. */
    static int number(Call call, String name, int fallback) {
        int number = call.number(name, fallback);
        if (number < 0) {
            throw Refusal.unusable("`%s` must not be negative.".formatted(name));
        }
        return number;
    }

    /** A time in milliseconds, or in seconds; empty if it is absent or 0. */
    static Optional<Instant> time(Call call, String name) {
        return call.query(name)
                .map(text -> {
                    try {
                        return Long.parseLong(text.strip());
                    } catch (NumberFormatException e) {
                        throw Refusal.invalid(101, "`%s` must be an integer.".formatted(name));
                    }
                })
                .filter(number -> number > 0)
                .map(number -> number < SECONDS_BELOW ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number));
    }

    private static Optional<Set<Kind>> statuses(Call call) {
        List<String> sent = sent(call, "run");
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        Set<Kind> kinds = new HashSet<>();
        for (String run : sent) {
            switch (run.toUpperCase(Locale.ROOT)) {
                case "0", "UNSTART" -> kinds.add(Kind.UPLOADED);
                case "1", "RUNNING" -> kinds.add(Kind.RUNNING);
                case "2", "CANCEL" -> kinds.add(Kind.CANCELLED);
                case "3", "DONE" -> kinds.add(Kind.READY);
                case "4", "FAIL" -> kinds.add(Kind.FAILED);
                case "5", "SCHEDULE" -> {} // documents are never scheduled here
                default -> throw Refusal.invalid(102, "Invalid filter run status conditions: " + run);
            }
        }
        return Optional.of(kinds);
    }

    /** The endings that are asked for by {@code exact} and by {@code types} of files, in lower case; empty for all. */
    static Optional<Set<String>> suffixes(List<String> exact, List<String> types) {
        if (exact.isEmpty() && types.isEmpty()) {
            return Optional.empty();
        }
        Set<String> endings = new HashSet<>(exact);
        Set<String> ofTypes = new HashSet<>();
        types.forEach(type -> ofTypes.addAll(endings(type)));
        if (exact.isEmpty()) {
            return Optional.of(ofTypes);
        }
        if (!types.isEmpty()) {
            endings.retainAll(ofTypes);
        }
        return Optional.of(endings);
    }

    private static Set<String> endings(String type) {
        Set<String> endings = new HashSet<>(Set.of(type));
        for (FileCategory category : FileCategory.values()) {
            if (DocumentShape.type(category).equals(type)) {
                endings.addAll(category.endings());
            }
        }
        return endings;
    }

    private static List<String> sent(Call call, String name) {
        return call.context().queryParams(name).stream()
                .flatMap(values -> List.of(values.split(",", -1)).stream())
                .map(value -> value.strip().toLowerCase(Locale.ROOT))
                .filter(value -> !value.isEmpty())
                .toList();
    }
}
