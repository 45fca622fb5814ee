package dev.footnote.adapter.openai;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** A stream whose reads a {@link SilenceTimer} watches; the wait for the first byte has begun before. */
final class TimedStream extends InputStream {

    private final InputStream in;
    private final SilenceTimer timing;
    private final Duration silence;
    private boolean begun;

    TimedStream(InputStream in, SilenceTimer timing, Duration silence) {
        this.in = in;
        this.timing = timing;
        this.silence = silence;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (begun) {
            timing.expect(silence);
        }
        int count = in.read(bytes, offset, length);
        begun = true;
        timing.heard();
        if (timing.expired()) { // closing a stream can look like its end
            throw new IOException("given up");
        }
        return count;
    }
}
