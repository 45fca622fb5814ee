package dev.footnote.adapter.auth.channel;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import dev.footnote.ports.identity.IdentityException;
import dev.footnote.ports.identity.IdentityProvider;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What all channels have in common: the way there and back by authorization code. */
record CodeFlow(ChannelConfig config) {

    /** How long a channel may take to connect, and then to say something. */
    static final int PATIENCE_MILLIS = 7_000;

    ClientID client() {
        return new ClientID(config.client().id());
    }

    Scope scope(List<String> names) {
        return new Scope(names.toArray(new String[0]));
    }

    IdentityProvider.Departure departure(URI address, Memory memory) {
        return new IdentityProvider.Departure(
                address.toString(),
                memory.text(),
                "https".equals(config.redirect().getScheme()));
    }

    /**
     * The code that came back.
     *
     * @param issuer who must have sent it, if the channel says who it is
     */
    AuthorizationCode code(Memory memory, Map<String, String> answer, Optional<Issuer> issuer) {
        if (!memory.state().getValue().equals(answer.getOrDefault("state", ""))) {
            throw new IdentityException.OtherDeparture();
        }
        if (answer.getOrDefault("code", "").isBlank() && !answer.containsKey("error")) {
            throw new IdentityException.WithoutCode();
        }
        try {
            Map<String, List<String>> parameters = answer.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
            AuthorizationResponse response = AuthorizationResponse.parse(config.redirect(), parameters);
            @Nullable Issuer sender = response.getIssuer();
            if (sender != null && issuer.isPresent() && !sender.equals(issuer.get())) {
                throw new IdentityException.Untrusted("the answer is that of another issuer", null);
            }
            if (!response.indicatesSuccess()) {
                throw new IdentityException.Denied(
                        described(response.toErrorResponse().getErrorObject()));
            }
            return response.toSuccessResponse().getAuthorizationCode();
        } catch (ParseException e) {
            throw new IdentityException.Untrusted("the answer cannot be read", e);
        }
    }

    /** The request for a token; {@code basic} for the client's secret in a header instead of the body. */
    HTTPRequest token(URI endpoint, AuthorizationCode code, Memory memory, boolean basic) {
        var grant = new AuthorizationCodeGrant(code, config.redirect(), memory.verifier());
        String text = config.client().secret().value();
        if (text.isEmpty()) {
            return new TokenRequest.Builder(endpoint, client(), grant).build().toHTTPRequest();
        }
        var secret = new com.nimbusds.oauth2.sdk.auth.Secret(text);
        ClientAuthentication authentication =
                basic ? new ClientSecretBasic(client(), secret) : new ClientSecretPost(client(), secret);
        return new TokenRequest.Builder(endpoint, authentication, grant).build().toHTTPRequest();
    }

    static HTTPResponse send(HTTPRequest request) {
        request.setConnectTimeout(PATIENCE_MILLIS);
        request.setReadTimeout(PATIENCE_MILLIS);
        request.setFollowRedirects(false);
        request.setAccept("application/json");
        try {
            return request.send();
        } catch (IOException e) {
            throw new IdentityException.Unavailable("%s does not answer".formatted(request.getURI()), e);
        }
    }

    /** What {@code error} is called; what else it says may hold anything. */
    static String described(@Nullable ErrorObject error) {
        String code = error == null ? "" : String.valueOf(error.getCode());
        return "it says no: " + code.replaceAll("[^A-Za-z0-9_.-]", "?");
    }
}
