package dev.footnote.adapter.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.identity.Secret;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2PasswordHasherTest {

    private static final Secret PASSWORD = new Secret("correct horse pässword 🐎");

    private final Argon2PasswordHasher hasher = new Argon2PasswordHasher();

    @Test
    void matchesThePasswordAndNoOther() {
        String hash = hasher.hash(PASSWORD);

        assertThat(hasher.matches(PASSWORD, hash)).isTrue();
        assertThat(hasher.matches(new Secret("correct horse password 🐎"), hash))
                .isFalse();
        assertThat(hasher.matches(new Secret(""), hash)).isFalse();
    }

    @Test
    void saysHowItHashesAndHidesThePassword() {
        assertThat(hasher.hash(PASSWORD))
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$")
                .doesNotContain("horse");
    }

    @Test
    void yieldsAnotherTextEachTime() {
        assertThat(hasher.hash(PASSWORD)).isNotEqualTo(hasher.hash(PASSWORD));
    }

    @Test
    void hashesTheEmptyPasswordToo() {
        assertThat(hasher.matches(new Secret(""), hasher.hash(new Secret("")))).isTrue();
    }

    @Test
    void matchesAHashOfTheReferenceImplementation() {
        // printf password | argon2 somesalt -id -t 2 -m 16 -p 1
        String reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

        assertThat(hasher.matches(new Secret("password"), reference)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain text",
                "$",
                "$argon2id$",
                "$argon2id$v=19$m=19456,t=2,p=1",
                "$argon2id$v=19$m=19456,t=2,p=1$$",
                "$argon2id$v=19$m=2147483647,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=1,t=1,p=4$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQAA$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPcAA",
                "$2a$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW"
            })
    void matchesNothingToAHashThatCannotBeRead(String garbage) {
        assertThat(hasher.matches(PASSWORD, garbage)).isFalse();
    }

    @Test
    void servesSeveralThreadsAtOnce() throws Exception {
        Callable<Boolean> task = () -> hasher.matches(PASSWORD, hasher.hash(PASSWORD));

        try (var threads = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> future : threads.invokeAll(Collections.nCopies(8, task))) {
                assertThat(future.get()).isTrue();
            }
        }
    }
}
