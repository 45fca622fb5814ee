package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.dialog.Origin;
import dev.footnote.domain.identity.ApiToken;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.ports.store.ApiTokenRepository;
import java.util.Set;
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
    void keepsTheOriginsOfAShareToken() {
        Set<Origin> first = Set.of(new Origin("https://a.example"), new Origin("http://b.example:8080"));
        Set<Origin> second = Set.of(new Origin("https://a.example"), new Origin("https://c.example"));
        apiTokens().add(token);
        assertThat(apiTokens().origins(token.shareHash())).isEmpty();

        assertThat(apiTokens().embed(ours, token.shareHash(), first)).isTrue();
        assertThat(apiTokens().origins(token.shareHash())).isEqualTo(first);
        assertThat(apiTokens().embed(ours, token.shareHash(), second)).isTrue();
        assertThat(apiTokens().origins(token.shareHash())).isEqualTo(second);
        assertThat(apiTokens().embed(Samples.tenant(), token.shareHash(), first))
                .isFalse();
        assertThat(apiTokens().embed(ours, token.hash(), first)).isFalse();
        assertThat(apiTokens().origins(token.shareHash())).isEqualTo(second);
        assertThat(apiTokens().embed(ours, token.shareHash(), Set.of())).isTrue();
        assertThat(apiTokens().origins(token.shareHash())).isEmpty();
    }

    @Test
    void forgetsTheOriginsOfATokenThatIsRemoved() {
        apiTokens().add(token);
        apiTokens().embed(ours, token.shareHash(), Set.of(new Origin("https://a.example")));

        apiTokens().remove(ours, token.hash());

        assertThat(apiTokens().origins(token.shareHash())).isEmpty();
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
