package dev.footnote.domain.identity;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Who somebody is at a channel.
 *
 * @param email the address that the channel knows; empty if it tells none that is one
 * @param verified whether the channel says that the address is the person's own
 * @param nickname may be empty
 */
public record ForeignIdentity(Key key, Optional<Email> email, boolean verified, String nickname) {
    public ForeignIdentity {
        requireNonNull(key, "key");
        requireNonNull(email, "email");
        requireNonNull(nickname, "nickname");
    }

    /**
     * What stays the same of a person at a channel, whatever becomes of name and address.
     *
     * @param channel its id
     * @param subject what the channel calls the person, not blank, at most 255 characters
     */
    public record Key(String channel, String subject) {

        private static final int MOST = 255; // OpenID Connect Core 1.0, 2

        public Key {
            requireNonNull(channel, "channel");
            if (subject.isBlank() || subject.length() > MOST) {
                throw new IllegalArgumentException(
                        "the subject has %d characters, must have 1 to %d".formatted(subject.length(), MOST));
            }
        }
    }
}
