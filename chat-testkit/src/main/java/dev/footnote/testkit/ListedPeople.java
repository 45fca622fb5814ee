package dev.footnote.testkit;

import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.ForeignIdentity;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.identity.SignInChannel;
import dev.footnote.ports.identity.IdentityException;
import dev.footnote.ports.identity.IdentityProvider;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A provider that believes whoever comes back: the code is the person's name. Who is called {@code unverified-…} has an
 * address that is not verified, who is called {@code mailless-…} has none. It counts its departures and is for tests
 * alone.
 */
public final class ListedPeople implements IdentityProvider {

    /** The only channel. */
    public static final SignInChannel CHANNEL = new SignInChannel("listed", "Listed people", "sso", true);

    /** What addresses to which people are sent begin with; the state follows. */
    public static final String ADDRESS = "https://people.test/authorize?state=";

    private final AtomicInteger departures = new AtomicInteger();

    @Override
    public SignInChannel channel() {
        return CHANNEL;
    }

    @Override
    public Departure depart() {
        String state = "state-" + departures.incrementAndGet();
        return new Departure(ADDRESS + state, new Secret(state), true);
    }

    @Override
    public ForeignIdentity arrive(Secret memory, Map<String, String> answer) {
        if (!memory.value().equals(answer.getOrDefault("state", ""))) {
            throw new IdentityException.OtherDeparture();
        }
        if (answer.containsKey("error")) {
            throw new IdentityException.Denied("the person said no");
        }
        String name = answer.getOrDefault("code", "");
        if (name.isBlank()) {
            throw new IdentityException.WithoutCode();
        }
        Optional<Email> email = name.startsWith("mailless-") ? Optional.empty() : Email.parse(name + "@footnote.test");
        return new ForeignIdentity(
                new ForeignIdentity.Key(CHANNEL.id(), name), email, !name.startsWith("unverified-"), name);
    }
}
