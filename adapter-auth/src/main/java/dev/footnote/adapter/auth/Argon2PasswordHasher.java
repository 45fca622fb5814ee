package dev.footnote.adapter.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import dev.footnote.domain.identity.Secret;
import dev.footnote.ports.identity.PasswordHasher;
import java.security.SecureRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hashes by Argon2id with 19 MiB, two passes and one lane. The text it yields says so, and holds the salt; hashes made
 * with other parameters still match, as long as they are affordable: at most 64 MiB, ten passes and four lanes.
 */
public final class Argon2PasswordHasher implements PasswordHasher {

    private static final int KIBIBYTES = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int MAX_KIBIBYTES = 64 * 1024;
    private static final int MAX_PASSES = 10;
    private static final int MAX_LANES = 4;
    private static final Pattern ENCODED = Pattern.compile("\\$argon2id\\$v=19\\$m=([1-9]\\d{0,6}),t=([1-9]\\d{0,2})"
            + ",p=([1-9]\\d?)\\$[A-Za-z0-9+/]{11,86}\\$[A-Za-z0-9+/]{22,86}");

    private final SecureRandom random = new SecureRandom();
    private final Argon2Function argon2 = Argon2Function.getInstance(
            KIBIBYTES, PASSES, LANES, HASH_BYTES, Argon2.ID, Argon2Function.ARGON2_VERSION_13);

    @Override
    public String hash(Secret password) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return argon2.hash(password.value().getBytes(UTF_8), salt).getResult();
    }

    @Override
    public boolean matches(Secret password, String hash) {
        if (!affordable(hash)) {
            return false;
        }
        try {
            return Argon2Function.getInstanceFromHash(hash)
                    .check(password.value().getBytes(UTF_8), hash.getBytes(UTF_8));
        } catch (IllegalArgumentException unreadable) {
            return false; // the form was right, but not what it encodes
        }
    }

    private static boolean affordable(String hash) {
        Matcher encoded = ENCODED.matcher(hash);
        return encoded.matches()
                && Integer.parseInt(encoded.group(1)) <= MAX_KIBIBYTES
                && Integer.parseInt(encoded.group(2)) <= MAX_PASSES
                && Integer.parseInt(encoded.group(3)) <= MAX_LANES;
    }
}
