package dev.footnote.domain.identity;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A person with an account.
 *
 * @param passwordHash what a {@code PasswordHasher} made; empty if the user cannot sign in by password
 */
public record User(
        UserId id,
        Email email,
        String nickname,
        Optional<String> passwordHash,
        boolean active,
        Instant createdAt,
        Instant updatedAt) {
    public User {
        requireNonNull(id, "id");
        requireNonNull(email, "email");
        requireNonNull(nickname, "nickname");
        requireNonNull(passwordHash, "passwordHash");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
    }

    @Override
    public String toString() {
        return "User[id=%s]".formatted(id.value());
    }
}
