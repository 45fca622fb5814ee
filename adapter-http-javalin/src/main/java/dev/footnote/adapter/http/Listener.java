package dev.footnote.adapter.http;

import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.HTTP2Cipher;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

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

    /** A client begins with HTTP/2 if it knows that it can, or asks to go over to it. */
    private static ConnectionFactory[] plain(HttpConfiguration http) {
        return new ConnectionFactory[] {new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http)};
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
}
