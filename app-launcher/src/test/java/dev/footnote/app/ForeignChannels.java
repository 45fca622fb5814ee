package dev.footnote.app;

import java.net.URI;

/** Settings of a server whose people sign in at a provider that others wrote. */
final class ForeignChannels {

    private ForeignChannels() {}

    /** @param base where the server listens */
    static String settings(PeopleServer people, URI base) {
        return """
                http.port = %d
                auth.channels = people, plain, github
                auth.channels.people.issuer = %s
                auth.channels.people.client-id = by-header
                auth.channels.people.client-secret = %s
                auth.channels.people.display-name = People
                auth.channels.people.redirect-uri = %s
                auth.channels.plain.client-id = by-body
                auth.channels.plain.client-secret = %3$s
                auth.channels.plain.scope = openid email profile
                auth.channels.plain.redirect-uri = %s
                auth.channels.plain.authorization-url = %s
                auth.channels.plain.token-url = %s
                auth.channels.plain.userinfo-url = %s
                auth.channels.github.type = github
                auth.channels.github.client-id = like-github
                auth.channels.github.client-secret = %3$s
                auth.channels.github.scope = openid email
                auth.channels.github.redirect-uri = %s
                auth.channels.github.authorization-url = %6$s
                auth.channels.github.token-url = %7$s
                auth.channels.github.userinfo-url = %s
                auth.channels.github.emails-url = %s
                """.formatted(
                        base.getPort(),
                        people.uri(""),
                        PeopleServer.SECRET,
                        base.resolve("/v1/user/oauth/callback/people"),
                        base.resolve("/v1/user/oauth/callback/plain"),
                        people.uri("/auth"),
                        people.uri("/token"),
                        people.uri("/me"),
                        base.resolve("/v1/user/github_callback"),
                        people.uri("/user"),
                        people.uri("/user/emails"));
    }
}
