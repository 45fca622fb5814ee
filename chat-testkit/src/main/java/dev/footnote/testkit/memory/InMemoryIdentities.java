package dev.footnote.testkit.memory;

import dev.footnote.domain.identity.ForeignIdentity;
import dev.footnote.domain.identity.UserId;
import dev.footnote.ports.store.IdentityRepository;
import dev.footnote.ports.store.StoreException;
import java.time.Instant;
import java.util.Optional;

record InMemoryIdentities(InMemoryDatabase database) implements IdentityRepository {

    @Override
    public boolean add(ForeignIdentity.Key key, UserId user, Instant at) {
        return database.with(() -> {
            if (!database.users.containsKey(user)) {
                throw new StoreException("there is no such user", null);
            }
            return database.identities.putIfAbsent(key, user) == null;
        });
    }

    @Override
    public Optional<UserId> find(ForeignIdentity.Key key) {
        return database.with(() -> Optional.ofNullable(database.identities.get(key)));
    }

    @Override
    public boolean use(String hash, Instant now, Instant until) {
        return database.with(() -> {
            database.usedDepartures.values().removeIf(end -> end.isBefore(now));
            return database.usedDepartures.putIfAbsent(hash, until) == null;
        });
    }
}
