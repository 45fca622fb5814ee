package dev.footnote.testkit.memory;

import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.User;
import dev.footnote.domain.identity.UserId;
import dev.footnote.ports.store.StoreException;
import dev.footnote.ports.store.UserRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

record InMemoryUsers(InMemoryDatabase database) implements UserRepository {

    @Override
    public boolean add(User user) {
        return database.with(() -> {
            if (findByEmail(user.email()).isPresent()) {
                return false;
            }
            InMemoryDatabase.insert(database.users, user.id(), user);
            return true;
        });
    }

    @Override
    public Optional<User> find(UserId id) {
        return database.with(() -> Optional.ofNullable(database.users.get(id)));
    }

    @Override
    public List<User> findAll(Set<UserId> ids) {
        return database.with(() -> database.users.values().stream()
                .filter(user -> ids.contains(user.id()))
                .toList());
    }

    @Override
    public boolean save(User user) {
        return database.with(() -> database.users.computeIfPresent(
                        user.id(),
                        (id, known) -> new User(
                                id,
                                known.email(),
                                user.nickname(),
                                user.profile(),
                                user.passwordHash(),
                                known.active(),
                                known.channel(),
                                known.createdAt(),
                                user.updatedAt()))
                != null);
    }

    @Override
    public Optional<User> findByEmail(Email email) {
        return database.with(() -> database.users.values().stream()
                .filter(user -> user.email().key().equals(email.key()))
                .findFirst());
    }

    @Override
    public void addSession(UserId user, String hash, Instant at) {
        database.with(() -> {
            if (!database.users.containsKey(user)) {
                throw new StoreException("there is no such user", null);
            }
            InMemoryDatabase.insert(database.sessions, hash, user);
            return true;
        });
    }

    @Override
    public Optional<User> findBySession(String hash) {
        return database.with(() -> Optional.ofNullable(database.sessions.get(hash))
                .flatMap(this::find)
                .filter(User::active));
    }

    @Override
    public boolean removeSession(String hash) {
        return database.with(() -> database.sessions.remove(hash) != null);
    }

    @Override
    public void removeSessionsBut(UserId user, String kept) {
        database.with(() -> database.sessions
                .entrySet()
                .removeIf(session ->
                        session.getValue().equals(user) && !session.getKey().equals(kept)));
    }
}
