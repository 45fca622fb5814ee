package dev.footnote.application.model;

import dev.footnote.application.identity.AuditTrail;
import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.AuditEntry.Action;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.model.ModelKind;
import dev.footnote.domain.model.ModelName;
import dev.footnote.domain.model.OfferedModel;
import dev.footnote.domain.model.OwnModel;
import dev.footnote.domain.model.Provider;
import dev.footnote.ports.Ports;
import dev.footnote.ports.model.ModelAccess.Endpoint;
import dev.footnote.ports.model.ModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The models of a tenant: those that it brought along, with their keys, and those that everybody has. */
public final class ManageModels {

    /** How many models a tenant may bring along. */
    public static final int MOST = 500;

    private static final int LONGEST_TEXT = 4_096;

    private final Ports ports;
    private final TenantModels models;
    private final AuditTrail trail;

    /** @param models forgets a tenant's models when they change */
    public ManageModels(Ports ports, TenantModels models) {
        this.ports = ports;
        this.models = models;
        this.trail = new AuditTrail(ports);
    }

    /** The providers that a key can be given for. */
    public List<Provider> providers() {
        return ports.access().providers();
    }

    /** Whether a provider offers a model of that full name, so that its key would open it. */
    public boolean offers(String name) {
        return providers().stream()
                .flatMap(provider ->
                        provider.models().stream().map(model -> new ModelName(model.name(), provider.name())))
                .anyMatch(offered -> offered.full().equals(name));
    }

    /** The models that the tenant brought along, also those that are switched off. */
    public List<OwnModel> own(Caller caller) {
        return ports.ownModels().list(caller.tenant());
    }

    /** The models that every tenant can use without a key. */
    public List<Common> common() {
        return Stream.of(
                        models.chatNames().stream().map(name -> common(name, ModelKind.CHAT)),
                        models.embeddingNames().stream().map(name -> common(name, ModelKind.EMBEDDING)),
                        models.rerankerNames().stream().map(name -> common(name, ModelKind.RERANK)))
                .flatMap(same -> same)
                .toList();
    }

    private static Common common(String name, ModelKind kind) {
        return new Common(ModelName.parse(name, BUILT_IN), kind);
    }

    /** Who provides models whose names do not say it. */
    private static final String BUILT_IN = "Builtin";

    /**
     * Asks the models that {@code wanted} names one after the other until one answers, and stores all of them if one
     * did; those that the tenant has are replaced.
     *
     * @throws Invalid if the provider is not known, no address or no model is known for it, a text is too long, or the
     *     tenant has {@link #MOST} models
     */
    public Tried add(Caller caller, Wanted wanted) {
        List<OwnModel> found = wanted(caller, wanted);
        List<Refused> refused = refusals(found, wanted.key());
        if (refused.size() == found.size()) {
            return new Tried.Failed(refused);
        }
        if (!wanted.onlyTry()) {
            requireRoom(caller, found);
            changed(caller, Action.CHANGED, Thing.PROVIDER, wanted.provider(), () -> {
                ports.ownModels().save(found);
                return true;
            });
        }
        return new Tried.Answered();
    }

    private List<OwnModel> wanted(Caller caller, Wanted wanted) {
        Provider provider = providers().stream()
                .filter(one -> one.name().equals(wanted.provider()))
                .findFirst()
                .orElseThrow(() -> new Invalid(Thing.PROVIDER, Problem.UNAVAILABLE, wanted.provider()));
        String base = wanted.base()
                .or(provider::base)
                .orElseThrow(() -> new Invalid(Thing.PROVIDER, Problem.MISSING, provider.name()));
        List<OfferedModel> offered = wanted.model().map(List::of).orElse(provider.models());
        if (offered.isEmpty()) {
            throw new Invalid(Thing.MODEL, Problem.MISSING, provider.name());
        }
        if (Stream.concat(
                        Stream.of(base, wanted.key().value()), offered.stream().map(OfferedModel::name))
                .anyMatch(text -> text.length() > LONGEST_TEXT)) {
            throw new Invalid(Thing.PROVIDER, Problem.TOO_LONG, provider.name());
        }
        return offered.stream()
                .map(model -> new OwnModel(
                        caller.tenant(),
                        new ModelName(model.name(), provider.name()),
                        model.kind(),
                        new OwnModel.Access(base, ports.vault().seal(wanted.key())),
                        model.contextTokens(),
                        true))
                .toList();
    }

    /** Why those before the first that answers do not; all of them if none answers. */
    private List<Refused> refusals(List<OwnModel> candidates, Secret key) {
        var refused = new ArrayList<Refused>();
        for (OwnModel model : candidates) {
            try {
                ports.access()
                        .check(
                                model.kind(),
                                new Endpoint(
                                        model.access().base(), key, model.name().name(), model.contextTokens()));
                return refused;
            } catch (ModelException e) {
                refused.add(new Refused(model.name(), model.kind(), String.valueOf(e.getMessage())));
            }
        }
        return refused;
    }

    private void requireRoom(Caller caller, List<OwnModel> added) {
        List<ModelName> names = added.stream().map(OwnModel::name).toList();
        long others = own(caller).stream()
                .filter(model -> !names.contains(model.name()))
                .count();
        if (others + added.size() > MOST) {
            throw new Invalid(Thing.PROVIDER, Problem.TOO_LONG, names.getFirst().provider());
        }
    }

    /** Lets a model be chosen, or not; says whether the tenant has it. */
    public boolean enable(Caller caller, ModelName name, boolean enabled) {
        return changed(
                caller,
                Action.CHANGED,
                Thing.MODEL,
                name.full(),
                () -> ports.ownModels().enable(caller.tenant(), name, enabled));
    }

    /** Removes a model with its key; says whether the tenant had it. */
    public boolean remove(Caller caller, ModelName name) {
        return changed(
                caller,
                Action.REMOVED,
                Thing.MODEL,
                name.full(),
                () -> ports.ownModels().remove(caller.tenant(), name));
    }

    /** Removes all models of a provider with their keys; says whether the tenant had any. */
    public boolean removeAll(Caller caller, String provider) {
        return changed(
                caller,
                Action.REMOVED,
                Thing.PROVIDER,
                provider,
                () -> ports.ownModels().removeAll(caller.tenant(), provider));
    }

    private boolean changed(Caller caller, Action action, Thing thing, String subject, BooleanSupplier work) {
        boolean done = trail.note(caller, action, thing, subject, work);
        models.forget(caller.tenant());
        return done;
    }

    /**
     * What to bring along.
     *
     * @param base where the API is; empty for the provider's usual address
     * @param model empty for all models that the provider lists
     * @param onlyTry whether nothing is to be stored
     */
    public record Wanted(
            String provider, Secret key, Optional<String> base, Optional<OfferedModel> model, boolean onlyTry) {}

    /** A model that everybody has. */
    public record Common(ModelName name, ModelKind kind) {}

    /** A model that did not answer, and why, in words that name neither the key nor the address. */
    public record Refused(ModelName name, ModelKind kind, String reason) {}

    /** What became of an attempt. */
    public sealed interface Tried {

        /** A model answered. */
        record Answered() implements Tried {}

        /** None did; nothing is stored. */
        record Failed(List<Refused> refused) implements Tried {
            public Failed {
                refused = List.copyOf(refused);
            }
        }
    }
}
