package dev.footnote.adapter.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.stream.ByteSource;
import dev.footnote.ports.document.BlobStore;
import dev.footnote.ports.document.Thumbnailer;
import dev.footnote.testkit.InMemoryBlobs;
import dev.footnote.testkit.ThumbnailerContract;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThumbnailsTest extends ThumbnailerContract {

    @TempDir
    private Path folder;

    private DocumentParsers parsers;

    @AfterEach
    void close() {
        parsers.close();
    }

    @Override
    protected BlobStore blobs() {
        return DiskBlobStore.open(folder);
    }

    @Override
    protected Thumbnailer thumbnails(BlobStore blobs) {
        var limits = new ParserLimits(64, Duration.ofSeconds(30), 200_000_000, 10_000, 5);
        parsers = new DocumentParsers((DiskBlobStore) blobs, limits);
        return parsers;
    }

    @Test
    void drawsTheFirstPageOfAPdf() throws IOException {
        BufferedImage drawn = drawn(SamplePdf.of(List.of(List.of("Whales sing."), List.of("Krill drifts."))))
                .orElseThrow();

        assertThat(drawn.getWidth()).isBetween(260, 270); // A4 at 32 dots an inch
        assertThat(drawn.getHeight()).isBetween(370, 380);
        assertThat(dark(drawn)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif"})
    void fitsPicturesIntoASquare(String format) throws IOException {
        BufferedImage drawn = drawn(picture(format, 3_000, 1_000)).orElseThrow();

        assertThat(drawn.getWidth()).isEqualTo(30);
        assertThat(drawn.getHeight()).isEqualTo(10);
    }

    @Test
    void survivesAPictureThatUnpacksToTooMuch() throws IOException {
        byte[] bomb = picture("png", 100, 100);
        bomb[16] = 0x40; // a width of 1 073 741 924 pixels, which the checksum does not confirm

        assertThat(drawn(bomb)).isEmpty();
        assertThat(drawn(DOT)).isPresent();
    }

    @Test
    void drawsNothingOfAnEncryptedPdf() throws IOException {
        assertThat(drawn(SamplePdf.encrypted(List.of(List.of("Whales sing.")), "secret")))
                .isEmpty();
    }

    private Optional<BufferedImage> drawn(byte[] bytes) throws IOException {
        var id = new DocumentId("document");
        DiskBlobStore.open(folder).put(id, InMemoryBlobs.source(bytes), Long.MAX_VALUE);
        Optional<ByteSource> picture = parsers.draw(id);
        return picture.isEmpty()
                ? Optional.empty()
                : Optional.of(ImageIO.read(new ByteArrayInputStream(read(picture.get()))));
    }

    private static byte[] read(ByteSource source) {
        var out = new ByteArrayOutputStream();
        var buffer = new byte[1_000];
        for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
            out.write(buffer, 0, read);
        }
        return out.toByteArray();
    }

    private static byte[] picture(String format, int width, int height) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
        return out.toByteArray();
    }

    private static long dark(BufferedImage image) {
        long dark = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                dark += (image.getRGB(x, y) & 0xff) < 128 ? 1 : 0;
            }
        }
        return dark;
    }
}
