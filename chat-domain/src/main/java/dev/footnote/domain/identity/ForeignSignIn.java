package dev.footnote.domain.identity;

import static java.util.Objects.requireNonNull;

/** How an attempt to sign in by a channel ended. */
public sealed interface ForeignSignIn {

    /** The channel told who it is; {@code session} opens what is the user's until it signs out. */
    record SignedIn(User user, Secret session) implements ForeignSignIn {
        public SignedIn {
            requireNonNull(user, "user");
            requireNonNull(session, "session");
        }
    }

    /** Nobody is signed in, and nothing has changed. */
    record Refused(Reason reason) implements ForeignSignIn {}

    /** Why nobody is. */
    enum Reason {
        /** There is no such channel. */
        UNKNOWN_CHANNEL,
        /** It was not begun by this browser, not a short time ago, or was ended already. */
        NOT_BEGUN,
        /** The channel sent the person back without saying who it is. */
        WITHOUT_CODE,
        /** The person or the channel did not want to. */
        DENIED,
        /** The channel does not answer, or refuses to tell who it is. */
        CHANNEL_FAILED,
        /** What the channel told is not to be trusted. */
        UNTRUSTED,
        /** The channel tells no address. */
        WITHOUT_EMAIL,
        /** The channel does not say that the address is the person's own. */
        UNVERIFIED_EMAIL,
        /** The person has no account here, and gets none by this channel. */
        NO_ACCOUNT,
        /** The account was switched off. */
        DISABLED
    }
}
