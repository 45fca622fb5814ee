package dev.footnote.app;

import dev.footnote.adapter.auth.channel.ChannelConfig;
import dev.footnote.adapter.documents.ParserLimits;
import dev.footnote.adapter.documents.web.Network;
import dev.footnote.adapter.http.Limits;
import dev.footnote.adapter.onnx.OnnxConfig;
import dev.footnote.adapter.telemetry.Tracing;
import dev.footnote.application.ChatApplication;
import dev.footnote.domain.conversation.Activity;
import dev.footnote.domain.identity.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the operator has set.
 *
 * @param home the folder under which everything is kept
 * @param database an external PostgreSQL; empty for the one that is shipped
 * @param passwordKey the file with the key under which clients may send passwords
 * @param parsing how many documents are parsed at once, and what one may cost
 * @param watching how those who run it see what it does
 * @param application what holds for conversations and documents
 * @param clients how much a client may ask for
 * @param tenants what tenants may do by themselves
 * @param storageKey encrypts what is asked and answered; empty for no encryption
 * @param channels by which people can sign in beside a password
 * @param models what is configured beside the built-in models
 * @param localModels embedding models in files, which run in this process
 * @param reachable networks that pages may be fetched from although they are not the public web
 */
public record AppConfig(
        Path home,
        Http http,
        Optional<ExternalDatabase> database,
        int poolSize,
        Duration indexIdle,
        Path passwordKey,
        Parsing parsing,
        Watching watching,
        ChatApplication.Limits application,
        Limits clients,
        Tenants tenants,
        Optional<Secret> storageKey,
        List<ChannelConfig> channels,
        List<ModelSettings> models,
        List<LocalModel> localModels,
        String defaultChat,
        String defaultEmbedding,
        List<Network> reachable) {

    private static final String FILE = "footnote.properties";

    public AppConfig {
        channels = List.copyOf(channels);
        models = List.copyOf(models);
        localModels = List.copyOf(localModels);
        reachable = List.copyOf(reachable);
    }

    /**
     * What tenants may do by themselves.
     *
     * @param providers where providers of models are, by name; these addresses may be reached wherever they are
     * @param reachable networks in which tenants' models may be although they are not the public web
     */
    public record Tenants(Map<String, URI> providers, List<Network> reachable) {
        public Tenants {
            providers = Map.copyOf(providers);
            reachable = List.copyOf(reachable);
        }
    }

    /** Where and how the server listens. */
    public record Http(
            String host, int port, String profile, long maxBodyBytes, Duration stopPatience, Optional<Tls> tls) {
        public Http {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("http.port is %d, must be from 0 to 65535".formatted(port));
            }
        }

        /** What an address of the server begins with. */
        String scheme() {
            return tls.isPresent() ? "https" : "http";
        }
    }

    /**
     * How documents are parsed.
     *
     * @param workers how many at once, at least 1
     */
    public record Parsing(int workers, ParserLimits limits) {
        public Parsing {
            if (workers < 1) {
                throw new IllegalArgumentException("parsing.workers is %d, must be at least 1".formatted(workers));
            }
        }
    }

    /**
     * Where the certificate is.
     *
     * @param certificate a PEM file where there is a {@code key}, else a PKCS12 file that {@code password} opens
     */
    public record Tls(Path certificate, Optional<Path> key, Secret password) {}

    /**
     * What the program tells of itself.
     *
     * @param metrics whether they are served, to anybody who can reach the port
     * @param tracing where traces are told, if anywhere
     */
    public record Watching(boolean metrics, LogFormat log, Optional<Tracing.Config> tracing) {}

    /** A PostgreSQL that somebody else runs. */
    public record ExternalDatabase(String url, String user, Secret password) {}

    /**
     * A model behind an OpenAI-compatible API.
     *
     * @param name {@code name@factory}; what is before the last {@code @} is what the API calls it
     * @param contextTokens how much a chat model can read and write together
     * @param unrelatedCosine what an embedding model gives two unrelated texts
     */
    public record ModelSettings(
            String name, Type type, URI url, Secret key, int contextTokens, double unrelatedCosine) {

        /** What the model does. */
        public enum Type {
            CHAT,
            EMBEDDING,
            RERANK,
            ENTAILMENT
        }

        /** The name that the API knows it by. */
        public String nameAtFactory() {
            int at = name.lastIndexOf('@');
            return at < 0 ? name : name.substring(0, at);
        }
    }

    /** An embedding model in files, under its full name. */
    public record LocalModel(String name, OnnxConfig files) {}

    /**
     * Reads the environment, and the file {@code footnote.properties} in the folder that {@code FOOTNOTE_HOME} names
     * (default {@code ~/.footnote}); a variable wins over the file.
     *
     * @throws IllegalArgumentException if a value cannot be read; names it
     */
    public static AppConfig from(Map<String, String> environment, Path userHome) {
        Path home = Path.of(Setting.valueOr(
                        environment.get("FOOTNOTE_HOME"),
                        userHome.resolve(".footnote").toString()))
                .toAbsolutePath()
                .normalize();
        Properties file = properties(home.resolve(FILE));
        return new Reader(key -> Setting.valueOr(environment.get(Setting.variable(key)), file.getProperty(key, "")))
                .read(home);
    }

    private static Properties properties(Path path) {
        var properties = new Properties();
        if (Files.exists(path)) {
            try (var in = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
                properties.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException("%s cannot be read".formatted(path), e);
            }
        }
        return properties;
    }

    private record Reader(Function<String, String> source) {

        AppConfig read(Path home) {
            var http = new Http(
                    text(Setting.HTTP_HOST),
                    number(Setting.HTTP_PORT),
                    text(Setting.HTTP_PROFILE),
                    value(Setting.HTTP_MAX_BODY, Long::parseLong),
                    value(Setting.HTTP_STOP_PATIENCE, Duration::parse),
                    tls());
            String url = text(Setting.DATABASE_URL);
            return new AppConfig(
                    home,
                    http,
                    url.isEmpty()
                            ? Optional.empty()
                            : Optional.of(new ExternalDatabase(
                                    url, text(Setting.DATABASE_USER), new Secret(text(Setting.DATABASE_PASSWORD)))),
                    number(Setting.DATABASE_POOL),
                    value(Setting.INDEX_IDLE, Duration::parse),
                    home.resolve(text(Setting.AUTH_PASSWORD_KEY)),
                    parsing(),
                    new Watching(
                            value(Setting.METRICS, text -> text.isEmpty() ? here(http.host()) : truth(text)),
                            value(Setting.LOG_FORMAT, text -> LogFormat.valueOf(text.toUpperCase(Locale.ROOT))),
                            tracing()),
                    application(),
                    clients(http.profile().equalsIgnoreCase("ragflow")),
                    new Tenants(
                            value(Setting.MODELS_PROVIDERS, AppConfig::addresses),
                            value(Setting.MODELS_ALLOWED, AppConfig::networks)),
                    value(Setting.STORAGE_KEY, AppConfig::storageKey),
                    ChannelSettings.read(text(Setting.AUTH_CHANNELS), this::value),
                    ModelList.served(text(Setting.MODELS), this::value),
                    ModelList.inFiles(text(Setting.MODELS), this::value),
                    text(Setting.MODELS_DEFAULT_CHAT),
                    text(Setting.MODELS_DEFAULT_EMBEDDING),
                    value(Setting.WEB_ALLOWED, AppConfig::networks));
        }

        private Parsing parsing() {
            return new Parsing(
                    number(Setting.PARSING_WORKERS),
                    new ParserLimits(
                            number(Setting.PARSING_HEAP),
                            value(Setting.PARSING_TIME, Duration::parse),
                            value(Setting.PARSING_DECODED, Long::parseLong),
                            number(Setting.PARSING_ENTRIES),
                            number(Setting.PARSING_NESTING)));
        }

        private Optional<Tracing.Config> tracing() {
            return text(Setting.OTLP_ENDPOINT).isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Tracing.Config(
                            value(Setting.OTLP_ENDPOINT, URI::create),
                            value(Setting.OTLP_HEADERS, AppConfig::pairs),
                            text(Setting.OTLP_SERVICE),
                            value(Setting.OTLP_SHARE, Double::parseDouble)));
        }

        private Optional<Tls> tls() {
            String certificate = text(Setting.HTTP_TLS_CERTIFICATE);
            String key = text(Setting.HTTP_TLS_KEY);
            return certificate.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Tls(
                            Path.of(certificate),
                            key.isEmpty() ? Optional.empty() : Optional.of(Path.of(key)),
                            new Secret(text(Setting.HTTP_TLS_PASSWORD))));
        }

        /** Whether nobody but this machine can reach {@code host}. */
        private static boolean here(String host) {
            return host.equals("localhost") || host.startsWith("127.") || host.equals("::1") || host.equals("[::1]");
        }

        private ChatApplication.Limits application() {
            return new ChatApplication.Limits(
                    value(Setting.TURN_GRACE, Duration::parse),
                    value(Setting.DOCUMENTS_MAX, Long::parseLong),
                    value(Setting.TURN_READER_PATIENCE, Duration::parse),
                    number(Setting.LIMITS_MESSAGES),
                    value(Setting.CHAT_DOCUMENT_WAIT, Duration::parse),
                    new ChatApplication.Life(
                            new Activity.Idle(
                                    value(Setting.SESSIONS_SUSPEND, Duration::parse),
                                    value(Setting.SESSIONS_ARCHIVE, Duration::parse)),
                            value(Setting.RETENTION_DELETE, Duration::parse)),
                    value(Setting.AUTH_REGISTRATION, AppConfig::truth));
        }

        private Limits clients(boolean unlimited) {
            return new Limits(
                    value(Setting.LIMITS_REQUESTS.key(), unlimited ? "0" : "100", Integer::parseInt),
                    number(Setting.LIMITS_BURST),
                    value(Setting.LIMITS_WINDOW, Duration::parse),
                    value(Setting.LIMITS_STREAMS.key(), unlimited ? "0" : "10", Integer::parseInt),
                    number(Setting.LIMITS_ATTEMPTS_ACCOUNT),
                    number(Setting.LIMITS_ATTEMPTS_ADDRESS));
        }

        private String text(Setting setting) {
            return value(setting, Function.identity());
        }

        private int number(Setting setting) {
            return value(setting, Integer::parseInt);
        }

        private <T> T value(Setting setting, Function<String, T> read) {
            return value(setting.key(), setting.otherwise(), read);
        }

        private <T> T value(String key, String otherwise, Function<String, T> read) {
            String text = Setting.valueOr(source.apply(key), otherwise);
            try {
                return read.apply(text);
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(
                        "the setting %s (%s) cannot be read".formatted(key, Setting.variable(key)), e);
            }
        }
    }

    private static Map<String, String> pairs(String text) {
        return Stream.of(text.split(",", -1))
                .filter(pair -> !pair.isBlank())
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0].strip(), pair -> pair[1].strip()));
    }

    private static List<Network> networks(String text) {
        return Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .map(Network::parse)
                .toList();
    }

    private static Optional<Secret> storageKey(String text) {
        Optional<Secret> key = Optional.of(text).filter(set -> !set.isEmpty()).map(Secret::new);
        key.ifPresent(MessageKey::read);
        return key;
    }

    /** Reads {@code name=address} pairs between commas. */
    private static Map<String, URI> addresses(String text) {
        var addresses = new LinkedHashMap<String, URI>();
        for (String pair : text.split(",", -1)) {
            if (!pair.isBlank()) {
                String[] parts = pair.strip().split("=", 2);
                var address = URI.create(parts[parts.length - 1].strip());
                if (parts.length < 2 || parts[0].isBlank() || parts[0].contains("@") || address.getHost() == null) {
                    throw new IllegalArgumentException("it must be pairs of name=address between commas");
                }
                addresses.put(parts[0].strip(), address);
            }
        }
        return addresses;
    }

    static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("it must be true or false");
        };
    }

    static String required(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("it is missing");
        }
        return text;
    }
}
