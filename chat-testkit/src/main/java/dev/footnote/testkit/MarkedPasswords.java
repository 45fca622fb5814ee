package dev.footnote.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.footnote.domain.identity.Secret;
import dev.footnote.ports.identity.PasswordTransport;
import java.util.Base64;
import java.util.Optional;

/** Takes texts with a mark and a checksum for encrypted; hides nothing, so it is for tests alone. */
public final class MarkedPasswords implements PasswordTransport {

    private static final String MARK = "encrypted.";
    private static final int SUM = 64;

    @Override
    public String publicKey() {
        return "-----BEGIN PUBLIC KEY-----\nMARK\n-----END PUBLIC KEY-----\n";
    }

    /** What {@link #read} reads as {@code password}. */
    public static String encrypted(String password) {
        String text = Base64.getEncoder().encodeToString(password.getBytes(UTF_8));
        return MARK + new Secret(text).hash() + text;
    }

    @Override
    public Secret read(Secret sent) {
        return decrypted(sent.value().replaceAll("\\s", "")).orElse(sent);
    }

    private static Optional<Secret> decrypted(String text) {
        int begin = MARK.length() + SUM;
        if (!text.startsWith(MARK) || text.length() < begin) {
            return Optional.empty();
        }
        String password = text.substring(begin);
        return new Secret(password).hash().equals(text.substring(MARK.length(), begin))
                ? Optional.of(new Secret(new String(Base64.getDecoder().decode(password), UTF_8)))
                : Optional.empty();
    }
}
