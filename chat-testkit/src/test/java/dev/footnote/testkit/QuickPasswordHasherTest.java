package dev.footnote.testkit;

import dev.footnote.ports.identity.PasswordHasher;

class QuickPasswordHasherTest extends PasswordHasherContract {

    @Override
    protected PasswordHasher hasher() {
        return new QuickPasswordHasher();
    }
}
