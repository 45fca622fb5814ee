package dev.footnote.adapter.documents.worker;

import dev.footnote.adapter.documents.text.Budget;
import dev.footnote.adapter.documents.text.Pieces;
import dev.footnote.domain.knowledge.Section;
import dev.footnote.ports.document.UnreadableDocumentException;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The process in which documents are parsed: reads paths from its standard input and writes {@link Frame}s to its
 * standard output, until the input ends. It opens no connection and outlives its server by no more than a moment.
 */
public final class WorkerMain {

    private static final int BUFFER = 1 << 16;

    private WorkerMain() {}

    /** Takes the folder for temporary files, and how many bytes, entries and levels a document may unpack to. */
    public static void main(String[] args) throws InterruptedException {
        stayAtHome();
        OutputStream frames = System.out;
        System.setOut(System.err); // whatever a library prints must not get between the frames
        var limits = new Budget.Limits(Long.parseLong(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        var parsers = new FormatParsers(Path.of(args[0]));
        BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
        Thread.ofPlatform().daemon().name("requests").start(() -> readRequests(requests));
        try (var out = new DataOutputStream(new BufferedOutputStream(frames, BUFFER))) {
            while (true) {
                answer(requests.take(), parsers, limits, out);
            }
        } catch (IOException serverGone) {
            Runtime.getRuntime().halt(1);
        }
    }

    /** Ends the process with its input, whatever the parser is doing. */
    private static void readRequests(BlockingQueue<Request> requests) {
        try (var in = new DataInputStream(System.in)) {
            while (true) {
                requests.add(Request.read(in));
            }
        } catch (EOFException serverGone) {
            Runtime.getRuntime().halt(0);
        } catch (IOException broken) {
            Runtime.getRuntime().halt(1);
        }
    }

    private static void answer(Request request, FormatParsers parsers, Budget.Limits limits, DataOutputStream out)
            throws IOException {
        var flushed = new AtomicBoolean();
        var pieces = new Pieces(section -> send(section, flushed, out));
        Frame end;
        try {
            end = switch (request) {
                case Request.Parse(Path file, String name) -> {
                    parsers.parse(file, name, pieces, new Budget(limits));
                    yield new Frame.Done();
                }
                case Request.Draw(Path file) ->
                    Picture.of(file).<Frame>map(Frame.Drawn::new).orElseGet(Frame.Done::new);
            };
        } catch (UnreadableDocumentException e) {
            end = new Frame.Refused(String.valueOf(e.getMessage()));
        } catch (StackOverflowError e) {
            end = new Frame.Refused("What is in this file is nested too deeply.");
        } catch (IOException e) {
            end = new Frame.Unread(e.toString());
        } catch (RuntimeException | LinkageError e) {
            end = new Frame.Crashed(
                    e + " at " + List.of(e.getStackTrace()).stream().limit(5).toList());
        }
        end.write(out);
        out.flush();
    }

    /** Sends the first section at once, so that the server sees that there is text; then as the buffer fills. */
    private static boolean send(Section section, AtomicBoolean flushed, DataOutputStream out) {
        try {
            new Frame.Found(section).write(out);
            if (!flushed.getAndSet(true)) {
                out.flush();
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses every connection that a library might want to open by an address in a document. */
    private static void stayAtHome() {
        URL.setURLStreamHandlerFactory(protocol -> switch (protocol) {
            case "file", "jar", "jrt" -> null; // the classes of this program come by these
            default -> new RefusedProtocol();
        });
        ProxySelector.setDefault(new NoWayOut());
    }

    private static final class NoWayOut extends ProxySelector {
        @Override
        public List<Proxy> select(URI uri) {
            return List.of(new Proxy(Proxy.Type.SOCKS, InetSocketAddress.createUnresolved("none.invalid", 1)));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            // the connection was not to be made
        }
    }
}
