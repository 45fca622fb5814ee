package dev.footnote.domain.dialog;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/** A text with names in braces. A value that is filled in is never read as a template, and a stray brace is text. */
public record PromptTemplate(String text) {
    public PromptTemplate {
        requireNonNull(text, "text");
    }

    /** Whether {@code name} occurs in braces. */
    public boolean uses(String name) {
        return text.contains("{" + name + "}");
    }

    /** The text with each name of {@code values} replaced by its value; other names stay as they are. */
    public String fill(Map<String, String> values) {
        var filled = new StringBuilder(text.length());
        int at = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', at)) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                break;
            }
            String value = values.get(text.substring(open + 1, close));
            if (value == null) {
                filled.append(text, at, open + 1);
                at = open + 1;
            } else {
                filled.append(text, at, open).append(value);
                at = close + 1;
            }
        }
        return filled.append(text, at, text.length()).toString();
    }
}
