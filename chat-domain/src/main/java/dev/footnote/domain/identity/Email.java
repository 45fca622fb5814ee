package dev.footnote.domain.identity;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;

/**
 * An e-mail address, kept as it was written; two addresses that differ in case only are equal by {@link #key}.
 *
 * @param value of the form {@code local@domain.tld}, at most 254 characters
 */
public record Email(String value) {

    private static final int MAX_LENGTH = 254; // RFC 5321, 4.5.3.1.3

    public Email {
        requireNonNull(value, "value");
        if (!valid(value)) {
            throw new IllegalArgumentException("not an e-mail address");
        }
    }

    /** Reads {@code text}; empty if it is no address. */
    public static Optional<Email> parse(String text) {
        return valid(text) ? Optional.of(new Email(text)) : Optional.empty();
    }

    /** What addresses are compared and looked up by. */
    public String key() {
        return value.toLowerCase(Locale.ROOT);
    }

    private static boolean valid(String text) {
        int at = text.indexOf('@');
        if (at < 1 || at != text.lastIndexOf('@') || text.length() > MAX_LENGTH) {
            return false;
        }
        return text.substring(0, at).codePoints().allMatch(Email::local) && domain(text.substring(at + 1));
    }

    private static boolean domain(String text) {
        String[] labels = text.split("\\.", -1);
        if (labels.length < 2 || labels[labels.length - 1].length() < 2) {
            return false;
        }
        for (String label : labels) {
            if (label.isEmpty() || !label.codePoints().allMatch(c -> word(c) || c == '-')) {
                return false;
            }
        }
        return true;
    }

    private static boolean local(int c) {
        return word(c) || c == '.' || c == '-';
    }

    private static boolean word(int c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }
}
