/**
 * Channels to sign in by: OpenID Connect and OAuth 2.0, both by authorization code with state and PKCE. Begin with
 * {@link ChannelConfig}. The protocols are the library's.
 */
@NullMarked
package dev.footnote.adapter.auth.channel;

import org.jspecify.annotations.NullMarked;
