package dev.footnote.application.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.application.Scene;
import dev.footnote.domain.failure.ChatException.Conflict;
import dev.footnote.domain.failure.ChatException.Forbidden;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.identity.SignInResult;
import dev.footnote.domain.identity.SignInResult.SignedIn;
import dev.footnote.domain.identity.Tenant.DefaultModels;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.User;
import dev.footnote.domain.identity.UserId;
import dev.footnote.testkit.InMemoryPorts;
import dev.footnote.testkit.SettableClock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignInTest {

    private static final Email ADDRESS = new Email("Ann@example.org");
    private static final Secret PASSWORD = new Secret("a very good password");

    private final Scene scene = new Scene(InMemoryPorts.saying("Yes."));

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void registersAUserWithATenantAndSignsIn() {
        SignedIn signedIn = register();

        Caller caller = scene.app.authenticate().bySession(signedIn.session()).orElseThrow();
        assertThat(caller)
                .isEqualTo(new Caller(
                        signedIn.user().id(), new TenantId(signedIn.user().id().value())));
        assertThat(scene.app.manageUsers().find(caller)).isEqualTo(signedIn.user());
        assertThat(scene.app.manageUsers().tenant(caller).models())
                .isEqualTo(new DefaultModels(InMemoryPorts.CHAT_MODEL, InMemoryPorts.EMBEDDING_MODEL, "", "", ""));
    }

    @Test
    void registersAnAddressOnceIgnoringCase() {
        register();

        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> scene.app.manageUsers().register(new Email("ANN@EXAMPLE.ORG"), "Other", PASSWORD));
        assertThat(scene.app.signIn().signIn("ann@example.org", PASSWORD)).isInstanceOf(SignedIn.class);
    }

    @Test
    void signsInWithThePasswordAlone() {
        User user = register().user();

        assertThat(scene.app.signIn().signIn("ann@EXAMPLE.org", PASSWORD))
                .isInstanceOfSatisfying(
                        SignedIn.class, signedIn -> assertThat(signedIn.user()).isEqualTo(user));
        assertThat(scene.app.signIn().signIn(ADDRESS.value(), new Secret("wrong")))
                .isEqualTo(new SignInResult.WrongPassword());
        assertThat(scene.app.signIn().signIn("bob@example.org", PASSWORD)).isEqualTo(new SignInResult.UnknownUser());
        assertThat(scene.app.signIn().signIn("no address", PASSWORD)).isEqualTo(new SignInResult.UnknownUser());
    }

    @Test
    void refusesAnAccountThatWasSwitchedOff() {
        var hash = scene.memory.ports().passwords().hash(PASSWORD);
        var off = new User(
                new UserId("off"), ADDRESS, "Ann", Optional.of(hash), false, SettableClock.START, SettableClock.START);
        scene.memory.database().users().add(off);

        assertThat(scene.app.signIn().signIn(ADDRESS.value(), PASSWORD)).isEqualTo(new SignInResult.Disabled());
        assertThat(scene.app.signIn().signIn(ADDRESS.value(), new Secret("wrong")))
                .isEqualTo(new SignInResult.WrongPassword());
    }

    @Test
    void endsOneSessionAndLeavesTheOthers() {
        Secret first = register().session();
        Secret second = ((SignedIn) scene.app.signIn().signIn(ADDRESS.value(), PASSWORD)).session();

        scene.app.signIn().signOut(first);
        scene.app.signIn().signOut(first);

        assertThat(scene.app.authenticate().bySession(first)).isEmpty();
        assertThat(scene.app.authenticate().bySession(second)).isPresent();
        assertThat(scene.app.authenticate().bySession(new Secret("guessed"))).isEmpty();
    }

    @Test
    void knowsTheOwnerOfAnApiKey() {
        SignedIn signedIn = register();
        var caller = new Caller(signedIn.user().id(), signedIn.user().id().ownTenant());

        var created = scene.app.manageApiTokens().create(caller);

        assertThat(scene.app.authenticate().byApiToken(created.key())).contains(caller);
        assertThat(scene.app.authenticate().byApiToken(created.share())).isEmpty();
        assertThat(scene.app.authenticate().byApiToken(signedIn.session())).isEmpty();
    }

    @Test
    void letsAnOwnerAloneChooseModels() {
        SignedIn signedIn = register();
        var caller = new Caller(signedIn.user().id(), signedIn.user().id().ownTenant());
        var models = new DefaultModels("big@One", "near@One", "r", "s", "i");

        scene.app.manageUsers().changeTenant(caller, caller.tenant(), models);

        assertThat(scene.app.manageUsers().tenant(caller).models()).isEqualTo(models);
        assertThatExceptionOfType(Forbidden.class)
                .isThrownBy(() -> scene.app.manageUsers().changeTenant(Scene.BOB, caller.tenant(), models));
    }

    private SignedIn register() {
        return scene.app.manageUsers().register(ADDRESS, "Ann", PASSWORD);
    }
}
