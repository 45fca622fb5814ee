package dev.footnote.domain.identity;

import static java.util.Objects.requireNonNull;

/** How an attempt to sign in ended. */
public sealed interface SignInResult {

    /** The password was right; {@code session} opens what is the user's until it signs out. */
    record SignedIn(User user, Secret session) implements SignInResult {
        public SignedIn {
            requireNonNull(user, "user");
            requireNonNull(session, "session");
        }
    }

    /** There is no such user. */
    record UnknownUser() implements SignInResult {}

    /** The password was wrong. */
    record WrongPassword() implements SignInResult {}

    /** The account was switched off. */
    record Disabled() implements SignInResult {}
}
