package dev.footnote.testkit;

import dev.footnote.ports.identity.PasswordTransport;

class MarkedPasswordsTest extends PasswordTransportContract {

    private final MarkedPasswords transport = new MarkedPasswords();

    @Override
    protected PasswordTransport transport() {
        return transport;
    }

    @Override
    protected String encrypted(String publicKey, String password) {
        return MarkedPasswords.encrypted(password);
    }
}
