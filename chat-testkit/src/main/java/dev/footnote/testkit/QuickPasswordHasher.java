package dev.footnote.testkit;

import dev.footnote.domain.identity.Secret;
import dev.footnote.ports.identity.PasswordHasher;
import java.util.concurrent.atomic.AtomicInteger;

/** Hashes with a number as salt, in no time; not safe for anything but tests. */
public final class QuickPasswordHasher implements PasswordHasher {

    private final AtomicInteger salts = new AtomicInteger();

    @Override
    public String hash(Secret password) {
        return hash(Integer.toString(salts.incrementAndGet()), password);
    }

    @Override
    public boolean matches(Secret password, String hash) {
        int dollar = hash.indexOf('$');
        return dollar > 0 && hash(hash.substring(0, dollar), password).equals(hash);
    }

    private static String hash(String salt, Secret password) {
        return salt + "$" + new Secret(salt + "$" + password.value()).hash();
    }
}
