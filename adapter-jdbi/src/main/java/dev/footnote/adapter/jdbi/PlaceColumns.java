package dev.footnote.adapter.jdbi;

import dev.footnote.domain.conversation.Place;
import org.jspecify.annotations.Nullable;

/** A place in a conversation, as statements take it: behind the leaf, or behind {@code after}, which may be no turn. */
record PlaceColumns(boolean atEnd, @Nullable String after) {

    static PlaceColumns of(Place place) {
        return switch (place) {
            case Place.End end -> new PlaceColumns(true, null);
            case Place.After(var turn) -> new PlaceColumns(false, turn.value());
            case Place.Beginning beginning -> new PlaceColumns(false, null);
        };
    }
}
