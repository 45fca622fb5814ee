package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.domain.identity.Member;
import dev.footnote.domain.identity.Member.Role;
import dev.footnote.domain.identity.Tenant;
import dev.footnote.domain.identity.Tenant.DefaultModels;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.User;
import dev.footnote.domain.identity.UserId;
import dev.footnote.ports.store.MemberRepository;
import dev.footnote.ports.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link MemberRepository} promises. */
public abstract class MemberRepositoryContract extends StoreContract {

    private User owner;
    private User guest;
    private Member invited;

    @BeforeEach
    void registerUsers() {
        owner = registered();
        guest = registered();
        invited = member(owner, guest, 0);
    }

    @Test
    void addsAUserToATeamOnce() {
        assertThat(members().add(invited)).isTrue();
        assertThat(members().add(member(owner, guest, 1))).isFalse();

        assertThat(members().find(invited.tenant(), guest.id())).contains(invited);
        assertThat(members().find(guest.id().ownTenant(), owner.id())).isEmpty();
    }

    @Test
    void savesRoleAndTime() {
        members().add(invited);
        Member accepted = invited.with(Role.NORMAL, Samples.AT.plusSeconds(5));

        assertThat(members().save(accepted)).isTrue();
        assertThat(members().find(invited.tenant(), guest.id())).contains(accepted);
        assertThat(members().save(member(guest, owner, 0))).isFalse();
    }

    @Test
    void listsOldestFirst() {
        User other = registered();
        Member first = member(owner, other, 0);
        Member second = member(owner, guest, 1);
        Member elsewhere = member(other, guest, 2);
        members().add(second);
        members().add(first);
        members().add(elsewhere);

        assertThat(members().ofTenant(owner.id().ownTenant())).containsExactly(first, second);
        assertThat(members().ofUser(guest.id())).containsExactly(second, elsewhere);
        assertThat(members().ofUser(owner.id())).isEmpty();
    }

    @Test
    void removesAUserFromOneTeam() {
        members().add(invited);
        Member elsewhere = member(registered(), guest, 0);
        members().add(elsewhere);

        assertThat(members().remove(invited.tenant(), owner.id())).isFalse();
        assertThat(members().remove(invited.tenant(), guest.id())).isTrue();
        assertThat(members().remove(invited.tenant(), guest.id())).isFalse();
        assertThat(members().ofUser(guest.id())).containsExactly(elsewhere);
    }

    @Test
    void addsNobodyToNothing() {
        var nobody = new Member(Samples.id(), invited.tenant(), new UserId(Samples.id()), Role.NORMAL, Samples.AT);
        var nothing = new Member(Samples.id(), Samples.tenant(), guest.id(), Role.NORMAL, Samples.AT);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> members().add(nobody));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> members().add(nothing));
    }

    private User registered() {
        User user = Samples.user("member-" + Samples.id());
        users().add(user);
        tenants().add(new Tenant(user.id().ownTenant(), "Team", DefaultModels.NONE));
        return user;
    }

    private static Member member(User of, User user, int seconds) {
        TenantId tenant = of.id().ownTenant();
        return new Member(Samples.id(), tenant, user.id(), Role.INVITED, Samples.AT.plusSeconds(seconds));
    }
}
