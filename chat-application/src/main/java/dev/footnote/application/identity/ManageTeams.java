package dev.footnote.application.identity;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.failure.ChatException.Forbidden;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.AuditEntry.Action;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.Member;
import dev.footnote.domain.identity.Member.Role;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.User;
import dev.footnote.domain.identity.UserId;
import dev.footnote.ports.Ports;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Teams: who may use what a tenant shares. Invite, accept, list, remove. */
public final class ManageTeams {

    private final Ports ports;
    private final AuditTrail trail;

    public ManageTeams(Ports ports) {
        this.ports = ports;
        this.trail = new AuditTrail(ports);
    }

    /**
     * The members of the caller's tenant, oldest first, those who were invited among them.
     *
     * @throws Forbidden if the caller does not own the tenant, or there is none
     */
    public List<TeamMember> members(Caller caller, TenantId tenant) {
        requireOwner(caller, tenant);
        List<Member> members = ports.members().ofTenant(tenant);
        Map<UserId, User> users = users(members.stream().map(Member::user).toList());
        return members.stream()
                .flatMap(
                        member -> Optional.ofNullable(users.get(member.user()))
                                .map(user -> new TeamMember(member, user, since(user)))
                                .stream())
                .toList();
    }

    /**
     * Invites a user, who is a member once it accepts.
     *
     * @throws Forbidden if the caller does not own the tenant, or there is none
     */
    public Invitation invite(Caller caller, TenantId tenant, String email) {
        requireOwner(caller, tenant);
        Optional<User> user = Email.parse(email).flatMap(ports.users()::findByEmail);
        if (user.isEmpty()) {
            return new Invitation.UnknownUser();
        }
        UserId id = user.get().id();
        if (id.ownTenant().equals(tenant)) {
            return new Invitation.Owner();
        }
        var member = new Member(ports.ids().next(), tenant, id, Role.INVITED, now());
        return trail.note(
                        caller,
                        Action.CREATED,
                        Thing.MEMBER,
                        id.value(),
                        () -> ports.members().add(member))
                ? new Invitation.Sent(user.get())
                : ports.members()
                        .find(tenant, id)
                        .<Invitation>map(known -> new Invitation.Known(known.role()))
                        .orElseGet(() -> new Invitation.Sent(user.get()));
    }

    /**
     * Takes a user out of a team: a member who leaves, or somebody whom the owner sends away; one who is not in it is
     * ignored.
     *
     * @throws Forbidden if the caller is neither the user nor the tenant's owner
     */
    public void remove(Caller caller, TenantId tenant, UserId user) {
        if (!caller.user().equals(user)) {
            requireOwner(caller, tenant);
        }
        trail.note(
                caller,
                tenant,
                Action.REMOVED,
                Thing.MEMBER,
                user.value(),
                () -> ports.members().remove(tenant, user));
    }

    /**
     * Makes the caller, who was invited, a member; who is one already stays so.
     *
     * @throws NotFound if the caller was not invited, or there is no such tenant
     */
    public void accept(Caller caller, TenantId tenant) {
        if (caller.user().ownTenant().equals(tenant)) {
            return;
        }
        Member member = ports.members()
                .find(tenant, caller.user())
                .orElseThrow(() -> new NotFound(Thing.TENANT, tenant.value()));
        if (member.role() == Role.INVITED) {
            trail.note(
                    caller,
                    tenant,
                    Action.CHANGED,
                    Thing.MEMBER,
                    caller.user().value(),
                    () -> ports.members().save(member.with(Role.NORMAL, now())));
        }
    }

    /** The caller's own tenant and, oldest first, those whose team the caller is in or invited to. */
    public List<Team> teams(Caller caller) {
        List<Member> places = ports.members().ofUser(caller.user());
        var owners = new ArrayList<UserId>();
        owners.add(caller.user());
        places.forEach(place -> owners.add(owner(place.tenant())));
        Map<UserId, User> users = users(owners);
        var teams = new ArrayList<Team>();
        Optional.ofNullable(users.get(caller.user()))
                .ifPresent(user -> teams.add(new Team(caller.user().ownTenant(), user, Optional.empty(), since(user))));
        for (Member place : places) {
            Optional.ofNullable(users.get(owner(place.tenant())))
                    .ifPresent(
                            user -> teams.add(new Team(place.tenant(), user, Optional.of(place.role()), since(user))));
        }
        return teams;
    }

    private static UserId owner(TenantId tenant) {
        return new UserId(tenant.value());
    }

    private Map<UserId, User> users(List<UserId> ids) {
        return ports.users().findAll(ids.stream().collect(Collectors.toSet())).stream()
                .collect(Collectors.toMap(User::id, Function.identity()));
    }

    private static void requireOwner(Caller caller, TenantId tenant) {
        if (!caller.user().ownTenant().equals(tenant)) {
            throw new Forbidden(Thing.TENANT, tenant.value());
        }
    }

    private Duration since(User user) {
        return Duration.between(user.updatedAt(), now());
    }

    private Instant now() {
        return ports.clock().instant();
    }

    /**
     * Somebody in a team.
     *
     * @param unchanged for how long the user's account has been as it is
     */
    public record TeamMember(Member member, User user, Duration unchanged) {}

    /**
     * A tenant, seen by somebody in its team.
     *
     * @param role empty for its owner
     * @param unchanged for how long the owner's account has been as it is
     */
    public record Team(TenantId tenant, User owner, Optional<Role> role, Duration unchanged) {}

    /** How an attempt to invite somebody ended. */
    public sealed interface Invitation {

        /** {@code user} was invited. */
        record Sent(User user) implements Invitation {
            public Sent {
                requireNonNull(user, "user");
            }
        }

        /** Nobody has that address. */
        record UnknownUser() implements Invitation {}

        /** It is the address of the owner. */
        record Owner() implements Invitation {}

        /** The user is in the team, or invited, already. */
        record Known(Role role) implements Invitation {
            public Known {
                requireNonNull(role, "role");
            }
        }
    }
}
