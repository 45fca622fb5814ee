package dev.footnote.adapter.auth.channel;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.PersonClaims;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.ForeignIdentity;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.identity.SignInChannel;
import dev.footnote.ports.identity.IdentityException;
import dev.footnote.ports.identity.IdentityProvider;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A provider of OpenID Connect. Where things are and its keys are read when they are needed first; keys are read again
 * when there is a new one. The token counts if one of its keys has signed it, by RSA or elliptic curves, and it is for
 * us, of now, and has the nonce of the departure.
 */
final class OidcIdentityProvider implements IdentityProvider {

    private static final int MOST_BYTES_OF_KEYS = 256 << 10;
    private static final Set<JWSAlgorithm> SIGNATURES = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final ChannelConfig config;
    private final CodeFlow flow;
    private final Issuer issuer;
    private volatile Optional<Discovered> discovered = Optional.empty();

    OidcIdentityProvider(ChannelConfig config, URI issuer) {
        this.config = config;
        this.flow = new CodeFlow(config);
        this.issuer = new Issuer(issuer);
    }

    /** What the issuer tells of itself. */
    private record Discovered(OIDCProviderMetadata metadata, IDTokenValidator validator) {}

    @Override
    public SignInChannel channel() {
        return config.channel();
    }

    @Override
    public Departure depart() {
        var memory = new Memory();
        URI address = new AuthenticationRequest.Builder(
                        ResponseType.CODE,
                        flow.scope(config.scopesOr("openid", "email", "profile")),
                        flow.client(),
                        config.redirect())
                .endpointURI(discover().metadata().getAuthorizationEndpointURI())
                .state(memory.state())
                .nonce(memory.nonce())
                .codeChallenge(memory.verifier(), CodeChallengeMethod.S256)
                .build()
                .toURI();
        return flow.departure(address, memory);
    }

    @Override
    public ForeignIdentity arrive(Secret kept, Map<String, String> answer) {
        Memory memory = Memory.parse(kept);
        AuthorizationCode code = flow.code(memory, answer, Optional.of(issuer));
        OIDCTokenResponse tokens = tokens(code, memory);
        IDTokenClaimsSet claims = checked(tokens.getOIDCTokens().getIDToken(), memory);
        String subject = claims.getSubject().getValue();
        var person = new UserInfo(claims.toJSONObject());
        if (person.getEmailAddress() == null && discover().metadata().getUserInfoEndpointURI() != null) {
            person = asked(tokens.getOIDCTokens().getAccessToken());
            if (!subject.equals(person.getSubject().getValue())) {
                throw new IdentityException.Untrusted("the profile is that of somebody else", null);
            }
        }
        return identity(subject, person);
    }

    private ForeignIdentity identity(String subject, PersonClaims person) {
        boolean verified = Boolean.TRUE.equals(person.getEmailVerified()) || config.emailsTrusted();
        return new ForeignIdentity(
                new ForeignIdentity.Key(config.channel().id(), subject),
                Optional.ofNullable(person.getEmailAddress()).flatMap(Email::parse),
                verified,
                Names.first(person.getNickname(), person.getName(), person.getPreferredUsername()));
    }

    private OIDCTokenResponse tokens(AuthorizationCode code, Memory memory) {
        OIDCProviderMetadata metadata = discover().metadata();
        @Nullable List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
        boolean basic = methods == null || methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        try {
            TokenResponse response = OIDCTokenResponseParser.parse(
                    CodeFlow.send(flow.token(metadata.getTokenEndpointURI(), code, memory, basic)));
            if (!response.indicatesSuccess()) {
                throw new IdentityException.Unavailable(
                        CodeFlow.described(response.toErrorResponse().getErrorObject()), null);
            }
            return (OIDCTokenResponse) response.toSuccessResponse();
        } catch (ParseException e) {
            throw new IdentityException.Untrusted("the answer with the token cannot be read", e);
        }
    }

    private IDTokenClaimsSet checked(@Nullable JWT token, Memory memory) {
        if (token == null) {
            throw new IdentityException.Untrusted("there is no ID token", null);
        }
        try {
            return discover().validator().validate(token, memory.nonce());
        } catch (BadJOSEException e) {
            throw new IdentityException.Untrusted("the ID token is not good: " + e.getMessage(), e);
        } catch (JOSEException e) {
            throw new IdentityException.Unavailable("the keys cannot be read", e);
        }
    }

    private UserInfo asked(AccessToken token) {
        try {
            var request = new UserInfoRequest(discover().metadata().getUserInfoEndpointURI(), token);
            UserInfoResponse response = UserInfoResponse.parse(CodeFlow.send(request.toHTTPRequest()));
            if (!response.indicatesSuccess()) {
                throw new IdentityException.Unavailable("it does not tell the profile", null);
            }
            @Nullable UserInfo person = response.toSuccessResponse().getUserInfo();
            if (person == null) {
                throw new IdentityException.Untrusted("the profile is not in plain JSON", null);
            }
            return person;
        } catch (ParseException e) {
            throw new IdentityException.Untrusted("the profile cannot be read", e);
        }
    }

    private Discovered discover() {
        Optional<Discovered> known = discovered;
        if (known.isPresent()) {
            return known.get();
        }
        try {
            OIDCProviderMetadata metadata =
                    OIDCProviderMetadata.resolve(issuer, CodeFlow.PATIENCE_MILLIS, CodeFlow.PATIENCE_MILLIS);
            var keys = JWKSourceBuilder.<SecurityContext>create(
                            metadata.getJWKSetURI().toURL(),
                            new DefaultResourceRetriever(
                                    CodeFlow.PATIENCE_MILLIS, CodeFlow.PATIENCE_MILLIS, MOST_BYTES_OF_KEYS))
                    .retrying(true)
                    .build();
            var found = new Discovered(metadata, validator(keys));
            discovered = Optional.of(found);
            return found;
        } catch (GeneralException | MalformedURLException e) {
            throw new IdentityException.Untrusted("what %s tells of itself is not good".formatted(issuer), e);
        } catch (IOException e) {
            throw new IdentityException.Unavailable("%s does not answer".formatted(issuer), e);
        }
    }

    private IDTokenValidator validator(JWKSource<SecurityContext> keys) {
        return new IDTokenValidator(issuer, flow.client(), new JWSVerificationKeySelector<>(SIGNATURES, keys), null);
    }
}
