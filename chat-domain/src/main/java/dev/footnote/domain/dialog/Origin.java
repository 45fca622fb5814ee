package dev.footnote.domain.dialog;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a web page comes from, as browsers tell it: {@code https://example.org}, with a port if it is not the usual
 * one.
 *
 * @param value in lower case
 */
public record Origin(String value) {

    private static final Pattern FORM = Pattern.compile("https?://[a-z0-9._\\-\\[\\]:]{1,253}");

    /** Takes {@code value} in any case. */
    public Origin {
        value = value.toLowerCase(Locale.ROOT);
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("the origin is %s, must be as https://example.org".formatted(value));
        }
    }

    /** Whether {@code text} is one. */
    public static boolean is(String text) {
        return FORM.matcher(text.toLowerCase(Locale.ROOT)).matches();
    }
}
