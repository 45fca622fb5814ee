package dev.footnote.adapter.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.footnote.domain.identity.Secret;
import dev.footnote.ports.identity.PasswordTransport;
import dev.footnote.testkit.PasswordTransportContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RsaPasswordTransportTest extends PasswordTransportContract {

    @TempDir
    private static Path folder;

    @Override
    protected PasswordTransport transport() {
        return RsaPasswordTransport.open(folder.resolve("password.pem"));
    }

    @Override
    protected String encrypted(String publicKey, String password) throws Exception {
        return encrypted(publicKey, Base64.getEncoder().encode(password.getBytes(UTF_8)));
    }

    private static String encrypted(String publicKey, byte[] inner) throws Exception {
        byte[] encoded = Base64.getMimeDecoder().decode(publicKey.replaceAll("-----[A-Z ]+-----", ""));
        PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.ENCRYPT_MODE, key);
        return Base64.getEncoder().encodeToString(cipher.doFinal(inner));
    }

    @Test
    void saysNothingOfAPaddingThatHolds() throws Exception {
        var sent = new Secret(encrypted(transport().publicKey(), "not Base64!".getBytes(US_ASCII)));

        assertThat(transport().read(sent)).isEqualTo(sent);
    }

    @Test
    void keepsItsKeyWhereItsOwnerAloneCanReadIt() throws IOException {
        transport();

        assertThat(Files.getPosixFilePermissions(folder.resolve("password.pem")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void refusesAFileThatHoldsNoKey() throws IOException {
        Path file = Files.writeString(folder.resolve("wrong.pem"), "-----BEGIN RSA PRIVATE KEY-----\n");

        assertThatIllegalStateException()
                .isThrownBy(() -> RsaPasswordTransport.open(file))
                .withMessageContaining("PKCS #8");
    }
}
