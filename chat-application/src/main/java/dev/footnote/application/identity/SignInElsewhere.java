package dev.footnote.application.identity;

import dev.footnote.domain.failure.ChatException.Fault;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.ChatException.Upstream;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.ForeignIdentity;
import dev.footnote.domain.identity.ForeignSignIn;
import dev.footnote.domain.identity.ForeignSignIn.Reason;
import dev.footnote.domain.identity.ForeignSignIn.Refused;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.identity.SignInChannel;
import dev.footnote.domain.identity.Tenant;
import dev.footnote.domain.identity.Tenant.DefaultModels;
import dev.footnote.domain.identity.User;
import dev.footnote.domain.identity.UserId;
import dev.footnote.ports.Ports;
import dev.footnote.ports.identity.IdentityException;
import dev.footnote.ports.identity.IdentityProvider;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs people in by channels. What a person is known by is the channel's own name for it; the address counts once, the
 * first time, and only if the channel has verified it: then it opens the account of that address.
 */
public final class SignInElsewhere {

    /** How long a person may be away. */
    public static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Logger log = LoggerFactory.getLogger(SignInElsewhere.class);
    private static final String SEPARATOR = "\n";
    private static final int PARTS = 3;

    private final Ports ports;

    public SignInElsewhere(Ports ports) {
        this.ports = ports;
    }

    /** The channels there are, in the order of the settings. */
    public List<SignInChannel> channels() {
        return ports.identityProviders().stream().map(IdentityProvider::channel).toList();
    }

    /**
     * Begins to sign somebody in. Nothing is stored.
     *
     * @throws NotFound if there is no such channel
     * @throws Upstream if it does not answer
     */
    public Ticket begin(String channel) {
        IdentityProvider provider = provider(channel).orElseThrow(() -> new NotFound(Thing.SIGN_IN_CHANNEL, channel));
        try {
            IdentityProvider.Departure departure = provider.depart();
            Instant until = ports.clock().instant().plus(PATIENCE);
            var memory = String.join(
                    SEPARATOR,
                    channel,
                    String.valueOf(until.getEpochSecond()),
                    departure.memory().value());
            return new Ticket(
                    departure.address(), new Secret(ports.vault().seal(new Secret(memory))), departure.secure());
        } catch (IdentityException e) {
            log.warn("The sign-in channel {} fails: {}", channel, e.getMessage());
            throw new Upstream(Thing.SIGN_IN_CHANNEL, Fault.UNAVAILABLE, e);
        }
    }

    /**
     * Ends what {@link #begin} began, once: signs the person in, with a new account if there is none and the channel is
     * an open one.
     *
     * @param kept what the browser kept of the {@link Ticket}; empty if nothing
     * @param answer what the person came back with: each parameter of the address
     */
    public ForeignSignIn end(String channel, Secret kept, Map<String, String> answer) {
        Optional<IdentityProvider> provider = provider(channel);
        if (provider.isEmpty()) {
            return new Refused(Reason.UNKNOWN_CHANNEL);
        }
        Optional<Secret> memory = memory(channel, kept);
        if (memory.isEmpty()) {
            return new Refused(Reason.NOT_BEGUN);
        }
        try {
            return admit(provider.get().channel(), provider.get().arrive(memory.get(), answer));
        } catch (IdentityException e) {
            log.warn("Nobody is signed in by the channel {}: {}", channel, e.getMessage());
            return new Refused(reason(e));
        }
    }

    private Optional<IdentityProvider> provider(String channel) {
        return ports.identityProviders().stream()
                .filter(provider -> provider.channel().id().equals(channel))
                .findFirst();
    }

    /** What {@code kept} holds, if it was made here for this channel, is not too old and comes for the first time. */
    private Optional<Secret> memory(String channel, Secret kept) {
        Instant now = ports.clock().instant();
        return ports.vault()
                .open(kept.value())
                .map(memory -> memory.value().split(SEPARATOR, PARTS))
                .filter(parts -> parts.length == PARTS && parts[0].equals(channel))
                .filter(parts -> now.isBefore(until(parts[1])))
                .filter(parts -> ports.identities().use(kept.hash(), now, until(parts[1])))
                .map(parts -> new Secret(parts[2]));
    }

    private static Instant until(String seconds) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(seconds));
        } catch (NumberFormatException | DateTimeException e) {
            throw new IllegalStateException("what was sealed here cannot be read", e);
        }
    }

    private static Reason reason(IdentityException failure) {
        return switch (failure) {
            case IdentityException.OtherDeparture other -> Reason.NOT_BEGUN;
            case IdentityException.WithoutCode without -> Reason.WITHOUT_CODE;
            case IdentityException.Denied denied -> Reason.DENIED;
            case IdentityException.Unavailable unavailable -> Reason.CHANNEL_FAILED;
            case IdentityException.Untrusted untrusted -> Reason.UNTRUSTED;
        };
    }

    private ForeignSignIn admit(SignInChannel channel, ForeignIdentity identity) {
        Optional<User> known = ports.identities().find(identity.key()).flatMap(ports.users()::find);
        if (known.isPresent()) {
            return opened(known.get());
        }
        if (identity.email().isEmpty()) {
            return new Refused(Reason.WITHOUT_EMAIL);
        }
        if (!identity.verified()) {
            return new Refused(Reason.UNVERIFIED_EMAIL);
        }
        Email email = identity.email().get();
        Optional<User> user = ports.transactions().inTransaction(() -> {
            Optional<User> owner = ports.users().findByEmail(email);
            if (owner.isEmpty() && channel.open()) {
                owner = create(channel, email, identity.nickname());
            }
            owner.filter(User::active)
                    .ifPresent(found -> ports.identities()
                            .add(identity.key(), found.id(), ports.clock().instant()));
            return owner;
        });
        return user.map(this::opened).orElseGet(() -> new Refused(Reason.NO_ACCOUNT));
    }

    /** A user of that address: a new one, or who was faster. */
    private Optional<User> create(SignInChannel channel, Email email, String nickname) {
        var now = ports.clock().instant();
        String name =
                nickname.isBlank() ? email.value().substring(0, email.value().indexOf('@')) : nickname;
        var user = new User(
                new UserId(ports.ids().next()),
                email,
                name,
                User.Profile.USUAL,
                Optional.empty(),
                true,
                channel.id(),
                now,
                now);
        if (!ports.users().add(user)) {
            return ports.users().findByEmail(email);
        }
        ports.tenants().add(new Tenant(user.id().ownTenant(), ManageUsers.tenantName(name), DefaultModels.NONE));
        return Optional.of(user);
    }

    private ForeignSignIn opened(User user) {
        if (!user.active()) {
            return new Refused(Reason.DISABLED);
        }
        Secret session = new SignIn(ports).open(user).session();
        return new ForeignSignIn.SignedIn(user, session);
    }

    /**
     * A person on the way to a channel.
     *
     * @param address where to send the browser
     * @param kept what the browser has to bring back, and nobody else may have; nobody can read or change it
     * @param secure whether the browser comes back by HTTPS
     */
    public record Ticket(String address, Secret kept, boolean secure) {}
}
