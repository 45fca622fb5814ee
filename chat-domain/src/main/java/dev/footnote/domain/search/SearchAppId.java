package dev.footnote.domain.search;

import static dev.footnote.domain.identity.Ids.requireId;

/** Names a search app. */
public record SearchAppId(String value) {
    public SearchAppId {
        requireId(value, "search app");
    }
}
