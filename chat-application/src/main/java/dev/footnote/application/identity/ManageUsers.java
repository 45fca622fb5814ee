package dev.footnote.application.identity;

import dev.footnote.domain.failure.ChatException.Clash;
import dev.footnote.domain.failure.ChatException.Conflict;
import dev.footnote.domain.failure.ChatException.Forbidden;
import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.AuditEntry.Action;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.identity.SignInResult;
import dev.footnote.domain.identity.Tenant;
import dev.footnote.domain.identity.Tenant.DefaultModels;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.User;
import dev.footnote.domain.identity.UserId;
import dev.footnote.ports.Ports;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Users and the tenants they own. */
public final class ManageUsers {

    private final Ports ports;
    private final boolean open;
    private final Consumer<TenantId> changed;
    private final AuditTrail trail;

    /**
     * @param open whether anybody can register
     * @param changed is told when a tenant has chosen other models
     */
    public ManageUsers(Ports ports, boolean open, Consumer<TenantId> changed) {
        this.ports = ports;
        this.open = open;
        this.changed = changed;
        this.trail = new AuditTrail(ports);
    }

    /** Whether anybody can register. */
    public boolean open() {
        return open;
    }

    /**
     * Makes a user with a tenant of the same id, and signs the user in.
     *
     * @param password as it is, or encrypted with {@link SignIn#passwordKey}
     * @throws Forbidden if not everybody can register
     * @throws Conflict if the address is taken
     * @throws Invalid if the password is empty
     */
    public SignInResult.SignedIn register(Email email, String nickname, Secret password) {
        if (!open) {
            throw new Forbidden(Thing.USER, "");
        }
        return add(email, nickname, password);
    }

    /** Does the same in the name of whoever runs the program, also if nobody else can register. */
    public SignInResult.SignedIn add(Email email, String nickname, Secret password) {
        var now = ports.clock().instant();
        String hash = ports.passwords().hash(plain(password));
        var user = new User(new UserId(ports.ids().next()), email, nickname, Optional.of(hash), true, now, now);
        ports.transactions().inTransaction(() -> {
            if (!ports.users().add(user)) {
                throw new Conflict(Thing.USER, Clash.NAME_TAKEN, email.value());
            }
            ports.tenants().add(new Tenant(user.id().ownTenant(), tenantName(nickname), DefaultModels.NONE));
            return user;
        });
        return new SignIn(ports).open(user);
    }

    /** What a new user's tenant is called. */
    static String tenantName(String nickname) {
        return nickname + "‘s Kingdom";
    }

    /** The caller's own account. */
    public User find(Caller caller) {
        return ports.users()
                .find(caller.user())
                .orElseThrow(() -> new NotFound(Thing.USER, caller.user().value()));
    }

    /** Replaces nickname and profile. */
    public User change(Caller caller, UnaryOperator<User> change) {
        User before = find(caller);
        User wanted = change.apply(before);
        User after =
                before.with(wanted.nickname(), wanted.profile(), ports.clock().instant());
        trail.note(
                caller,
                Action.CHANGED,
                Thing.USER,
                after.id().value(),
                () -> ports.users().save(after));
        return after;
    }

    /**
     * Replaces the password, and ends the user's sessions but {@code session}. Nothing changes if {@code current} is
     * not the password, or the user has none.
     *
     * @param session the session to go on, if it is one
     * @return whether {@code current} was the password
     * @throws Invalid if the new password is empty
     */
    public boolean changePassword(Caller caller, Secret current, Secret wanted, Secret session) {
        User user = find(caller);
        Secret plain = ports.transport().read(current);
        if (user.passwordHash()
                .filter(hash -> ports.passwords().matches(plain, hash))
                .isEmpty()) {
            return false;
        }
        String hash = ports.passwords().hash(plain(wanted));
        return ports.transactions().inTransaction(() -> {
            trail.note(
                    caller,
                    Action.CHANGED,
                    Thing.USER,
                    user.id().value(),
                    () -> ports.users()
                            .save(user.withPasswordHash(hash, ports.clock().instant())));
            ports.users().removeSessionsBut(user.id(), session.hash());
            return true;
        });
    }

    private Secret plain(Secret sent) {
        Secret plain = ports.transport().read(sent);
        if (plain.value().isEmpty()) {
            throw new Invalid(Thing.CREDENTIAL, Problem.MISSING, "");
        }
        return plain;
    }

    /** The tenant that the caller owns, with its default models filled in where none was chosen. */
    public Tenant tenant(Caller caller) {
        Tenant tenant = ports.tenants()
                .find(caller.user().ownTenant())
                .orElseThrow(() -> new NotFound(Thing.TENANT, caller.user().value()));
        DefaultModels chosen = tenant.models();
        return new Tenant(
                tenant.id(),
                tenant.name(),
                new DefaultModels(
                        chosen.chat().isEmpty() ? first(ports.models().chatNames()) : chosen.chat(),
                        chosen.embedding().isEmpty() ? first(ports.models().embeddingNames()) : chosen.embedding(),
                        chosen.reranker(),
                        chosen.speech(),
                        chosen.image()));
    }

    /**
     * Replaces the tenant's default models.
     *
     * @throws Forbidden if the caller does not own the tenant
     */
    public void changeTenant(Caller caller, TenantId id, DefaultModels models) {
        requireOwner(caller, id);
        changeTenant(caller, id, tenant(caller).name(), models);
    }

    /** Replaces the tenant's name and default models; fails as the other does. */
    public void changeTenant(Caller caller, TenantId id, String name, DefaultModels models) {
        requireOwner(caller, id);
        trail.note(
                caller,
                Action.CHANGED,
                Thing.TENANT,
                id.value(),
                () -> ports.tenants().save(new Tenant(id, name, models)));
        changed.accept(id);
    }

    private static void requireOwner(Caller caller, TenantId id) {
        if (!caller.user().ownTenant().equals(id)) {
            throw new Forbidden(Thing.TENANT, id.value());
        }
    }

    private static String first(List<String> names) {
        return names.isEmpty() ? "" : names.getFirst();
    }
}
