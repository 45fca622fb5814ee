package dev.footnote.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.ports.document.BlobException;
import dev.footnote.ports.document.BlobStore;
import dev.footnote.ports.document.Thumbnailer;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Thumbnailer} promises. */
public abstract class ThumbnailerContract {

    /** A PNG of one red dot. */
    public static final byte[] DOT = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC");

    private BlobStore blobs;
    private Thumbnailer thumbnails;

    /** A store without bytes, the same each time. */
    protected abstract BlobStore blobs();

    /** Draws what is in {@code blobs}. */
    protected abstract Thumbnailer thumbnails(BlobStore blobs);

    @BeforeEach
    void open() {
        blobs = blobs();
        thumbnails = thumbnails(blobs);
    }

    @Test
    void drawsAPicture() {
        assertThat(drawn(DOT))
                .hasValueSatisfying(picture -> assertThat(picture)
                        .startsWith(0x89, 'P', 'N', 'G')
                        .hasSizeLessThanOrEqualTo(Thumbnailer.MAX_BYTES));
    }

    @Test
    void drawsNothingOfTextOrOfABrokenPicture() {
        assertThat(drawn("Whales sing.".getBytes(UTF_8))).isEmpty();
        assertThat(drawn(new byte[0])).isEmpty();
        assertThat(drawn(new byte[] {(byte) 0x89, 'P', 'N'})).isEmpty();
    }

    @Test
    void failsWithoutADocument() {
        assertThatExceptionOfType(BlobException.class).isThrownBy(() -> thumbnails.draw(new DocumentId("unknown")));
    }

    private Optional<byte[]> drawn(byte[] bytes) {
        var id = new DocumentId(Samples.id());
        blobs.put(id, BlobStoreContract.source(bytes), Long.MAX_VALUE);
        return thumbnails.draw(id).map(BlobStoreContract::read);
    }
}
