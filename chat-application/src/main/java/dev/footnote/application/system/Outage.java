package dev.footnote.application.system;

import dev.footnote.domain.failure.ChatException.Fault;
import dev.footnote.domain.failure.ChatException.Upstream;
import dev.footnote.domain.failure.Thing;
import dev.footnote.ports.document.BlobException;
import dev.footnote.ports.index.IndexException;
import dev.footnote.ports.store.StoreException;
import java.util.Optional;

/** Tells, from a failure that no use case foresaw, which part that the program depends on is away. */
public final class Outage {

    private Outage() {}

    /** What {@code failure} says in terms that a client can act on; empty if no part that we depend on is the cause. */
    public static Optional<Upstream> in(Throwable failure) {
        return switch (failure) {
            case StoreException.Busy e -> Optional.of(new Upstream(Thing.DATABASE, Fault.RATE_LIMITED, e));
            case StoreException e -> Optional.of(away(Thing.DATABASE, e));
            case IndexException e -> Optional.of(away(Thing.INDEX, e));
            case BlobException e -> Optional.of(away(Thing.STORAGE, e));
            default -> Optional.empty();
        };
    }

    private static Upstream away(Thing part, RuntimeException cause) {
        return new Upstream(part, Fault.UNAVAILABLE, cause);
    }
}
