package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.identity.Secret;
import dev.footnote.ports.identity.SecretVault;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link SecretVault} promises. */
public abstract class SecretVaultContract {

    private SecretVault vault;

    /** The vault to test. */
    protected abstract SecretVault vault();

    @BeforeEach
    void openVault() {
        vault = vault();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ragflow-key", "pässword 🐎"})
    void opensWhatItSealed(String text) {
        assertThat(vault.open(vault.seal(new Secret(text)))).contains(new Secret(text));
    }

    @Test
    void sealsDifferentlyEachTimeAndShowsNothing() {
        var secret = new Secret("a very secret text");

        assertThat(vault.seal(secret)).isNotEqualTo(vault.seal(secret)).doesNotContain("secret");
    }

    @Test
    void opensNothingElse() {
        String sealed = vault.seal(new Secret("a very secret text"));

        for (int at = 0; at < sealed.length(); at++) {
            char other = sealed.charAt(at) == 'A' ? 'B' : 'A';
            String changed = sealed.substring(0, at) + other + sealed.substring(at + 1);
            assertThat(vault.open(changed).map(Secret::value))
                    .as(changed)
                    .isNotEqualTo(Optional.of("a very secret text"));
        }
        assertThat(vault.open(sealed.substring(0, sealed.length() / 2))).isEmpty();
        assertThat(vault.open("")).isEmpty();
        assertThat(vault.open("no sealed text")).isEmpty();
    }
}
