package dev.footnote.adapter.auth.channel;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.identity.SignInChannel;
import dev.footnote.ports.identity.IdentityProvider;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A channel, as an operator has set it up there and here.
 *
 * @param client what the channel calls this server
 * @param redirect where the channel sends people back to: what is registered there, of this server
 * @param scopes what it is asked for; empty for what its kind needs
 * @param emailsTrusted whether its addresses count as verified although it does not say so
 */
public record ChannelConfig(
        SignInChannel channel, Client client, URI redirect, List<String> scopes, boolean emailsTrusted, Kind kind) {

    public ChannelConfig {
        requireNonNull(channel, "channel");
        requireNonNull(client, "client");
        requireNonNull(kind, "kind");
        scopes = List.copyOf(scopes);
        absolute(redirect);
    }

    private static void absolute(URI address) {
        String scheme = String.valueOf(address.getScheme());
        if (!(scheme.equals("http") || scheme.equals("https")) || address.getHost() == null) {
            throw new IllegalArgumentException("%s is no address with http or https".formatted(address));
        }
    }

    /** The channel itself; nothing is asked of it yet. */
    public IdentityProvider open() {
        return switch (kind) {
            case Kind.OpenId(URI issuer) -> new OidcIdentityProvider(this, issuer);
            case Kind.OAuth oauth -> new OAuthIdentityProvider(this, oauth);
        };
    }

    /** The scopes that were set, or {@code usual} ones. */
    List<String> scopesOr(String... usual) {
        return scopes.isEmpty() ? List.of(usual) : scopes;
    }

    /**
     * This server, as the channel knows it.
     *
     * @param secret empty for a client that has none
     */
    public record Client(String id, Secret secret) {
        public Client {
            requireNonNull(secret, "secret");
            if (id.isBlank()) {
                throw new IllegalArgumentException("the client has no id");
            }
        }
    }

    /** What a channel speaks. */
    public sealed interface Kind {

        /** OpenID Connect; where things are is read from the issuer. */
        record OpenId(URI issuer) implements Kind {
            public OpenId {
                absolute(issuer);
            }
        }

        /**
         * OAuth 2.0, which does not say how a profile looks.
         *
         * @param profile where it tells who a token is of
         * @param emails where it lists the addresses, if that is another place
         */
        record OAuth(Dialect dialect, URI authorization, URI token, URI profile, Optional<URI> emails) implements Kind {
            public OAuth {
                requireNonNull(dialect, "dialect");
                absolute(authorization);
                absolute(token);
                absolute(profile);
                emails.ifPresent(ChannelConfig::absolute);
            }
        }
    }

    /** How the words of OAuth 2.0 are used. */
    public enum Dialect {
        /** A profile with the claims of OpenID Connect, or names like them. */
        PLAIN,
        /** GitHub's. */
        GITHUB,
        /** Feishu's: requests of tokens in JSON, and profiles in an envelope. */
        FEISHU
    }
}
