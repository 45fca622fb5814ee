package dev.footnote.adapter.documents.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.footnote.ports.document.PagePrinter;
import dev.footnote.ports.document.PagePrinter.PrintedPage;
import dev.footnote.ports.document.UnreachablePageException;
import dev.footnote.testkit.PagePrinterContract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A web of one machine: what listens on {@link #OPEN} stands for the public web, what listens on 127.0.0.1 is private.
 */
class GuardedPagePrinterTest extends PagePrinterContract {

    /** Linux answers on all of 127.0.0.0/8, macOS on 127.0.0.1 and ::1 alone. */
    private static final String OPEN = answers("127.0.0.2") ? "127.0.0.2" : "::1";

    private static final List<Network> PUBLIC = List.of(Network.parse(OPEN));
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final AtomicInteger SECRETS_READ = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private final GuardedPagePrinter printer = new GuardedPagePrinter(GuardedPagePrinter.Limits.DEFAULT, PUBLIC);
    private static HttpServer open;
    private static HttpServer secret;

    private static boolean answers(String address) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address, 0));
            return true;
        } catch (IOException notHere) {
            return false;
        }
    }

    @BeforeAll
    static void startServers() throws IOException {
        open = server(OPEN);
        open.createContext("/", exchange -> send(exchange, 404, "text/html", "nothing"));
        open.createContext(
                "/page",
                exchange -> send(
                        exchange,
                        200,
                        "text/html; charset=utf-8",
                        "<title>Whales</title><script>no()</script><p>Whales <b>sing</b>.<p>Žluťoučký кит"));
        secret = server("127.0.0.1");
        secret.createContext("/", exchange -> {
            SECRETS_READ.incrementAndGet();
            send(exchange, 200, "text/html", "secret");
        });
    }

    private static HttpServer server(String address) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(address, 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return server;
    }

    @AfterEach
    void close() {
        over.countDown();
    }

    @AfterAll
    static void stopServers() {
        open.stop(0);
        secret.stop(0);
    }

    @Override
    protected PagePrinter pages() {
        return printer;
    }

    @Override
    protected String page() {
        return at("/page");
    }

    @Override
    protected String nowhere() {
        return at("/nowhere");
    }

    @Test
    void printsTheTextOfAPage() throws IOException {
        PrintedPage printed = printer.print(page());

        assertThat(printed.ending()).isEqualTo("pdf");
        assertThat(textOf(printed)).isEqualToIgnoringWhitespace("Whales Whales sing. Žluťoučký кит");
    }

    @Test
    void printsMoreThanFitsOnAPageAndALine() throws IOException {
        String words = "heron ".repeat(50_000).strip();
        open.createContext("/long", exchange -> send(exchange, 200, "text/plain", words));

        assertThat(textOf(printer.print(at("/long")))).isEqualToIgnoringWhitespace(words);
    }

    @Test
    void keepsAPageThatCannotBePrintedAsItIs() {
        open.createContext("/zh", exchange -> send(exchange, 200, "text/html; charset=utf-8", "<p>鲸鱼在唱歌"));

        PrintedPage printed = printer.print(at("/zh"));

        assertThat(printed.ending()).isEqualTo("html");
        assertThat(new String(bytes(printed), UTF_8)).contains("<p>鲸鱼在唱歌");
    }

    @Test
    void followsRedirects() throws IOException {
        redirect("/moved", "page");

        assertThat(textOf(printer.print(at("/moved")))).contains("sing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/",
                "http://localhost:%d/",
                "http://LOCALHOST:%d/",
                "http://localhost.:%d/",
                "http://127.1:%d/",
                "http://0.0.0.0:%d/",
                "http://0:%d/",
                "http://2130706433:%d/",
                "http://0177.0.0.1:%d/",
                "http://017700000001:%d/",
                "http://0x7f.0x0.0x0.0x1:%d/",
                "http://0x7f000001:%d/",
                "http://[::1]:%d/",
                "http://[::]:%d/",
                "http://[::ffff:127.0.0.1]:%d/",
                "http://[::ffff:7f00:1]:%d/",
                "http://[64:ff9b::7f00:1]:%d/",
                "http://user@127.0.0.1:%d/",
                "http://127.0.0.2@127.0.0.1:%d/",
                "http://127.0.0.1:%d#@127.0.0.2/",
                "http://127.0.0.1:%d\\@127.0.0.2/",
                "//127.0.0.1:%d/",
                "file:///etc/passwd?%d",
                "gopher://127.0.0.1:%d/",
                "jar:http://127.0.0.1:%d/a.jar!/"
            })
    void reachesNothingPrivate(String form) {
        String url = form.formatted(secret.getAddress().getPort());
        String to = "/to/" + form.hashCode();
        redirect(to, url);

        var strict = new GuardedPagePrinter(GuardedPagePrinter.Limits.DEFAULT, List.of());
        assertThat(strict.allows(url)).isFalse();
        assertThatExceptionOfType(UnreachablePageException.class).isThrownBy(() -> strict.print(url));
        if (!url.contains("[" + OPEN + "]")) { // which is the public web where that is the other address there is
            assertThat(printer.allows(url)).isFalse();
            assertThatExceptionOfType(UnreachablePageException.class).isThrownBy(() -> printer.print(url));
            assertThatExceptionOfType(UnreachablePageException.class).isThrownBy(() -> printer.print(at(to)));
        }
        assertThat(SECRETS_READ).hasValue(0);
    }

    @Test
    void isNotFooledByAResolverThatChangesItsMind() throws IOException {
        int port = secret.getAddress().getPort();
        GuardedPagePrinter rebinding = resolving(OPEN, "127.0.0.1", "127.0.0.1");
        assertThat(rebinding.allows("http://rebinding.test:" + port)).isTrue();
        assertThatExceptionOfType(UnreachablePageException.class)
                .isThrownBy(() -> rebinding.print("http://rebinding.test:" + port));
        GuardedPagePrinter both = resolving(OPEN + ",127.0.0.1");
        assertThatExceptionOfType(UnreachablePageException.class)
                .isThrownBy(() -> both.print("http://both.test:" + port));
        assertThat(SECRETS_READ).hasValue(0);
    }

    @Test
    void connectsToTheAddressThatItChecked() throws IOException {
        GuardedPagePrinter once = resolving(OPEN); // a second question finds no answer
        assertThat(textOf(once.print(
                        "http://whales.test:%d/page".formatted(open.getAddress().getPort()))))
                .contains("sing");
    }

    @Test
    void givesUpOnEndlessRedirectsAndPages() throws IOException {
        redirect("/round", "round");
        open.createContext("/large", exchange -> send(exchange, 200, "text/plain", "x".repeat(1001)));
        open.createContext("/picture", exchange -> send(exchange, 200, "image/png", "x"));
        var limits = new GuardedPagePrinter.Limits(1000, PATIENCE, PATIENCE);

        var strict = new GuardedPagePrinter(limits, PUBLIC);
        for (String path : List.of("/round", "/large", "/picture")) {
            assertThatExceptionOfType(UnreachablePageException.class).as(path).isThrownBy(() -> strict.print(at(path)));
        }
    }

    @Test
    void givesUpOnAServerThatKeepsTalking() throws IOException {
        open.createContext("/drip", this::drip);
        var limits = new GuardedPagePrinter.Limits(1 << 20, PATIENCE, Duration.ofMillis(300));

        var strict = new GuardedPagePrinter(limits, PUBLIC);
        long begun = System.nanoTime();
        assertThatExceptionOfType(UnreachablePageException.class).isThrownBy(() -> strict.print(at("/drip")));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PATIENCE);
    }

    private void drip(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            while (!over.await(20, TimeUnit.MILLISECONDS)) {
                out.write('x');
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A printer whose names are resolved to these addresses, one after the other, and then no more. */
    private static GuardedPagePrinter resolving(String... answers) {
        Queue<String> left = new ArrayDeque<>(List.of(answers));
        return new GuardedPagePrinter(
                GuardedPagePrinter.Limits.DEFAULT,
                new GuardedResolver(
                        host -> {
                            String[] addresses = left.remove().split(",", -1);
                            var resolved = new InetAddress[addresses.length];
                            for (int i = 0; i < addresses.length; i++) {
                                resolved[i] = InetAddress.getByName(addresses[i]);
                            }
                            return resolved;
                        },
                        new AddressGuard(PUBLIC)));
    }

    private void redirect(String from, String to) {
        open.createContext(from, exchange -> {
            exchange.getResponseHeaders().set("Location", to);
            send(exchange, 302, "text/html", "");
        });
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private String at(String path) {
        String host = OPEN.contains(":") ? "[" + OPEN + "]" : OPEN;
        return "http://%s:%d%s".formatted(host, open.getAddress().getPort(), path);
    }

    private static String textOf(PrintedPage page) throws IOException {
        try (var pdf = Loader.loadPDF(bytes(page))) {
            return new PDFTextStripper().getText(pdf);
        }
    }

    private static byte[] bytes(PrintedPage page) {
        var out = new ByteArrayOutputStream();
        var buffer = new byte[1000];
        for (int n = page.bytes().read(buffer); n >= 0; n = page.bytes().read(buffer)) {
            out.write(buffer, 0, n);
        }
        return out.toByteArray();
    }
}
