package dev.footnote.adapter.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.footnote.domain.identity.Secret;
import dev.footnote.ports.identity.SecretVault;
import dev.footnote.testkit.SecretVaultContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AesSecretVaultTest extends SecretVaultContract {

    @TempDir
    private Path folder;

    @Override
    protected SecretVault vault() {
        return AesSecretVault.open(folder.resolve("key"));
    }

    @Test
    void opensAfterARestartWhatItSealed() {
        String sealed = vault().seal(new Secret("text"));

        assertThat(vault().open(sealed)).contains(new Secret("text"));
    }

    @Test
    void opensNothingThatAnotherKeySealed() {
        String sealed = vault().seal(new Secret("text"));

        assertThat(AesSecretVault.open(folder.resolve("other")).open(sealed)).isEmpty();
    }

    @Test
    void keepsItsKeyWhereItsOwnerAloneCanReadIt() throws IOException {
        vault();

        assertThat(Files.getPosixFilePermissions(folder.resolve("key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void refusesAFileThatHoldsNoKey() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "short\n");

        assertThatIllegalStateException()
                .isThrownBy(() -> AesSecretVault.open(file))
                .withMessageContaining(file.toString());
    }
}
