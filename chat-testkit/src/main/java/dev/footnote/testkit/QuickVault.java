package dev.footnote.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.footnote.domain.identity.Secret;
import dev.footnote.ports.identity.SecretVault;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Seals with a checksum and no key; everyone can read what it seals, so it is for tests alone. */
public final class QuickVault implements SecretVault {

    private final AtomicInteger sealed = new AtomicInteger();

    @Override
    public String seal(Secret secret) {
        String text = Base64.getEncoder().encodeToString(secret.value().getBytes(UTF_8));
        String numbered = sealed.incrementAndGet() + "." + text;
        return numbered + "." + new Secret(numbered).hash();
    }

    @Override
    public Optional<Secret> open(String text) {
        int end = text.lastIndexOf('.');
        int begin = text.indexOf('.');
        if (end <= begin || !new Secret(text.substring(0, end)).hash().equals(text.substring(end + 1))) {
            return Optional.empty();
        }
        return Optional.of(new Secret(new String(Base64.getDecoder().decode(text.substring(begin + 1, end)), UTF_8)));
    }
}
