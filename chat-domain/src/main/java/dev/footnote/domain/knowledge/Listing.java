package dev.footnote.domain.knowledge;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Which part of a list, in which order.
 *
 * @param name only what has this name, ignoring case
 * @param keywords only what has this text in its name, ignoring case; empty for all
 * @param offset how many to leave out, at least 0
 * @param limit how many at most, at least 0
 */
public record Listing(Optional<String> name, String keywords, Order order, boolean descending, int offset, int limit) {

    /** Everything, newest first. */
    public static final Listing ALL = new Listing(Optional.empty(), "", Order.CREATED, true, 0, Integer.MAX_VALUE);

    public Listing {
        requireNonNull(name, "name");
        requireNonNull(keywords, "keywords");
        requireNonNull(order, "order");
        if (offset < 0 || limit < 0) {
            throw new IllegalArgumentException("no part of a list: offset %d, limit %d".formatted(offset, limit));
        }
    }

    /** What a list is ordered by; what is equal by it is ordered by id. */
    public enum Order {
        CREATED,
        UPDATED,
        NAME
    }
}
