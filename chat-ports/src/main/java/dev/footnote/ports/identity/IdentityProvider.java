package dev.footnote.ports.identity;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.identity.ForeignIdentity;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.identity.SignInChannel;
import java.util.Map;

/**
 * Somebody else who knows people: a person is sent there, and comes back with what tells who it is. Safe for use by
 * several threads at once.
 */
public interface IdentityProvider {

    /** What it is called here; the same each time. */
    SignInChannel channel();

    /**
     * Where to send a person, different each time. May ask the provider; blocks for a few seconds at most.
     *
     * @throws IdentityException.Unavailable if it had to ask and got no answer
     */
    Departure depart();

    /**
     * Who came back. Asks the provider; blocks for a few seconds at most.
     *
     * @param memory of the {@link Departure} of this person
     * @param answer what the person came back with: each parameter of the address
     * @throws IdentityException if that does not tell who it is, as an answer to that departure
     */
    ForeignIdentity arrive(Secret memory, Map<String, String> answer);

    /**
     * A person on the way to the provider.
     *
     * @param address to be opened in the person's browser
     * @param memory what is needed when the person comes back; to be kept from everybody else
     * @param secure whether the person comes back by HTTPS
     */
    record Departure(String address, Secret memory, boolean secure) {
        public Departure {
            requireNonNull(address, "address");
            requireNonNull(memory, "memory");
        }
    }
}
