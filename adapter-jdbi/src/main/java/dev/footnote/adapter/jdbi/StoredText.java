package dev.footnote.adapter.jdbi;

import dev.footnote.domain.identity.Secret;
import dev.footnote.ports.store.StoreException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is asked and answered, as it is stored: under a key it is sealed, without one it is as it is. What is sealed
 * begins with a mark and the id of its key; a text that begins with the mark itself gets it twice. What was stored
 * before there was a key stays readable. An empty text stays empty.
 *
 * @param key seals and opens
 */
record StoredText(Optional<StorageKey> key) {

    /** Begins what is sealed; a control character that nobody types. */
    private static final String MARK = "\u0001";

    private static final Pattern SEALED = Pattern.compile(MARK + "([0-9a-f]{8})\\.(.*)", Pattern.DOTALL);

    /** What every text that is sealed under {@code key} begins with. */
    static String prefix(StorageKey key) {
        return MARK + key.id() + ".";
    }

    String write(String text) {
        if (text.isEmpty()) {
            return text;
        }
        return key.map(one -> prefix(one) + one.vault().seal(new Secret(StorableText.of(text))))
                .orElseGet(() -> text.startsWith(MARK) ? MARK + text : text);
    }

    /** @throws StoreException if it is sealed, and not under the key */
    String read(String stored) {
        if (!stored.startsWith(MARK)) {
            return stored;
        }
        if (stored.startsWith(MARK, 1)) {
            return stored.substring(1);
        }
        Matcher sealed = SEALED.matcher(stored);
        if (!sealed.matches()) {
            return stored; // from before texts were marked
        }
        return key.filter(one -> one.id().equals(sealed.group(1)))
                .flatMap(one -> one.vault().open(sealed.group(2)))
                .orElseThrow(() -> new StoreException("a stored text is sealed under another key", null))
                .value();
    }

    /** {@code json} for a column of JSON: under a key a string of JSON, else as it is. */
    String writeJson(String json) {
        return key.isPresent() ? JsonColumn.write(write(json), String.class) : json;
    }

    /** The object or list that {@link #writeJson} wrote. */
    String readJson(String stored) {
        return stored.startsWith("\"") ? read(JsonColumn.read(stored, String.class)) : stored;
    }
}
