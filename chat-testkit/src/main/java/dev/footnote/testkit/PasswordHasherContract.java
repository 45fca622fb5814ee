package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.identity.Secret;
import dev.footnote.ports.identity.PasswordHasher;
import java.util.Collections;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link PasswordHasher} promises. */
public abstract class PasswordHasherContract {

    protected static final Secret PASSWORD = new Secret("correct horse pässword 🐎");

    private PasswordHasher hasher;

    /** The hasher to test. */
    protected abstract PasswordHasher hasher();

    @BeforeEach
    void makeHasher() {
        hasher = hasher();
    }

    @Test
    void matchesThePasswordAndNoOther() {
        String hash = hasher.hash(PASSWORD);

        assertThat(hasher.matches(PASSWORD, hash)).isTrue();
        assertThat(hasher.matches(new Secret("correct horse password 🐎"), hash))
                .isFalse();
        assertThat(hasher.matches(new Secret(""), hash)).isFalse();
    }

    @Test
    void hidesThePassword() {
        assertThat(hasher.hash(PASSWORD)).doesNotContain("horse");
    }

    @Test
    void hashesTheEmptyPasswordToo() {
        assertThat(hasher.matches(new Secret(""), hasher.hash(new Secret("")))).isTrue();
    }

    @Test
    void yieldsAnotherTextEachTimeAlsoForSeveralThreads() throws Exception {
        Callable<String> hashing = () -> hasher.hash(PASSWORD);
        var hashes = new HashSet<String>();

        try (var threads = Executors.newFixedThreadPool(4)) {
            for (Future<String> hash : threads.invokeAll(Collections.nCopies(8, hashing))) {
                hashes.add(hash.get());
            }
        }

        assertThat(hashes).hasSize(8).allMatch(hash -> hasher.matches(PASSWORD, hash));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain text", "$", "$$$$", "1$", "correct horse pässword 🐎"})
    void matchesNothingThatIsNoHash(String hash) {
        assertThat(hasher.matches(PASSWORD, hash)).isFalse();
    }
}
