package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.Origin;
import dev.footnote.domain.dialog.Share;
import dev.footnote.domain.identity.ApiToken;
import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.User;
import dev.footnote.domain.identity.UserId;
import dev.footnote.ports.store.ApiTokenRepository;
import dev.footnote.ports.store.ApiTokenRepository.Entry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link ApiTokenRepository} promises. */
public abstract class ApiTokenRepositoryContract extends StoreContract {

    private final TenantId ours = Samples.tenant();
    private final ApiToken token = Samples.apiToken(ours);

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

    @Test
    void listsTheTenantsTokensNewestFirst() {
        ApiToken later = at(Samples.apiToken(ours), 1);
        Dialog dialog = Samples.dialog(ours, List.of());
        dialogs().add(dialog);
        apiTokens().add(token);
        apiTokens().addShare(later, dialog.id());
        apiTokens().add(Samples.apiToken(Samples.tenant()));

        assertThat(apiTokens().list(ours))
                .containsExactly(new Entry(later, Optional.of(dialog.id())), new Entry(token, Optional.empty()));
        assertThat(apiTokens().list(Samples.tenant())).isEmpty();
    }

    @Test
    void notesWhenATokenExpiresAndWasUsed() {
        apiTokens().add(token);

        assertThat(apiTokens().expire(ours, token.hash(), Samples.AT.plusSeconds(9)))
                .isTrue();
        apiTokens().use(token.hash(), Samples.AT.plusSeconds(5));
        apiTokens().use(Samples.id(), Samples.AT);

        assertThat(apiTokens().findByHash(token.hash()))
                .contains(token.until(Samples.AT.plusSeconds(9)).usedAt(Samples.AT.plusSeconds(5)));
    }

    @Test
    void endsNoTokenOfAnotherTenant() {
        apiTokens().add(token);

        assertThat(apiTokens().expire(Samples.tenant(), token.hash(), Samples.AT))
                .isFalse();
        assertThat(apiTokens().findByHash(token.hash())).contains(token);
    }

    @Test
    void opensWhatIsSharedUntilTheTokenExpires() {
        Dialog dialog = Samples.dialog(ours, List.of());
        dialogs().add(dialog);
        apiTokens().addShare(token.until(Samples.AT.plusSeconds(9)), dialog.id());

        assertThat(apiTokens().findShare(token.shareHash(), Samples.AT))
                .contains(new Share(ours, Optional.of(dialog.id())));
        assertThat(apiTokens().findShare(token.shareHash(), Samples.AT.plusSeconds(9)))
                .isEmpty();
        assertThat(apiTokens().findShare(token.hash(), Samples.AT)).isEmpty();
    }

    @Test
    void opensNothingOfAnOwnerWhoWasSwitchedOff() {
        String id = Samples.id();
        users().add(new User(
                new UserId(id), new Email(id + "@example.org"), "", Optional.empty(), false, Samples.AT, Samples.AT));
        ApiToken off = Samples.apiToken(new TenantId(id));
        apiTokens().add(off);

        assertThat(apiTokens().findByHash(off.hash())).isEmpty();
        assertThat(apiTokens().findShare(off.shareHash(), Samples.AT)).isEmpty();
    }

    private static ApiToken at(ApiToken token, int seconds) {
        return new ApiToken(
                token.tenant(),
                token.hash(),
                token.shareHash(),
                token.texts(),
                token.createdAt().plusSeconds(seconds),
                token.expiresAt(),
                token.usedAt());
    }
}
