package dev.footnote.adapter.auth.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.footnote.adapter.auth.channel.ChannelConfig.Dialect;
import dev.footnote.adapter.auth.channel.ChannelConfig.Kind;
import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.identity.SignInChannel;
import dev.footnote.ports.identity.IdentityProvider;
import dev.footnote.testkit.IdentityProviderContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** Feishu as its documentation tells: tokens are asked for in JSON, and profiles come in an envelope. */
class FeishuTest extends IdentityProviderContract {

    private static final URI REDIRECT = URI.create("https://footnote.test/v1/user/feishu_callback");

    private final HttpServer server = serve();
    private final IdentityProvider feishu = new ChannelConfig(
                    new SignInChannel("feishu", "Feishu", "sso", true),
                    new ChannelConfig.Client("cli_1", new Secret("hidden")),
                    REDIRECT,
                    List.of(),
                    false,
                    new Kind.OAuth(Dialect.FEISHU, at("/authorize"), at("/token"), at("/user_info"), Optional.empty()))
            .open();

    private HttpServer serve() {
        try {
            var made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            made.createContext("/token", this::token);
            made.createContext("/user_info", this::profile);
            made.start();
            return made;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
    }

    private void token(HttpExchange exchange) throws IOException {
        try {
            var sent =
                    JSONObjectUtils.parse(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            boolean good = sent.get("grant_type").equals("authorization_code")
                    && sent.get("client_id").equals("cli_1")
                    && sent.get("client_secret").equals("hidden")
                    && sent.get("redirect_uri").equals(REDIRECT.toString())
                    && sent.get("code_verifier").toString().length() >= 43;
            answer(
                    exchange,
                    good
                            ? "{\"code\":0,\"access_token\":\"of-%s\",\"token_type\":\"Bearer\",\"expires_in\":7200}"
                                    .formatted(sent.get("code"))
                            : "{\"code\":20050,\"error\":\"invalid_request\"}");
        } catch (ParseException e) {
            answer(exchange, "{\"code\":20051,\"error\":\"invalid_request\"}");
        }
    }

    private void profile(HttpExchange exchange) throws IOException {
        String person = exchange.getRequestHeaders().getFirst("Authorization").replace("Bearer of-", "");
        String address =
                person.startsWith("mailless-") ? "" : person.startsWith("unverified-") ? "email" : "enterprise_email";
        answer(
                exchange,
                "{\"code\":0,\"msg\":\"success\",\"data\":{\"open_id\":\"ou_%s\",\"en_name\":\"%s\",\"%s\":\"%2$s@people.test\"}}"
                        .formatted(person, person, address.isEmpty() ? "mobile" : address));
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    protected IdentityProvider provider() {
        return feishu;
    }

    @Override
    protected Map<String, String> goTo(String address, String person) {
        String state = URLUtils.parseParameters(URI.create(address).getRawQuery())
                .get("state")
                .getFirst();
        return Map.of("state", state, "code", person);
    }

    @Override
    protected Email email(String person) {
        return new Email(person + "@people.test");
    }
}
