package dev.footnote.domain.identity;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * A way to sign in by an account that somebody else keeps.
 *
 * @param id 1 to 32 small letters, digits, {@code -} and {@code _}
 * @param displayName what people call it
 * @param icon the name of a picture that clients have of it
 * @param open whether who has no account here gets one by signing in
 */
public record SignInChannel(String id, String displayName, String icon, boolean open) {

    private static final Pattern ID = Pattern.compile("[a-z0-9_-]{1,32}");

    public SignInChannel {
        requireNonNull(displayName, "displayName");
        requireNonNull(icon, "icon");
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("%s is no id of a channel: [a-z0-9_-]{1,32}".formatted(id));
        }
    }
}
