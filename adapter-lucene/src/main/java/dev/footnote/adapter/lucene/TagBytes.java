package dev.footnote.adapter.lucene;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.footnote.domain.knowledge.Tags;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.util.BytesRef;

/**
 * Tags as bytes: each is its length in two bytes and its text, weights have eight bytes of number behind it. As tags
 * are bounded, they stay below the 32766 bytes that a doc value may have.
 */
final class TagBytes {

    private TagBytes() {}

    static BytesRef names(Tags tags) {
        var bytes = new ByteArrayOutputStream();
        tags.names().forEach(name -> bytes.writeBytes(text(name, 0).array()));
        return new BytesRef(bytes.toByteArray());
    }

    static BytesRef weights(Tags tags) {
        var bytes = new ByteArrayOutputStream();
        tags.weights()
                .forEach((tag, weight) -> bytes.writeBytes(
                        text(tag, Double.BYTES).putDouble(weight).array()));
        return new BytesRef(bytes.toByteArray());
    }

    private static ByteBuffer text(String tag, int more) {
        byte[] utf8 = tag.getBytes(UTF_8);
        return ByteBuffer.allocate(Short.BYTES + utf8.length + more)
                .putShort((short) utf8.length)
                .put(utf8);
    }

    /** The tags that were written as {@code names} and {@code weights}. */
    static Tags tags(Optional<BytesRef> names, Optional<BytesRef> weights) {
        if (names.isEmpty() && weights.isEmpty()) {
            return Tags.NONE;
        }
        List<String> read = new ArrayList<>();
        names.map(TagBytes::buffer).ifPresent(bytes -> {
            while (bytes.hasRemaining()) {
                read.add(text(bytes));
            }
        });
        Map<String, Double> weighed = new LinkedHashMap<>();
        weights.map(TagBytes::buffer).ifPresent(bytes -> {
            while (bytes.hasRemaining()) {
                weighed.put(text(bytes), bytes.getDouble());
            }
        });
        return new Tags(read, weighed);
    }

    private static ByteBuffer buffer(BytesRef bytes) {
        return ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length);
    }

    private static String text(ByteBuffer bytes) {
        byte[] utf8 = new byte[bytes.getShort()];
        bytes.get(utf8);
        return new String(utf8, UTF_8);
    }
}
