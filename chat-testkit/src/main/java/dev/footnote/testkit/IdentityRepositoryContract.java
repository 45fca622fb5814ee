package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.domain.identity.ForeignIdentity;
import dev.footnote.domain.identity.User;
import dev.footnote.domain.identity.UserId;
import dev.footnote.ports.store.IdentityRepository;
import dev.footnote.ports.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link IdentityRepository} promises. */
public abstract class IdentityRepositoryContract extends StoreContract {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final String name = "Ann-" + Samples.id();
    private final ForeignIdentity.Key key = new ForeignIdentity.Key("github", name);

    @Test
    void findsAUserByChannelAndSubjectTogether() {
        User user = Samples.user(name);
        users().add(user);

        assertThat(identities().add(key, user.id(), Samples.AT)).isTrue();

        assertThat(identities().find(key)).contains(user.id());
        assertThat(identities().find(new ForeignIdentity.Key("gitlab", name))).isEmpty();
        assertThat(identities().find(new ForeignIdentity.Key("github", name + "x")))
                .isEmpty();
    }

    @Test
    void leavesWhatIsSomebodysAlready() {
        User user = Samples.user(name);
        User other = Samples.user("other" + name);
        users().add(user);
        users().add(other);
        identities().add(key, user.id(), Samples.AT);

        assertThat(identities().add(key, other.id(), Samples.AT)).isFalse();
        assertThat(identities().find(key)).contains(user.id());
    }

    @Test
    void isOfNobodyButUsers() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> identities().add(key, new UserId(Samples.id()), Samples.AT));
    }

    @Test
    void isUsedOnceUntilItsTimeIsOver() {
        String hash = Samples.id();
        Instant until = Samples.AT.plus(MINUTE);

        assertThat(identities().use(hash, Samples.AT, until)).isTrue();
        assertThat(identities().use(hash, Samples.AT, until)).isFalse();
        assertThat(identities().use(hash, until, until)).isFalse();
        assertThat(identities().use(Samples.id(), Samples.AT, until)).isTrue();
        assertThat(identities().use(hash, until.plusSeconds(1), until.plus(MINUTE)))
                .isTrue();
    }

    @Test
    void isUsedOnceByManyAtOnce() throws Exception {
        String hash = Samples.id();
        Callable<Boolean> use = () -> identities().use(hash, Samples.AT, Samples.AT.plus(MINUTE));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var right = new ArrayList<Boolean>();
            for (Future<Boolean> done : threads.invokeAll(Collections.nCopies(20, use))) {
                right.add(done.get());
            }
            assertThat(right).containsOnlyOnce(true);
        }
    }
}
