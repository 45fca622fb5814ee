package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.identity.Secret;
import dev.footnote.ports.identity.PasswordTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link PasswordTransport} promises. */
public abstract class PasswordTransportContract {

    /** The transport to test; the same each time. */
    protected abstract PasswordTransport transport();

    /** What a client sends that has {@code publicKey}. */
    protected abstract String encrypted(String publicKey, String password) throws Exception;

    @ParameterizedTest
    @ValueSource(strings = {"123", "correct horse", "pässwörd 🐎", " "})
    void readsWhatWasEncrypted(String password) throws Exception {
        var sent = new Secret(encrypted(transport().publicKey(), password));

        assertThat(sent.value()).doesNotContain(password);
        assertThat(transport().read(sent)).isEqualTo(new Secret(password));
    }

    @Test
    void readsPastLineBreaks() throws Exception {
        String sent = encrypted(transport().publicKey(), "123");

        String broken = sent.substring(0, 9) + "\r\n" + sent.substring(9) + "\n";
        assertThat(transport().read(new Secret(broken))).isEqualTo(new Secret("123"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123", "MTIz", "pässwörd 🐎", "====", "a password that is longer than others"})
    void takesAnythingElseAsItIs(String password) {
        assertThat(transport().read(new Secret(password))).isEqualTo(new Secret(password));
    }

    @Test
    void takesWhatWasChangedAsItIs() throws Exception {
        String sent = encrypted(transport().publicKey(), "123");
        char other = sent.charAt(20) == 'A' ? 'B' : 'A';
        var changed = new Secret(sent.substring(0, 20) + other + sent.substring(21));

        assertThat(transport().read(changed)).isEqualTo(changed);
    }
}
