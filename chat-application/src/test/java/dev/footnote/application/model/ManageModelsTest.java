package dev.footnote.application.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.ChatApplication.Limits;
import dev.footnote.application.model.ManageModels.Tried;
import dev.footnote.application.model.ManageModels.Wanted;
import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.identity.Tenant.DefaultModels;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.User;
import dev.footnote.domain.identity.UserId;
import dev.footnote.domain.model.ModelKind;
import dev.footnote.domain.model.ModelName;
import dev.footnote.domain.model.OfferedModel;
import dev.footnote.domain.model.OwnModel;
import dev.footnote.ports.Ports;
import dev.footnote.ports.model.ModelCatalog;
import dev.footnote.testkit.AnsweringAccess;
import dev.footnote.testkit.InMemoryPorts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManageModelsTest {

    private static final Caller US = caller("us");
    private static final Caller THEM = caller("them");
    private static final String PROVIDER = "OpenAI-API-Compatible";
    private static final ModelName OWN = new ModelName("tiny", PROVIDER);

    private final InMemoryPorts memory = InMemoryPorts.saying("Yes.");
    private final Ports ports = memory.ports();
    private final TenantModels catalog = new TenantModels(ports);
    private final ManageModels models = new ManageModels(ports.with(catalog), catalog);

    private static Caller caller(String id) {
        return new Caller(new UserId(id), new TenantId(id));
    }

    @Test
    void keepsAKeyForAllModelsOfAProviderOnceOneAnswers() {
        assertThat(models.add(US, key("right"))).isEqualTo(new Tried.Answered());

        assertThat(models.own(US))
                .extracting(model -> model.name().full())
                .containsExactly("embedding-3@ZHIPU-AI", "glm-4-flash@ZHIPU-AI");
        assertThat(catalog.of(US.tenant()).chat("glm-4-flash@ZHIPU-AI")).isPresent();
        assertThat(catalog.of(US.tenant()).embedding("embedding-3")).isPresent();
    }

    @Test
    void keepsNothingOfAKeyThatOpensNothing() {
        Tried tried = models.add(US, key(AnsweringAccess.WRONG_KEY));

        assertThat(tried)
                .isInstanceOfSatisfying(
                        Tried.Failed.class,
                        failed -> assertThat(failed.refused()).hasSize(2));
        assertThat(models.own(US)).isEmpty();
    }

    @Test
    void keepsNothingIfItOnlyTries() {
        Wanted wanted = key("right");
        assertThat(models.add(US, new Wanted(wanted.provider(), wanted.key(), wanted.base(), wanted.model(), true)))
                .isEqualTo(new Tried.Answered());

        assertThat(models.own(US)).isEmpty();
    }

    @Test
    void storesNoKeyAsItIs() {
        models.add(US, tiny("sk-very-secret"));

        assertThat(memory.database().rows().toString()).contains("tiny").doesNotContain("sk-very-secret");
        OwnModel stored = models.own(US).getFirst();
        assertThat(stored.access().sealedKey()).doesNotContain("sk-very-secret");
        assertThat(stored.toString()).doesNotContain(stored.access().sealedKey());
    }

    @Test
    void findsAModelForItsTenantAlone() {
        models.add(US, tiny("right"));

        assertThat(catalog.of(US.tenant()).chat(OWN.full())).isPresent();
        assertThat(catalog.of(THEM.tenant()).chat(OWN.full())).isEmpty();
        assertThat(catalog.chat(OWN.full())).isEmpty();
        assertThat(models.own(THEM)).isEmpty();
        assertThat(models.remove(THEM, OWN)).isFalse();
        assertThat(models.removeAll(THEM, PROVIDER)).isFalse();
        assertThat(models.enable(THEM, OWN, false)).isFalse();
        assertThat(models.own(US)).hasSize(1);
    }

    @Test
    void seesEachChangeAtOnce() {
        assertThat(catalog.of(US.tenant()).chat(OWN.full())).isEmpty();

        models.add(US, tiny("right"));
        assertThat(catalog.of(US.tenant()).chat(OWN.full())).isPresent();
        models.enable(US, OWN, false);
        assertThat(catalog.of(US.tenant()).chat(OWN.full())).isEmpty();
        models.enable(US, OWN, true);
        assertThat(catalog.of(US.tenant()).chat(OWN.full())).isPresent();
        models.remove(US, OWN);
        assertThat(catalog.of(US.tenant()).chat(OWN.full())).isEmpty();
    }

    @Test
    void asksTheDatabaseOnceAMinute() {
        assertThat(catalog.of(US.tenant()).chat("")).isPresent();
        memory.database().goAway();
        assertThat(catalog.of(US.tenant()).chat("")).isPresent();
        memory.database().comeBack();

        storedElsewhere();
        assertThat(catalog.of(US.tenant()).chat(OWN.full())).isEmpty();
        memory.clock().advance(TenantModels.MEMORY);
        assertThat(catalog.of(US.tenant()).chat(OWN.full())).isPresent();
    }

    private void storedElsewhere() {
        ports.ownModels()
                .save(List.of(new OwnModel(
                        US.tenant(),
                        OWN,
                        ModelKind.CHAT,
                        new OwnModel.Access(
                                "https://own.example/v1", ports.vault().seal(new Secret("k"))),
                        100,
                        true)));
    }

    @Test
    void putsATenantsModelBeforeTheProgramsOfTheSameNameAndKeepsTheDefault() {
        var common = new ModelName("scripted", "Test");
        ports.ownModels()
                .save(List.of(new OwnModel(
                        US.tenant(),
                        common,
                        ModelKind.CHAT,
                        new OwnModel.Access(
                                "https://own.example/v1", ports.vault().seal(new Secret("k"))),
                        77,
                        true)));
        ModelCatalog ours = catalog.of(US.tenant());

        assertThat(ours.chat(common.full()).orElseThrow().contextTokens()).isEqualTo(77);
        assertThat(ours.chat("scripted").orElseThrow().contextTokens()).isEqualTo(77);
        assertThat(ours.chat("").orElseThrow().contextTokens()).isNotEqualTo(77);
        assertThat(ours.chatNames()).containsExactly(InMemoryPorts.CHAT_MODEL);
        assertThat(ours.embedding(InMemoryPorts.EMBEDDING_MODEL)).isPresent();
        assertThat(ours.reranker("none")).isEmpty();
    }

    @Test
    void takesTheModelsThatTheTenantHasChosenAsDefaultWhileTheyAreThere() {
        ChatApplication app = ChatApplication.over(ports, Limits.DEFAULT);
        Caller owner = registered(app);
        ModelCatalog before = catalog.of(owner.tenant());
        app.manageModels().add(owner, tiny("right"));
        var chosen = new DefaultModels(OWN.full(), "gone@Nobody", "", "", "");

        app.manageUsers().changeTenant(owner, owner.tenant(), chosen);

        var fresh = new TenantModels(ports);
        assertThat(before.chat("").orElseThrow().name()).isEqualTo(InMemoryPorts.CHAT_MODEL);
        assertThat(fresh.of(owner.tenant()).chat("").orElseThrow().name()).isEqualTo(OWN.full());
        assertThat(fresh.of(owner.tenant()).embedding("").orElseThrow().name())
                .isEqualTo(InMemoryPorts.EMBEDDING_MODEL);
        assertThat(fresh.of(THEM.tenant()).chat("").orElseThrow().name()).isEqualTo(InMemoryPorts.CHAT_MODEL);
    }

    private static Caller registered(ChatApplication app) {
        User user = app.manageUsers()
                .register(new Email("ann@example.org"), "Ann", new Secret("a good password"))
                .user();
        return new Caller(user.id(), user.id().ownTenant());
    }

    @Test
    void leavesOutAModelWhoseKeyCannotBeRead() {
        ports.ownModels()
                .save(List.of(new OwnModel(
                        US.tenant(), OWN, ModelKind.CHAT, new OwnModel.Access("https://own.example", "1.x"), 9, true)));

        assertThat(catalog.of(US.tenant()).chat(OWN.full())).isEmpty();
        assertThat(catalog.of(US.tenant()).chat("")).isPresent();
    }

    @Test
    void refusesWhatCannotBeReached() {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> models.add(US, wanted("Nobody", Optional.of("https://own.example"), "k")));
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> models.add(US, wanted(PROVIDER, Optional.empty(), "k")));
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(
                        () -> models.add(US, wanted(PROVIDER, Optional.of("https://own.example"), "k".repeat(5_000))));
        assertThat(models.own(US)).isEmpty();
    }

    @Test
    void notesWhoChangedWhat() {
        ChatApplication app = ChatApplication.over(ports, Limits.DEFAULT);

        app.manageModels().add(US, tiny("right"));
        app.manageModels().remove(US, OWN);

        assertThat(app.auditTrail().list(US, US.tenant(), 0, 10).items())
                .extracting(entry -> entry.action() + " " + entry.subject())
                .containsExactly("REMOVED " + OWN.full(), "CHANGED " + PROVIDER);
    }

    private static Wanted key(String key) {
        return new Wanted("ZHIPU-AI", new Secret(key), Optional.empty(), Optional.empty(), false);
    }

    private static Wanted tiny(String key) {
        return wanted(PROVIDER, Optional.of("https://own.example/v1"), key);
    }

    private static Wanted wanted(String provider, Optional<String> base, String key) {
        return new Wanted(
                provider,
                new Secret(key),
                base,
                Optional.of(new OfferedModel(OWN.name(), ModelKind.CHAT, 4_096)),
                false);
    }
}
