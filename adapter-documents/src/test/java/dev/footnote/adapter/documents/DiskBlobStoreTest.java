package dev.footnote.adapter.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.stream.ByteSource;
import dev.footnote.ports.document.BlobException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskBlobStoreTest {

    private static final DocumentId ID = new DocumentId("a1-B_2");
    private static final long NO_LIMIT = Long.MAX_VALUE;

    @TempDir
    private Path folder;

    private DiskBlobStore store;

    @BeforeEach
    void openStore() {
        store = DiskBlobStore.open(folder);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 300_001})
    void returnsTheBytesThatWereStored(int size) {
        byte[] bytes = new byte[size];
        new Random(7).nextBytes(bytes);

        assertThat(store.put(ID, source(bytes), size)).isEqualTo(size);

        assertThat(read(store.open(ID))).isEqualTo(bytes);
        assertThat(read(DiskBlobStore.open(folder).open(ID))).isEqualTo(bytes);
    }

    @Test
    void replacesWhatWasThere() {
        store.put(ID, source("old and long".getBytes(UTF_8)), NO_LIMIT);
        store.put(ID, source("new".getBytes(UTF_8)), NO_LIMIT);

        assertThat(read(store.open(ID))).asString(UTF_8).isEqualTo("new");
    }

    @Test
    void storesNothingBeyondTheLimit() throws IOException {
        assertThat(store.put(ID, source(new byte[101]), 100)).isEqualTo(-1);

        assertThat(files()).isEmpty();
    }

    @Test
    void leavesNothingAfterAFailure() throws IOException {
        ByteSource breaking = buffer -> {
            throw new IllegalStateException("the client left");
        };

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> store.put(ID, breaking, NO_LIMIT));

        assertThat(files()).isEmpty();
    }

    @Test
    void forgetsOnce() throws IOException {
        store.put(ID, source(new byte[3]), NO_LIMIT);

        assertThat(store.remove(ID)).isTrue();
        assertThat(store.remove(ID)).isFalse();
        assertThat(files()).isEmpty();
        assertThatExceptionOfType(BlobException.class).isThrownBy(() -> store.open(ID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../escape", "/etc/passwd", "..", ".", "a/b", "a\\b", "a b", "a\0b", "ä"})
    void refusesIdsThatAreNoFileNames(String hostile) throws IOException {
        var id = new DocumentId(hostile);

        assertThatIllegalArgumentException().isThrownBy(() -> store.put(id, source(new byte[1]), NO_LIMIT));
        assertThatIllegalArgumentException().isThrownBy(() -> store.open(id));
        assertThatIllegalArgumentException().isThrownBy(() -> store.remove(id));
        assertThat(files()).isEmpty();
    }

    @Test
    void refusesAnIdThatIsTooLong() {
        var id = new DocumentId("x".repeat(65));

        assertThatIllegalArgumentException().isThrownBy(() -> store.open(id));
    }

    @Test
    void isWellWhileTheFolderCanBeWritten() throws IOException {
        assertThatCode(store::check).doesNotThrowAnyException();
        assertThat(files()).isEmpty();

        Files.delete(folder.resolve("incoming"));

        assertThat(store.name()).isEqualTo("storage");
        assertThatExceptionOfType(BlobException.class).isThrownBy(store::check);
    }

    private List<Path> files() throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static ByteSource source(byte[] bytes) {
        var in = new ByteArrayInputStream(bytes);
        return buffer -> in.read(buffer, 0, buffer.length);
    }

    private static byte[] read(ByteSource source) {
        var out = new ByteArrayOutputStream();
        byte[] buffer = new byte[1000];
        for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
            out.write(buffer, 0, read);
        }
        return out.toByteArray();
    }
}
