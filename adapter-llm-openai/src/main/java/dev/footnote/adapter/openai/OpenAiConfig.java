package dev.footnote.adapter.openai;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.identity.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

/**
 * Where a model is and how much patience it gets.
 *
 * @param base what {@code /chat/completions} or {@code /embeddings} is appended to, used as given; a slash at its end
 *     does not matter
 * @param apiKey sent as a bearer token; empty for none
 * @param contextTokens how much the model can read and write together
 * @param patience how long to wait and how often to try again
 */
public record OpenAiConfig(URI base, Secret apiKey, String model, int contextTokens, Patience patience) {

    private static final int CHARACTERS_PER_TOKEN = 3; // English has more; no text is refused for being a little longer

    public OpenAiConfig {
        requireNonNull(base, "base");
        requireNonNull(apiKey, "apiKey");
        requireNonNull(model, "model");
        requireNonNull(patience, "patience");
        boolean http = "http".equalsIgnoreCase(base.getScheme()) || "https".equalsIgnoreCase(base.getScheme());
        if (!http || base.getHost() == null || base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new IllegalArgumentException("base is no http or https address without query and fragment");
        }
        if (!apiKey.value().chars().allMatch(c -> c > ' ' && c < 127)) { // the HTTP client would name it in its message
            throw new IllegalArgumentException("apiKey has characters other than visible ASCII");
        }
        if (model.isBlank()) {
            throw new IllegalArgumentException("model is blank");
        }
        if (contextTokens < 1) {
            throw new IllegalArgumentException("contextTokens is %d, must be at least 1".formatted(contextTokens));
        }
    }

    /** With {@link Patience#DEFAULT}. */
    public OpenAiConfig(URI base, Secret apiKey, String model, int contextTokens) {
        this(base, apiKey, model, contextTokens, Patience.DEFAULT);
    }

    /** A client with the connect time-out of {@link #patience}; one may serve many models. */
    public HttpClient newClient() {
        return HttpClient.newBuilder()
                .connectTimeout(patience.connect())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** As much of {@code text} as the model can surely read beside {@code others} characters; at least one. */
    String fitting(String text, int others) {
        long room = Math.max(1, (long) contextTokens * CHARACTERS_PER_TOKEN - others);
        if (text.length() <= room) {
            return text;
        }
        int end = (int) room;
        return text.substring(0, end > 1 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }

    URI address(String path) {
        String text = base.toString();
        return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
    }

    @Override
    public String toString() {
        return "OpenAiConfig[model=%s, contextTokens=%d, patience=%s]".formatted(model, contextTokens, patience);
    }

    /**
     * How long to wait and how often to try again.
     *
     * @param connect until the connection stands
     * @param firstByte from the request to the first byte of the answer
     * @param silence between two parts of an answer; a slow reader of ours is not counted
     * @param longest for a whole answer
     * @param retries how often to try again after a failure that may pass
     * @param pause before the first retry; doubled before each further one, less a random part up to a half
     */
    public record Patience(
            Duration connect, Duration firstByte, Duration silence, Duration longest, int retries, Duration pause) {

        public static final Duration CONNECT = Duration.ofSeconds(5);
        public static final Duration FIRST_BYTE = Duration.ofSeconds(60);
        public static final Duration SILENCE = Duration.ofSeconds(60);
        public static final Duration LONGEST = Duration.ofMinutes(30);
        public static final int RETRIES = 2;
        public static final Duration PAUSE = Duration.ofMillis(250);

        /** All of the above. */
        public static final Patience DEFAULT = new Patience(CONNECT, FIRST_BYTE, SILENCE, LONGEST, RETRIES, PAUSE);

        public Patience {
            positive("connect", connect);
            positive("firstByte", firstByte);
            positive("silence", silence);
            positive("longest", longest);
            positive("pause", pause);
            if (retries < 0) {
                throw new IllegalArgumentException("retries is %d, must not be negative".formatted(retries));
            }
        }

        private static void positive(String name, Duration value) {
            if (!requireNonNull(value, name).isPositive()) {
                throw new IllegalArgumentException("%s is %s, must be positive".formatted(name, value));
            }
        }
    }
}
