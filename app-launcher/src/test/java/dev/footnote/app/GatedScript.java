package dev.footnote.app;

import dev.footnote.testkit.FakeUpstream.Wire;
import dev.footnote.testkit.Script;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** Streams a few pieces, waits until it is let go, and streams the rest. */
final class GatedScript implements Script {

    static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

    private final String[] before;
    private final String[] after;
    private final CountDownLatch gate = new CountDownLatch(1);

    GatedScript(String[] before, String... after) {
        this.before = before;
        this.after = after;
    }

    void letGo() {
        gate.countDown();
    }

    @Override
    public void play(Wire wire) throws IOException {
        wire.send(HEAD);
        for (String piece : before) {
            wire.send(Script.event(piece));
        }
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        for (String piece : after) {
            wire.send(Script.event(piece));
        }
        wire.send(FINISH + DONE);
    }
}
