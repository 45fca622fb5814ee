package dev.footnote.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.ports.runtime.IdGenerator;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts from 1 in the shapes of real ids, so that a test knows the next one. Everyone can guess its secrets. */
public final class CountingIds implements IdGenerator {

    private final AtomicInteger things = new AtomicInteger();
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicInteger secrets = new AtomicInteger();

    @Override
    public String next() {
        return thing(things.incrementAndGet());
    }

    @Override
    public String nextTurn() {
        return turn(turns.incrementAndGet());
    }

    @Override
    public Secret secret() {
        return new Secret(secret(secrets.incrementAndGet()));
    }

    @Override
    public ChunkId chunk(String content, DocumentId document) {
        var hash = UUID.nameUUIDFromBytes((content + document.value()).getBytes(UTF_8));
        return new ChunkId("%016x".formatted(hash.getMostSignificantBits()));
    }

    /** The {@code number}-th id that {@link #next} makes, from 1. */
    public static String thing(int number) {
        return "%08x000010008000000000000000".formatted(number);
    }

    /** The {@code number}-th id that {@link #nextTurn} makes, from 1. */
    public static String turn(int number) {
        return "%08x-0000-4000-8000-000000000000".formatted(number);
    }

    /**
     * The {@code number}-th text that {@link #secret} makes, from 1: its digits backwards, so that all begin
     * differently.
     */
    public static String secret(int number) {
        return new StringBuilder("%043d".formatted(number)).reverse().toString();
    }
}
