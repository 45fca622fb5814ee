package dev.footnote.application.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.identity.SignInElsewhere.Ticket;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.ForeignSignIn;
import dev.footnote.domain.identity.ForeignSignIn.Reason;
import dev.footnote.domain.identity.ForeignSignIn.Refused;
import dev.footnote.domain.identity.ForeignSignIn.SignedIn;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.identity.User;
import dev.footnote.domain.identity.UserId;
import dev.footnote.testkit.InMemoryPorts;
import dev.footnote.testkit.ListedPeople;
import dev.footnote.testkit.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignInElsewhereTest {

    private static final String CHANNEL = ListedPeople.CHANNEL.id();

    private final InMemoryPorts memory = InMemoryPorts.saying("");
    private final ChatApplication app = ChatApplication.over(memory.ports(), ChatApplication.Limits.DEFAULT);

    @Test
    void makesAnAccountTheFirstTimeAndOpensItThen() {
        User made = signedIn("ann");

        assertThat(made.email()).isEqualTo(new Email("ann@footnote.test"));
        assertThat(made.channel()).isEqualTo(CHANNEL);
        assertThat(made.passwordHash()).isEmpty();
        assertThat(memory.database().tenants().find(made.id().ownTenant())).isPresent();
        assertThat(signedIn("ann")).isEqualTo(made);
        assertThat(signedIn("bob").id()).isNotEqualTo(made.id());
    }

    @Test
    void opensASessionThatCounts() {
        Ticket ticket = app.signInElsewhere().begin(CHANNEL);

        var result = app.signInElsewhere().end(CHANNEL, ticket.kept(), answer(ticket, "ann"));

        assertThat(result)
                .isInstanceOfSatisfying(
                        SignedIn.class,
                        signedIn -> assertThat(app.authenticate().bySession(signedIn.session()))
                                .hasValueSatisfying(caller -> assertThat(caller.user())
                                        .isEqualTo(signedIn.user().id())));
    }

    @Test
    void opensTheAccountOfAVerifiedAddressWhateverItsCase() {
        User registered = app.manageUsers()
                .register(new Email("ANN@footnote.test"), "Ann", new Secret("password"))
                .user();

        assertThat(signedIn("ann").id()).isEqualTo(registered.id());
    }

    @Test
    void refusesWithoutAVerifiedAddressAndChangesNothing() {
        app.manageUsers().register(new Email("unverified-ann@footnote.test"), "Ann", new Secret("password"));
        int users = users();

        assertThat(end("unverified-ann")).isEqualTo(new Refused(Reason.UNVERIFIED_EMAIL));
        assertThat(end("unverified-bob")).isEqualTo(new Refused(Reason.UNVERIFIED_EMAIL));
        assertThat(end("mailless-ann")).isEqualTo(new Refused(Reason.WITHOUT_EMAIL));
        assertThat(users()).isEqualTo(users);
    }

    @Test
    void opensNoAccountThatWasSwitchedOff() {
        memory.database()
                .users()
                .add(new User(
                        new UserId("off"),
                        new Email("off@footnote.test"),
                        "",
                        Optional.empty(),
                        false,
                        SettableClock.START,
                        SettableClock.START));

        assertThat(end("off")).isEqualTo(new Refused(Reason.DISABLED));
        assertThat(end("off")).isEqualTo(new Refused(Reason.DISABLED));
    }

    @Test
    void countsOnceAndNotTooLate() {
        Ticket ticket = app.signInElsewhere().begin(CHANNEL);
        Ticket late = app.signInElsewhere().begin(CHANNEL);

        memory.clock().advance(SignInElsewhere.PATIENCE.minusSeconds(1));
        assertThat(app.signInElsewhere().end(CHANNEL, ticket.kept(), answer(ticket, "ann")))
                .isInstanceOf(SignedIn.class);
        assertThat(app.signInElsewhere().end(CHANNEL, ticket.kept(), answer(ticket, "ann")))
                .isEqualTo(new Refused(Reason.NOT_BEGUN));
        memory.clock().advance(Duration.ofSeconds(1));
        assertThat(app.signInElsewhere().end(CHANNEL, late.kept(), answer(late, "ann")))
                .isEqualTo(new Refused(Reason.NOT_BEGUN));
    }

    @Test
    void takesOnlyWhatItMade() {
        Ticket ticket = app.signInElsewhere().begin(CHANNEL);
        Secret ofAnotherChannel = new Secret(memory.ports().vault().seal(new Secret("other\n9999999999\nstate-1")));

        for (Secret kept : List.of(
                new Secret(""), new Secret("forged"), new Secret(ticket.kept().value() + "x"), ofAnotherChannel)) {
            assertThat(app.signInElsewhere().end(CHANNEL, kept, answer(ticket, "ann")))
                    .isEqualTo(new Refused(Reason.NOT_BEGUN));
        }
        assertThat(app.signInElsewhere().end("nowhere", ticket.kept(), answer(ticket, "ann")))
                .isEqualTo(new Refused(Reason.UNKNOWN_CHANNEL));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> app.signInElsewhere().begin("nowhere"));
    }

    @Test
    void saysWhyThereIsNobody() {
        Ticket denied = app.signInElsewhere().begin(CHANNEL);
        assertThat(app.signInElsewhere()
                        .end(CHANNEL, denied.kept(), Map.of("state", state(denied), "error", "access_denied")))
                .isEqualTo(new Refused(Reason.DENIED));
        Ticket empty = app.signInElsewhere().begin(CHANNEL);
        assertThat(app.signInElsewhere().end(CHANNEL, empty.kept(), Map.of("state", state(empty))))
                .isEqualTo(new Refused(Reason.WITHOUT_CODE));
        Ticket other = app.signInElsewhere().begin(CHANNEL);
        assertThat(app.signInElsewhere().end(CHANNEL, other.kept(), answer(empty, "ann")))
                .isEqualTo(new Refused(Reason.NOT_BEGUN));
    }

    private int users() {
        return memory.database().rows().stream().mapToInt(Map::size).sum() - usedUp();
    }

    /** What is kept of departures is no change of anybody's. */
    private int usedUp() {
        return (int) memory.database().rows().stream()
                .flatMap(table -> table.keySet().stream())
                .filter(key -> key.toString().matches("[0-9a-f]{64}"))
                .count();
    }

    private User signedIn(String name) {
        return ((SignedIn) end(name)).user();
    }

    private ForeignSignIn end(String name) {
        Ticket ticket = app.signInElsewhere().begin(CHANNEL);
        return app.signInElsewhere().end(CHANNEL, ticket.kept(), answer(ticket, name));
    }

    private static Map<String, String> answer(Ticket ticket, String name) {
        return Map.of("state", state(ticket), "code", name);
    }

    private static String state(Ticket ticket) {
        return ticket.address().substring(ListedPeople.ADDRESS.length());
    }
}
