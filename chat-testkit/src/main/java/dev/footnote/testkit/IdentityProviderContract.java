package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.ForeignIdentity;
import dev.footnote.ports.identity.IdentityException;
import dev.footnote.ports.identity.IdentityProvider;
import dev.footnote.ports.identity.IdentityProvider.Departure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What every {@link IdentityProvider} promises. There is a person {@code ann} with an address, {@code unverified-bob}
 * with one that is not verified, and {@code mailless-cid} without any.
 */
public abstract class IdentityProviderContract {

    /** The provider to test. */
    protected abstract IdentityProvider provider();

    /** What {@code person} comes back with from {@code address}. */
    protected abstract Map<String, String> goTo(String address, String person) throws Exception;

    /** The address of {@code person}. */
    protected abstract Email email(String person);

    @Test
    void tellsWhoCameBack() throws Exception {
        for (String person : List.of("ann", "unverified-bob")) {
            Departure departure = provider().depart();

            ForeignIdentity identity = provider().arrive(departure.memory(), goTo(departure.address(), person));

            assertThat(identity.key().channel()).isEqualTo(provider().channel().id());
            assertThat(identity.email()).contains(email(person));
            assertThat(identity.verified()).isEqualTo(person.equals("ann"));
        }
    }

    @Test
    void knowsAPersonAgainAndApartFromOthers() throws Exception {
        assertThat(key("ann")).isEqualTo(key("ann")).isNotEqualTo(key("unverified-bob"));
    }

    private ForeignIdentity.Key key(String person) throws Exception {
        Departure departure = provider().depart();
        return provider()
                .arrive(departure.memory(), goTo(departure.address(), person))
                .key();
    }

    @Test
    void doesWithoutAnAddress() throws Exception {
        Departure departure = provider().depart();

        assertThat(provider()
                        .arrive(departure.memory(), goTo(departure.address(), "mailless-cid"))
                        .email())
                .isEmpty();
    }

    @Test
    void sendsEverybodyAnotherWay() {
        Departure one = provider().depart();
        Departure two = provider().depart();

        assertThat(one.address()).isNotEqualTo(two.address()).doesNotContain("\n");
        assertThat(one.memory()).isNotEqualTo(two.memory());
    }

    @Test
    void takesNobodyForAnother() throws Exception {
        Departure one = provider().depart();
        Departure two = provider().depart();
        Map<String, String> answer = goTo(one.address(), "ann");

        assertThatExceptionOfType(IdentityException.OtherDeparture.class)
                .isThrownBy(() -> provider().arrive(two.memory(), answer));
        assertThatExceptionOfType(IdentityException.OtherDeparture.class)
                .isThrownBy(() -> provider().arrive(one.memory(), with(answer, "state", "other")));
        assertThatExceptionOfType(IdentityException.OtherDeparture.class)
                .isThrownBy(() -> provider().arrive(one.memory(), without(answer, "state")));
    }

    @Test
    void tellsThatItWasDenied() throws Exception {
        Departure departure = provider().depart();
        Map<String, String> answer = with(without(goTo(departure.address(), "ann"), "code"), "error", "access_denied");

        assertThatExceptionOfType(IdentityException.Denied.class)
                .isThrownBy(() -> provider().arrive(departure.memory(), answer));
    }

    @Test
    void needsACode() throws Exception {
        Departure departure = provider().depart();
        Map<String, String> answer = without(goTo(departure.address(), "ann"), "code");

        assertThatExceptionOfType(IdentityException.WithoutCode.class)
                .isThrownBy(() -> provider().arrive(departure.memory(), answer));
    }

    /** {@code answer} with another value. */
    protected static Map<String, String> with(Map<String, String> answer, String name, String value) {
        var other = new HashMap<>(answer);
        other.put(name, value);
        return other;
    }

    private static Map<String, String> without(Map<String, String> answer, String name) {
        var other = new HashMap<>(answer);
        other.remove(name);
        return other;
    }
}
