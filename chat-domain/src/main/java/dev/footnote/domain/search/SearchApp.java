package dev.footnote.domain.search;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.UserId;
import java.time.Instant;

/** A search that is kept under a name, so that it can be asked again and shared. */
public record SearchApp(
        SearchAppId id,
        TenantId tenant,
        UserId creator,
        About about,
        SearchSettings settings,
        Instant createdAt,
        Instant updatedAt) {

    public SearchApp {
        requireNonNull(id, "id");
        requireNonNull(tenant, "tenant");
        requireNonNull(creator, "creator");
        requireNonNull(about, "about");
        requireNonNull(settings, "settings");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
    }

    /** This search app, told and set otherwise. */
    public SearchApp with(About other, SearchSettings others, Instant at) {
        return new SearchApp(id, tenant, creator, other, others, createdAt, at);
    }

    /**
     * What people are shown of it.
     *
     * @param name not blank
     * @param avatar a picture as a data URL; may be empty
     */
    public record About(String name, String description, String avatar) {
        public About {
            requireNonNull(name, "name");
            requireNonNull(description, "description");
            requireNonNull(avatar, "avatar");
            if (name.isBlank()) {
                throw new IllegalArgumentException("a search app has a name");
            }
        }

        /** The same under another name. */
        public About named(String other) {
            return new About(other, description, avatar);
        }
    }
}
