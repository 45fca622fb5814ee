package dev.footnote.testkit;

import dev.footnote.ports.identity.SecretVault;

class QuickVaultTest extends SecretVaultContract {

    @Override
    protected SecretVault vault() {
        return new QuickVault();
    }
}
