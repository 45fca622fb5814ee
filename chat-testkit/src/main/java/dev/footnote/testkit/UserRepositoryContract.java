package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.User;
import dev.footnote.domain.identity.UserId;
import dev.footnote.ports.store.StoreException;
import dev.footnote.ports.store.UserRepository;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link UserRepository} promises. */
public abstract class UserRepositoryContract extends StoreContract {

    private final String name = "Ann-" + Samples.id();
    private final User user = Samples.user(name);
    private UserRepository users;

    @BeforeEach
    void openRepository() {
        users = users();
    }

    @Test
    void keepsEveryField() {
        var other = new User(
                new UserId(Samples.id()),
                new Email(Samples.id() + "@example.org"),
                "",
                new User.Profile(Optional.of("data:"), "Deutsch", "Dark", "UTC+1"),
                Optional.empty(),
                false,
                "github",
                Samples.AT,
                Samples.AT.plusSeconds(1));

        assertThat(users.add(user)).isTrue();
        assertThat(users.add(other)).isTrue();

        assertThat(users.find(user.id())).contains(user);
        assertThat(users.find(other.id())).contains(other);
        assertThat(users.findAll(Set.of(user.id(), other.id(), new UserId(Samples.id()))))
                .containsExactlyInAnyOrder(user, other);
        assertThat(users.find(new UserId(Samples.id()))).isEmpty();
    }

    @Test
    void savesProfileAndPasswordAlone() {
        users.add(user);
        var profile = new User.Profile(Optional.of("data:"), "Deutsch", "Dark", "UTC+1");
        User changed = user.with("Anna", profile, Samples.AT.plusSeconds(1))
                .withPasswordHash("other", Samples.AT.plusSeconds(2));
        var more = new User(
                user.id(),
                new Email("other" + name + "@example.org"),
                "Anna",
                profile,
                changed.passwordHash(),
                false,
                "github",
                Samples.AT.plusSeconds(9),
                changed.updatedAt());

        assertThat(users.save(more)).isTrue();
        assertThat(users.find(user.id())).contains(changed);
        assertThat(users.save(Samples.user("other" + name))).isFalse();
    }

    @Test
    void endsAllSessionsButOne() {
        users.add(user);
        User other = Samples.user("other" + name);
        users.add(other);
        List<String> hashes = List.of(Samples.id(), Samples.id(), Samples.id());
        hashes.forEach(hash -> users.addSession(user.id(), hash, Samples.AT));
        String theirs = Samples.id();
        users.addSession(other.id(), theirs, Samples.AT);

        users.removeSessionsBut(user.id(), hashes.get(1));

        assertThat(hashes)
                .filteredOn(hash -> users.findBySession(hash).isPresent())
                .containsExactly(hashes.get(1));
        assertThat(users.findBySession(theirs)).contains(other);
        users.removeSessionsBut(user.id(), "");
        assertThat(users.findBySession(hashes.get(1))).isEmpty();
    }

    @Test
    void findsByAddressIgnoringCase() {
        users.add(user);

        assertThat(users.findByEmail(new Email(name.toUpperCase(Locale.ROOT) + "@EXAMPLE.org")))
                .contains(user);
        assertThat(users.findByEmail(new Email("x" + name + "@example.org"))).isEmpty();
    }

    @Test
    void refusesAnAddressThatIsTaken() {
        users.add(user);
        User same = Samples.user(name.toUpperCase(Locale.ROOT));

        assertThat(users.add(same)).isFalse();
        assertThat(users.find(same.id())).isEmpty();
    }

    @Test
    void findsAnActiveUserBySessionUntilItEnds() {
        users.add(user);
        String one = Samples.id();
        String two = Samples.id();
        users.addSession(user.id(), one, Samples.AT);
        users.addSession(user.id(), two, Samples.AT);

        assertThat(users.findBySession(one)).contains(user);
        assertThat(users.removeSession(one)).isTrue();
        assertThat(users.removeSession(one)).isFalse();
        assertThat(users.findBySession(one)).isEmpty();
        assertThat(users.findBySession(two)).contains(user);
    }

    @Test
    void findsNoUserWhoWasSwitchedOff() {
        var off = new User(user.id(), user.email(), "", Optional.empty(), false, Samples.AT, Samples.AT);
        users.add(off);
        String hash = Samples.id();
        users.addSession(off.id(), hash, Samples.AT);

        assertThat(users.findBySession(hash)).isEmpty();
        assertThat(users.findByEmail(off.email())).contains(off);
    }

    @Test
    void opensNoSessionForNobody() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> users.addSession(new UserId(Samples.id()), Samples.id(), Samples.AT));
    }
}
