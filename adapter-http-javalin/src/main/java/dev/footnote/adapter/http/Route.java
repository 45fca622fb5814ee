package dev.footnote.adapter.http;

import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * A path, what it asks for and what it does.
 *
 * @param aliases other paths to the same
 * @param wording how a failure is told here where it differs from the rest
 */
record Route(
        HandlerType method,
        String path,
        Set<String> aliases,
        Credential credential,
        Wording wording,
        Operation operation) {

    Route {
        aliases = Set.copyOf(aliases);
    }

    static Route of(HandlerType method, String path, Credential credential, Operation operation) {
        return new Route(method, path, Set.of(), credential, Wording.PLAIN, operation);
    }

    static Route key(HandlerType method, String path, Wording wording, Operation operation) {
        return new Route(method, path, Set.of(), Credential.API_KEY, wording, operation);
    }

    /** This route with other paths to it. */
    Route alias(String... others) {
        return new Route(method, path, Set.of(others), credential, wording, operation);
    }

    /** This route with another operation. */
    Route doing(Operation other) {
        return new Route(method, path, aliases, credential, wording, other);
    }

    /** What a route does. */
    @FunctionalInterface
    interface Operation {
        Result run(Call call) throws IOException;
    }

    /**
     * Texts for things that are not there.
     *
     * @param missing by thing, with {@code %s} for which one
     */
    record Wording(Map<dev.footnote.domain.failure.Thing, String> missing) {

        static final Wording PLAIN = new Wording(Map.of());

        Wording {
            missing = Map.copyOf(missing);
        }
    }
}
