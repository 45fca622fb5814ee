package dev.footnote.domain.identity;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A person with an account.
 *
 * @param channel how the account was made: {@link #BY_PASSWORD}, or the id of a channel
 * @param passwordHash what a {@code PasswordHasher} made; empty if the user cannot sign in by password
 */
public record User(
        UserId id,
        Email email,
        String nickname,
        Profile profile,
        Optional<String> passwordHash,
        boolean active,
        String channel,
        Instant createdAt,
        Instant updatedAt) {

    /** The channel of those who registered with a password. */
    public static final String BY_PASSWORD = "password";

    public User {
        requireNonNull(id, "id");
        requireNonNull(email, "email");
        requireNonNull(nickname, "nickname");
        requireNonNull(profile, "profile");
        requireNonNull(passwordHash, "passwordHash");
        requireNonNull(channel, "channel");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
    }

    /** One with a password and the usual profile. */
    public User(
            UserId id,
            Email email,
            String nickname,
            Optional<String> passwordHash,
            boolean active,
            Instant createdAt,
            Instant updatedAt) {
        this(id, email, nickname, Profile.USUAL, passwordHash, active, BY_PASSWORD, createdAt, updatedAt);
    }

    /** This user under another nickname and profile, changed at {@code at}. */
    public User with(String otherNickname, Profile otherProfile, Instant at) {
        return new User(id, email, otherNickname, otherProfile, passwordHash, active, channel, createdAt, at);
    }

    /** This user with another password, changed at {@code at}. */
    public User withPasswordHash(String hash, Instant at) {
        return new User(id, email, nickname, profile, Optional.of(hash), active, channel, createdAt, at);
    }

    @Override
    public String toString() {
        return "User[id=%s]".formatted(id.value());
    }

    /**
     * How a user wants to see things. The texts are the client's own; nothing depends on them here.
     *
     * @param avatar a picture as a data URL
     * @param colors the colour scheme
     */
    public record Profile(Optional<String> avatar, String language, String colors, String timezone) {
        /** What a new user has. */
        public static final Profile USUAL = new Profile(Optional.empty(), "English", "Bright", "UTC");

        public Profile {
            requireNonNull(avatar, "avatar");
            requireNonNull(language, "language");
            requireNonNull(colors, "colors");
            requireNonNull(timezone, "timezone");
        }
    }
}
