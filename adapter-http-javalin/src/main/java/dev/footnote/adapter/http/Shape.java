package dev.footnote.adapter.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON objects as ordered maps. */
final class Shape {

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter PLAIN_DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private Shape() {}

    /** An object of keys and values in turn. */
    static Map<String, @Nullable Object> of(@Nullable Object... pairs) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            object.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return object;
    }

    /** Adds the four keys that tell when a thing was made and changed. */
    static Map<String, @Nullable Object> dated(Map<String, @Nullable Object> object, Instant created, Instant updated) {
        object.put("create_time", created.toEpochMilli());
        object.put("create_date", date(created));
        object.put("update_time", updated.toEpochMilli());
        object.put("update_date", date(updated));
        return object;
    }

    static String date(Instant at) {
        return HTTP_DATE.format(at);
    }

    static String plainDate(Instant at) {
        return PLAIN_DATE.format(at);
    }

    static double seconds(Instant at) {
        return at.toEpochMilli() / 1000.0;
    }
}
