package dev.footnote.evaluation;

import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.ports.model.EmbeddingModel;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Another embedding model's vectors, kept in a file, so that a text is embedded in the first run only. A file belongs
 * to one model; one that ends in the middle of a vector is cut there.
 */
final class KeptVectors implements EmbeddingModel, AutoCloseable {

    private static final int KEY = 16;

    private final EmbeddingModel model;
    private final Map<ByteBuffer, Embedding> kept = new HashMap<>();
    private final DataOutputStream more;

    KeptVectors(EmbeddingModel model, Path file) {
        this.model = model;
        try {
            long whole = Files.exists(file) ? load(file) : 0;
            var channel = Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.truncate(whole).position(whole);
            more = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + file, e);
        }
    }

    private long load(Path file) throws IOException {
        int row = KEY + model.dimension() * Float.BYTES;
        long rows = Files.size(file) / row;
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (long at = 0; at < rows; at++) {
                ByteBuffer bytes = ByteBuffer.wrap(in.readNBytes(row));
                byte[] key = new byte[KEY];
                bytes.get(key);
                float[] values = new float[model.dimension()];
                bytes.asFloatBuffer().get(values);
                kept.put(ByteBuffer.wrap(key), Embedding.of(values));
            }
        }
        return rows * row;
    }

    @Override
    public synchronized List<Embedding> embed(Purpose purpose, List<String> texts) {
        return texts.stream()
                .map(text -> kept.computeIfAbsent(key(purpose, text), key -> made(key, purpose, text)))
                .toList();
    }

    private Embedding made(ByteBuffer key, Purpose purpose, String text) {
        Embedding vector = model.embed(purpose, List.of(text)).getFirst();
        try {
            for (int at = 0; at < KEY; at++) {
                more.writeByte(key.get(at));
            }
            for (float value : vector.toArray()) {
                more.writeFloat(value);
            }
            return vector;
        } catch (IOException e) {
            throw new UncheckedIOException("a vector cannot be kept", e);
        }
    }

    private static ByteBuffer key(Purpose purpose, String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(purpose.name().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return ByteBuffer.wrap(Arrays.copyOf(digest.digest(text.getBytes(StandardCharsets.UTF_8)), KEY));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public int dimension() {
        return model.dimension();
    }

    @Override
    public double unrelatedCosine() {
        return model.unrelatedCosine();
    }

    @Override
    public void close() throws IOException {
        more.close();
    }
}
