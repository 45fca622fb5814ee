package dev.footnote.domain.knowledge;

import java.util.List;

/**
 * A part of a list.
 *
 * @param total how many there are in the whole list
 * @param <T> the type of the elements
 */
public record Page<T>(List<T> items, long total) {
    public Page {
        items = List.copyOf(items);
    }
}
