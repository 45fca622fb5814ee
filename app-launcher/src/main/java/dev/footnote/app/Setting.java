package dev.footnote.app;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an operator can set, in the file {@code footnote.properties} under the home folder or by an environment
 * variable. {@code docs/operations.md} lists the same.
 */
public enum Setting {
    HTTP_HOST("http.host", "127.0.0.1"),
    HTTP_PORT("http.port", "9380"),
    HTTP_PROFILE("http.profile", "standard"),
    HTTP_MAX_BODY("http.max-body-bytes", "1073741824"),
    HTTP_STOP_PATIENCE("http.stop-patience", "PT30S"),
    HTTP_TLS_CERTIFICATE("http.tls.certificate", ""),
    HTTP_TLS_KEY("http.tls.key", ""),
    HTTP_TLS_PASSWORD("http.tls.password", ""),
    METRICS("metrics.enabled", ""),
    LOG_FORMAT("log.format", "text"),
    OTLP_ENDPOINT("otlp.endpoint", ""),
    OTLP_HEADERS("otlp.headers", ""),
    OTLP_SERVICE("otlp.service", "footnote"),
    OTLP_SHARE("otlp.share", "1"),
    DATABASE_URL("database.url", ""),
    DATABASE_USER("database.user", ""),
    DATABASE_PASSWORD("database.password", ""),
    DATABASE_POOL("database.pool-size", "16"),
    INDEX_IDLE("index.idle", "PT10M"),
    AUTH_REGISTRATION("auth.registration", "true"),
    AUTH_PASSWORD_KEY("auth.password-key", "password.pem"),
    AUTH_CHANNELS("auth.channels", ""),
    DOCUMENTS_MAX("documents.max-bytes", "134217728"),
    WEB_ALLOWED("web.allowed-networks", ""),
    PARSING_HEAP("parsing.heap-megabytes", "256"),
    PARSING_TIME("parsing.time", "PT60S"),
    PARSING_DECODED("parsing.decoded-bytes", "200000000"),
    PARSING_ENTRIES("parsing.entries", "10000"),
    PARSING_NESTING("parsing.nesting", "5"),
    PARSING_WORKERS("parsing.workers", "2"),
    TURN_GRACE("turn.resume-grace", "PT15S"),
    TURN_READER_PATIENCE("turn.reader-patience", "PT30S"),
    CHAT_DOCUMENT_WAIT("chat.document-wait", "PT30S"),
    LIMITS_REQUESTS("limits.requests", ""),
    LIMITS_BURST("limits.burst", "50"),
    LIMITS_WINDOW("limits.window", "PT60S"),
    LIMITS_STREAMS("limits.streams", ""),
    LIMITS_ATTEMPTS_ACCOUNT("limits.attempts-on-account", "10"),
    LIMITS_ATTEMPTS_ADDRESS("limits.attempts-from-address", "60"),
    LIMITS_MESSAGES("limits.messages-per-session", "0"),
    SESSIONS_SUSPEND("sessions.suspend-after", "PT30M"),
    SESSIONS_ARCHIVE("sessions.archive-after", "P30D"),
    RETENTION_DELETE("retention.delete-after", "P30D"),
    STORAGE_KEY("storage.encryption-key", ""),
    MODELS_PROVIDERS("models.providers", ""),
    MODELS_ALLOWED("models.allowed-networks", ""),
    MODELS("models.list", ""),
    MODELS_DEFAULT_CHAT("models.default-chat", ""),
    MODELS_DEFAULT_EMBEDDING("models.default-embedding", "");

    private final String key;
    private final String otherwise;

    Setting(String key, String otherwise) {
        this.key = key;
        this.otherwise = otherwise;
    }

    /** The name in the file. */
    public String key() {
        return key;
    }

    /** What holds if nothing is set; may be empty. */
    public String otherwise() {
        return otherwise;
    }

    /** The name of the environment variable. */
    public String variable() {
        return variable(key);
    }

    /** The environment variable for a key: {@code a.b-c} is {@code FOOTNOTE_A_B_C}. */
    static String variable(String key) {
        return "FOOTNOTE_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    static String valueOr(@Nullable String value, String otherwise) {
        return value == null || value.isBlank() ? otherwise : value.strip();
    }
}
