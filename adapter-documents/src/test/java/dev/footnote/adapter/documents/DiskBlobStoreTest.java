package dev.footnote.adapter.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.stream.ByteSource;
import dev.footnote.ports.document.BlobException;
import dev.footnote.ports.document.BlobStore;
import dev.footnote.testkit.BlobStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskBlobStoreTest extends BlobStoreContract {

    @TempDir
    private Path folder;

    private DiskBlobStore store;

    @Override
    protected BlobStore store() {
        store = DiskBlobStore.open(folder);
        return store;
    }

    @Test
    void returnsTheBytesAlsoWhenItIsOpenedAnew() {
        store.put(ID, source("text".getBytes(UTF_8)), NO_LIMIT);

        assertThat(read(DiskBlobStore.open(folder).open(ID))).asString(UTF_8).isEqualTo("text");
    }

    @Test
    void leavesNoFileBeyondTheLimit() throws IOException {
        assertThat(store.put(ID, source(new byte[101]), 100)).isEqualTo(-1);

        assertThat(files()).isEmpty();
    }

    @Test
    void leavesNoFileAfterAFailure() throws IOException {
        ByteSource breaking = buffer -> {
            throw new IllegalStateException("the client left");
        };

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> store.put(ID, breaking, NO_LIMIT));

        assertThat(files()).isEmpty();
    }

    @Test
    void leavesNoFileOfWhatWasRemoved() throws IOException {
        store.put(ID, source(new byte[3]), NO_LIMIT);

        assertThat(store.remove(ID)).isTrue();

        assertThat(files()).isEmpty();
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
}
