package dev.footnote.adapter.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedTest {

    private static final String VOCABULARY = "/bge-small-en-v1.5-q-tokenizer.json";

    @TempDir
    private Path folder;

    @Test
    void unpacksAFileOnce() throws IOException {
        Path file = new Unpacked(folder).file(VOCABULARY);
        assertThat(file).startsWith(folder).hasBinaryContent(original());
        FileTime past = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(file, past);
        assertThat(new Unpacked(folder).file(VOCABULARY)).isEqualTo(file);
        assertThat(Files.getLastModifiedTime(file)).as("not written again").isEqualTo(past);
        assertThat(file.getParent()).as("nothing beside it").isDirectoryNotContaining(other -> !other.equals(file));
    }

    @Test
    void unpacksAgainWhatWasCutShort() throws IOException {
        Path file = new Unpacked(folder).file(VOCABULARY);
        Files.writeString(file, "half of it");
        assertThat(new Unpacked(folder).file(VOCABULARY)).hasBinaryContent(original());
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> new Unpacked(folder).file("/no-such-model"))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessage("/no-such-model is not on the class path");
    }

    private static byte[] original() throws IOException {
        try (InputStream in = UnpackedTest.class.getResourceAsStream(VOCABULARY)) {
            return in.readAllBytes();
        }
    }
}
