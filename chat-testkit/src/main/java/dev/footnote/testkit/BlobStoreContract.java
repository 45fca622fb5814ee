package dev.footnote.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.stream.ByteSource;
import dev.footnote.ports.document.BlobException;
import dev.footnote.ports.document.BlobStore;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link BlobStore} promises. */
public abstract class BlobStoreContract {

    protected static final DocumentId ID = new DocumentId("a1-B_2");
    protected static final long NO_LIMIT = Long.MAX_VALUE;

    private BlobStore store;

    /** A store without bytes. */
    protected abstract BlobStore store();

    @BeforeEach
    void openStore() {
        store = store();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 300_001})
    void returnsTheBytesThatWereStored(int size) {
        byte[] bytes = new byte[size];
        new Random(7).nextBytes(bytes);

        assertThat(store.put(ID, source(bytes), size)).isEqualTo(size);

        assertThat(read(store.open(ID))).isEqualTo(bytes);
        assertThat(read(store.open(ID))).as("again").isEqualTo(bytes);
    }

    @Test
    void replacesWhatWasThere() {
        store.put(ID, source("old and long".getBytes(UTF_8)), NO_LIMIT);
        store.put(ID, source("new".getBytes(UTF_8)), NO_LIMIT);

        assertThat(read(store.open(ID))).asString(UTF_8).isEqualTo("new");
    }

    @Test
    void storesNothingBeyondTheLimit() {
        assertThat(store.put(ID, source(new byte[101]), 100)).isEqualTo(-1);

        assertThatExceptionOfType(BlobException.class).isThrownBy(() -> store.open(ID));
        assertThat(store.remove(ID)).isFalse();
    }

    @Test
    void storesNothingOfASourceThatFails() {
        ByteSource bytes = source(new byte[100_000]);
        var left = new int[] {2};
        ByteSource breaking = buffer -> {
            if (left[0]-- == 0) {
                throw new IllegalStateException("the client left");
            }
            return bytes.read(buffer);
        };

        assertThatIllegalStateException().isThrownBy(() -> store.put(ID, breaking, NO_LIMIT));

        assertThatExceptionOfType(BlobException.class).isThrownBy(() -> store.open(ID));
    }

    @Test
    void forgetsOnce() {
        store.put(ID, source(new byte[3]), NO_LIMIT);

        assertThat(store.has(ID)).isTrue();
        assertThat(store.remove(ID)).isTrue();
        assertThat(store.has(ID)).isFalse();
        assertThat(store.remove(ID)).isFalse();
        assertThatExceptionOfType(BlobException.class).isThrownBy(() -> store.open(ID));
    }

    @Test
    void keepsDocumentsApartUnderTwentyThreads() throws Exception {
        List<Callable<byte[]>> tasks = IntStream.range(0, 20)
                .<Callable<byte[]>>mapToObj(i -> () -> {
                    var id = new DocumentId("document-" + i);
                    store.put(id, source(("text " + i).getBytes(UTF_8)), NO_LIMIT);
                    return read(store.open(id));
                })
                .toList();

        try (var threads = Executors.newFixedThreadPool(20)) {
            int i = 0;
            for (Future<byte[]> read : threads.invokeAll(tasks)) {
                assertThat(read.get()).asString(UTF_8).isEqualTo("text " + i++);
            }
        }
    }

    /** Yields {@code bytes}. */
    protected static ByteSource source(byte[] bytes) {
        return InMemoryBlobs.source(bytes);
    }

    /** All that {@code source} yields. */
    protected static byte[] read(ByteSource source) {
        var out = new ByteArrayOutputStream();
        byte[] buffer = new byte[1000];
        for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
            out.write(buffer, 0, read);
        }
        return out.toByteArray();
    }
}
