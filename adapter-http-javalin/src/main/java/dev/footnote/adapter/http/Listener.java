package dev.footnote.adapter.http;

import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.HTTP2Cipher;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** Where requests are taken, by HTTP/2 and HTTP/1.1 alike: which of the two is the client's choice. */
final class Listener {

    private Listener() {}

    /** Over TLS alone if {@code config} has a certificate; plain requests are not understood there. */
    static Connector on(Server server, HttpConfiguration http, HttpConfig config) {
        var connector = new ServerConnector(
                server, config.tls().map(tls -> secure(http, tls)).orElseGet(() -> plain(http)));
        connector.setHost(config.host());
        connector.setPort(config.port());
        return connector;
    }

    /** A client begins with HTTP/2 if it knows that it can. */
    private static ConnectionFactory[] plain(HttpConfiguration http) {
        return new ConnectionFactory[] {new HttpConnectionFactory(http), new WithoutUpgrade(http)};
    }

    /** Client and server agree while the connection is made. */
    private static ConnectionFactory[] secure(HttpConfiguration http, TlsConfig tls) {
        http.addCustomizer(new SecureRequestCustomizer(false)); // the client is who compares the names
        SslContextFactory.Server context = tls.context();
        context.setCipherComparator(HTTP2Cipher.COMPARATOR);
        var agreement = new ALPNServerConnectionFactory();
        agreement.setDefaultProtocol("http/1.1"); // for clients that do not take part
        return new ConnectionFactory[] {
            new SslConnectionFactory(context, agreement.getProtocol()),
            agreement,
            new HTTP2ServerConnectionFactory(http),
            new HttpConnectionFactory(http)
        };
    }

    /**
     * Leaves a client that asks to go over to HTTP/2 at HTTP/1.1: RFC 9113 has taken that way back, and with Java's own
     * client an answer of some size is lost on it now and then.
     */
    private static final class WithoutUpgrade extends HTTP2CServerConnectionFactory {

        private static final String PREFACE = "PRI";

        WithoutUpgrade(HttpConfiguration http) {
            super(http);
        }

        @Override
        public @Nullable Connection upgradeConnection(
                Connector connector, EndPoint endPoint, MetaData.Request request, HttpFields.Mutable response) {
            return request.getMethod().equals(PREFACE)
                    ? super.upgradeConnection(connector, endPoint, request, response)
                    : null;
        }
    }
}
