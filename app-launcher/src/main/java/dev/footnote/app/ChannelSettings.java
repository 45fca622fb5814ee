package dev.footnote.app;

import dev.footnote.adapter.auth.channel.ChannelConfig;
import dev.footnote.adapter.auth.channel.ChannelConfig.Dialect;
import dev.footnote.adapter.auth.channel.ChannelConfig.Kind;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.identity.SignInChannel;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the settings {@code auth.channels.X.…}. */
final class ChannelSettings {

    private static final String GITHUB = "https://github.com/login/oauth/";
    private static final String FEISHU = "https://open.feishu.cn/open-apis/authen/";

    private final Values values;
    private final String id;

    private ChannelSettings(Values values, String id) {
        this.values = values;
        this.id = id;
    }

    /** Reads one setting, and says which it is if that fails. */
    @FunctionalInterface
    interface Values {
        <T> T value(String key, String otherwise, Function<String, T> read);
    }

    /** @param list the ids of the channels, with commas between them */
    static List<ChannelConfig> read(String list, Values values) {
        return Stream.of(list.split(",", -1))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .map(id -> new ChannelSettings(values, id).channel())
                .toList();
    }

    private ChannelConfig channel() {
        boolean known = !text("issuer", "").isEmpty();
        Kind kind = kind(text("type", known ? "oidc" : "oauth2"));
        String name = id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1);
        return new ChannelConfig(
                new SignInChannel(
                        id,
                        text("display-name", name),
                        text("icon", "sso"),
                        value("new-users", "true", AppConfig::truth)),
                new ChannelConfig.Client(
                        value("client-id", "", AppConfig::required), new Secret(text("client-secret", ""))),
                address("redirect-uri", ""),
                Stream.of(text("scope", "").split("[ ,]+", -1))
                        .filter(scope -> !scope.isEmpty())
                        .toList(),
                value("trust-email", "false", AppConfig::truth),
                kind);
    }

    private Kind kind(String type) {
        return switch (type) {
            case "oidc" -> new Kind.OpenId(address("issuer", ""));
            case "oauth2" -> oauth(Dialect.PLAIN, "", "", "", "");
            case "github" ->
                oauth(
                        Dialect.GITHUB,
                        GITHUB + "authorize",
                        GITHUB + "access_token",
                        "https://api.github.com/user",
                        "https://api.github.com/user/emails");
            case "feishu" ->
                oauth(
                        Dialect.FEISHU,
                        "https://accounts.feishu.cn/open-apis/authen/v1/authorize",
                        FEISHU + "v2/oauth/token",
                        FEISHU + "v1/user_info",
                        "");
            default ->
                throw new IllegalArgumentException(
                        "auth.channels.%s.type must be oidc, oauth2, github or feishu".formatted(id));
        };
    }

    private Kind oauth(Dialect dialect, String authorization, String token, String profile, String emails) {
        String list = text("emails-url", emails);
        return new Kind.OAuth(
                dialect,
                address("authorization-url", authorization),
                address("token-url", token),
                address("userinfo-url", profile),
                list.isEmpty() ? Optional.empty() : Optional.of(URI.create(list)));
    }

    private URI address(String name, String otherwise) {
        return value(name, otherwise, text -> URI.create(AppConfig.required(text)));
    }

    private String text(String name, String otherwise) {
        return value(name, otherwise, Function.identity());
    }

    private <T> T value(String name, String otherwise, Function<String, T> read) {
        return values.value("auth.channels.%s.%s".formatted(id, name), otherwise, read);
    }
}
