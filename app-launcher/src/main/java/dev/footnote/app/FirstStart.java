package dev.footnote.app;

import dev.footnote.adapter.http.HttpServer;
import dev.footnote.application.ChatApplication;
import dev.footnote.application.identity.ManageApiTokens;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Consumer;

/** What the first start makes: a user called owner, and one API key, told once. */
final class FirstStart {

    static final Email OWNER = new Email("owner@footnote.local");
    private static final int PASSWORD_BYTES = 18;

    private FirstStart() {}

    static void prepare(ChatApplication application, Path home, Consumer<String> notice) {
        Path keyFile = Home.keyFile(home);
        if (Files.exists(keyFile)) {
            return;
        }
        var password = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(password);
        var secret = new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(password));
        var owner = application.manageUsers().add(OWNER, "owner", secret).user();
        var key = application
                .manageApiTokens()
                .create(
                        new Caller(owner.id(), owner.id().ownTenant()),
                        ManageApiTokens.Wanted.beginning(HttpServer.KEY_PREFIX))
                .key();
        Home.writePrivate(home.resolve("owner.password"), secret.value() + "\n");
        Home.writePrivate(keyFile, key.value() + "\n");
        notice.accept("First start: made the user %s; its password is in %s"
                .formatted(OWNER.value(), home.resolve("owner.password")));
        notice.accept("API key (shown once; kept in %s): %s".formatted(keyFile, key.value()));
    }
}
