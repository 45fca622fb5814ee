package dev.footnote.adapter.auth.channel;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.footnote.adapter.auth.channel.ChannelConfig.Dialect;
import dev.footnote.adapter.auth.channel.ChannelConfig.Kind;
import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.ForeignIdentity;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.identity.SignInChannel;
import dev.footnote.ports.identity.IdentityException;
import dev.footnote.ports.identity.IdentityProvider;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import net.minidev.json.JSONObject;
import org.jspecify.annotations.Nullable;

/**
 * A provider of OAuth 2.0 that tells who a token is of. There is no signature over that: it counts because the provider
 * itself is asked, and the token is the one that it gave for this departure.
 */
final class OAuthIdentityProvider implements IdentityProvider {

    private final ChannelConfig config;
    private final CodeFlow flow;
    private final Kind.OAuth places;

    OAuthIdentityProvider(ChannelConfig config, Kind.OAuth places) {
        this.config = config;
        this.flow = new CodeFlow(config);
        this.places = places;
    }

    @Override
    public SignInChannel channel() {
        return config.channel();
    }

    @Override
    public Departure depart() {
        var memory = new Memory();
        var request = new AuthorizationRequest.Builder(ResponseType.CODE, flow.client())
                .endpointURI(places.authorization())
                .redirectionURI(config.redirect())
                .state(memory.state())
                .codeChallenge(memory.verifier(), CodeChallengeMethod.S256);
        var scopes = config.scopesOr(places.dialect() == Dialect.GITHUB ? new String[] {"user:email"} : new String[0]);
        if (!scopes.isEmpty()) {
            request.scope(flow.scope(scopes));
        }
        return flow.departure(request.build().toURI(), memory);
    }

    @Override
    public ForeignIdentity arrive(Secret kept, Map<String, String> answer) {
        Memory memory = Memory.parse(kept);
        AccessToken token = token(flow.code(memory, answer, Optional.empty()), memory);
        JSONObject sent = object(ask(places.profile(), token));
        Map<?, ?> person = places.dialect() == Dialect.FEISHU ? unwrapped(sent) : sent;
        return switch (places.dialect()) {
            case PLAIN ->
                identity(
                        Names.first(text(person, "sub"), text(person, "id")),
                        Optional.ofNullable(text(person, "email")),
                        Boolean.TRUE.equals(person.get("email_verified")),
                        Names.first(
                                text(person, "nickname"),
                                text(person, "name"),
                                text(person, "username"),
                                text(person, "login")));
            case GITHUB -> github(person, token);
            case FEISHU -> feishu(person);
        };
    }

    /** Feishu tells an address of its own mail, which is the person's, or one that somebody has written there. */
    private ForeignIdentity feishu(Map<?, ?> person) {
        @Nullable String own = text(person, "enterprise_email");
        boolean verified = own != null && !own.isBlank();
        return identity(
                Names.first(text(person, "open_id")),
                Optional.ofNullable(verified ? own : text(person, "email")),
                verified,
                Names.first(text(person, "en_name"), text(person, "name")));
    }

    private ForeignIdentity github(Map<?, ?> person, AccessToken token) {
        Optional<Map<?, ?>> primary = places.emails().flatMap(place -> primary(ask(place, token)));
        return identity(
                Names.first(text(person, "id")),
                primary.map(entry -> text(entry, "email")),
                primary.filter(entry -> Boolean.TRUE.equals(entry.get("verified")))
                        .isPresent(),
                Names.first(text(person, "name"), text(person, "login")));
    }

    private static Optional<Map<?, ?>> primary(HTTPResponse response) {
        try {
            for (Object entry : response.getBodyAsJSONArray()) {
                if (entry instanceof Map<?, ?> address && Boolean.TRUE.equals(address.get("primary"))) {
                    return Optional.of(address);
                }
            }
            return Optional.empty();
        } catch (ParseException e) {
            throw new IdentityException.Untrusted("the addresses cannot be read", e);
        }
    }

    private ForeignIdentity identity(String subject, Optional<String> email, boolean verified, String nickname) {
        if (subject.isEmpty()) {
            throw new IdentityException.Untrusted("the profile does not say whose it is", null);
        }
        return new ForeignIdentity(
                new ForeignIdentity.Key(config.channel().id(), subject),
                email.flatMap(Email::parse),
                verified || config.emailsTrusted(),
                nickname);
    }

    private AccessToken token(AuthorizationCode code, Memory memory) {
        HTTPRequest request = flow.token(places.token(), code, memory, false);
        try {
            if (places.dialect() == Dialect.FEISHU) {
                inJson(request);
            }
            TokenResponse response = TokenResponse.parse(CodeFlow.send(request));
            if (!response.indicatesSuccess()) {
                throw new IdentityException.Unavailable(
                        CodeFlow.described(response.toErrorResponse().getErrorObject()), null);
            }
            AccessTokenResponse good = response.toSuccessResponse();
            return good.getTokens().getAccessToken();
        } catch (ParseException e) {
            throw new IdentityException.Unavailable("it gives no token", e);
        }
    }

    /** The same parameters as an object of JSON. */
    private static void inJson(HTTPRequest request) throws ParseException {
        var body = new JSONObject();
        URLUtils.parseParameters(request.getBody()).forEach((name, values) -> body.put(name, values.getFirst()));
        request.setContentType("application/json; charset=utf-8");
        request.setBody(body.toJSONString());
    }

    private static HTTPResponse ask(URI place, AccessToken token) {
        var request = new HTTPRequest(HTTPRequest.Method.GET, place);
        request.setAuthorization(token.toAuthorizationHeader());
        HTTPResponse response = CodeFlow.send(request);
        if (!response.indicatesSuccess()) {
            throw new IdentityException.Unavailable(
                    "%s answers with %d".formatted(place, response.getStatusCode()), null);
        }
        return response;
    }

    private static JSONObject object(HTTPResponse response) {
        try {
            return response.getBodyAsJSONObject();
        } catch (ParseException e) {
            throw new IdentityException.Untrusted("the profile cannot be read", e);
        }
    }

    private static Map<?, ?> unwrapped(JSONObject sent) {
        try {
            if (JSONObjectUtils.getInt(sent, "code", 0) != 0) {
                throw new IdentityException.Unavailable("it does not tell the profile", null);
            }
            return JSONObjectUtils.getJSONObject(sent, "data");
        } catch (ParseException e) {
            throw new IdentityException.Untrusted("the profile cannot be read", e);
        }
    }

    /** A text, or a number as one. */
    private static @Nullable String text(Map<?, ?> person, String name) {
        @Nullable Object value = person.get(name);
        return value instanceof String || value instanceof Number ? String.valueOf(value) : null;
    }
}
