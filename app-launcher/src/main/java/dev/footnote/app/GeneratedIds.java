package dev.footnote.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.ports.runtime.IdGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;

/** Ids as clients expect them, from random sources and time. */
final class GeneratedIds implements IdGenerator {

    private static final int SECRET_BYTES = 32;

    private final NoArgGenerator timeBased = Generators.timeBasedGenerator();
    private final SecureRandom random = new SecureRandom();
    private final XXHash64 hash = XXHashFactory.safeInstance().hash64();

    @Override
    public String next() {
        return timeBased.generate().toString().replace("-", "");
    }

    @Override
    public String nextTurn() {
        return UUID.randomUUID().toString();
    }

    @Override
    public Secret secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    @Override
    public ChunkId chunk(String content, DocumentId document) {
        byte[] bytes = (content + document.value()).getBytes(UTF_8);
        return new ChunkId("%016x".formatted(hash.hash(bytes, 0, bytes.length, 0)));
    }
}
