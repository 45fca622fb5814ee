package dev.footnote.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that speaks like a model's, or fails like one, as its {@link Script}s say. It answers one request a
 * connection. Plain sockets, so that it can break a connection anywhere.
 *
 * <p>Safe for use by several threads at once.
 */
public final class FakeUpstream implements AutoCloseable {

    private final ServerSocket server;
    private final List<Script> scripts;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger departures = new AtomicInteger();
    private volatile Received last = new Received("", Map.of(), "");

    private FakeUpstream(List<Script> scripts) throws IOException {
        this.scripts = scripts;
        this.server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    }

    /** Starts on a free port; the n-th request is answered by the n-th script, later ones by the last. */
    public static FakeUpstream playing(Script first, Script... next) {
        var scripts = new ArrayList<Script>(List.of(next));
        scripts.add(0, first);
        try {
            var upstream = new FakeUpstream(List.copyOf(scripts));
            Thread.ofVirtual().name("fake-upstream").start(upstream::accept);
            return upstream;
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }

    /** Where clients find it, with {@code /v1} and without a slash at the end. */
    public URI base() {
        return URI.create("http://%s:%d/v1".formatted(server.getInetAddress().getHostAddress(), server.getLocalPort()));
    }

    /** How many requests came. */
    public int requests() {
        return requests.get();
    }

    /** How many clients closed the connection before the script was over. */
    public int departures() {
        return departures.get();
    }

    /** The request that came last. */
    public Received last() {
        return last;
    }

    /** Stops and breaks every connection. */
    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().name("fake-upstream-connection").start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // this is how close() ends it
        }
    }

    private void serve(Socket socket) {
        open.add(socket);
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            Received received = receive(in);
            last = received;
            int number = requests.getAndIncrement();
            scripts.get(Math.min(number, scripts.size() - 1)).play(new Wire(socket, in, received));
        } catch (IOException gone) {
            departures.incrementAndGet();
        } finally {
            open.remove(socket);
        }
    }

    private static Received receive(InputStream in) throws IOException {
        String requestLine = line(in);
        var headers = new TreeMap<String, String>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String target = requestLine.split(" ", -1)[1];
        return new Received(target, headers, new String(in.readNBytes(length), UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the client left");
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(ISO_8859_1);
    }

    /**
     * A request.
     *
     * @param target the path and query
     * @param headers by lower-case name
     */
    public record Received(String target, Map<String, String> headers, String body) {
        public Received {
            headers = Map.copyOf(headers);
        }
    }

    /** The server's end of a connection. */
    public static final class Wire {

        private final Socket socket;
        private final InputStream in;
        private final Received received;

        private Wire(Socket socket, InputStream in, Received received) {
            this.socket = socket;
            this.in = in;
            this.received = received;
        }

        /** The request that this connection brought. */
        public Received received() {
            return received;
        }

        /** Sends {@code bytes} at once. */
        public void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        /** Sends {@code text} in UTF-8 at once. */
        public void send(String text) throws IOException {
            send(text.getBytes(UTF_8));
        }

        /** Says nothing until the client has gone, then throws, which counts as a departure. */
        public void awaitDeparture() throws IOException {
            while (in.read() >= 0) {
                // a client that says more has not gone
            }
            throw new IOException("the client left");
        }

        /** Breaks the connection with a reset. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
