package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.identity.ApiToken;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.ports.store.ApiTokenRepository;
import org.junit.jupiter.api.Test;

/** What every {@link ApiTokenRepository} promises. */
public abstract class ApiTokenRepositoryContract {

    private final TenantId ours = Samples.tenant();
    private final ApiToken token = new ApiToken(ours, Samples.id(), Samples.id(), Samples.AT);

    /** The repository to test. */
    protected abstract ApiTokenRepository apiTokens();

    @Test
    void findsATokenByItsHash() {
        apiTokens().add(token);

        assertThat(apiTokens().findByHash(token.hash())).contains(token);
        assertThat(apiTokens().findByHash(token.shareHash())).isEmpty();
        assertThat(apiTokens().findByHash(Samples.id())).isEmpty();
    }

    @Test
    void removesATokenOfTheTenantOnce() {
        apiTokens().add(token);

        assertThat(apiTokens().remove(Samples.tenant(), token.hash())).isFalse();
        assertThat(apiTokens().findByHash(token.hash())).contains(token);
        assertThat(apiTokens().remove(ours, token.hash())).isTrue();
        assertThat(apiTokens().remove(ours, token.hash())).isFalse();
        assertThat(apiTokens().findByHash(token.hash())).isEmpty();
    }
}
