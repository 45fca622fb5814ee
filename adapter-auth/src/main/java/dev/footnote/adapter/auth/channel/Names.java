package dev.footnote.adapter.auth.channel;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What people are called elsewhere. */
final class Names {

    private static final int MOST_CHARACTERS = 100;

    private Names() {}

    /** The first that is there, cut where it is too long to be shown; empty if none is. */
    static String first(@Nullable String... names) {
        return Stream.of(names)
                .filter(name -> name != null && !name.isBlank())
                .map(String::valueOf)
                .map(name -> name.strip()
                        .substring(0, Math.min(MOST_CHARACTERS, name.strip().length())))
                .findFirst()
                .orElse("");
    }
}
