package dev.footnote.adapter.documents.worker;

import java.io.IOException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/** Opens no connection. */
final class RefusedProtocol extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) throws IOException {
        throw new IOException("documents are parsed without network");
    }
}
