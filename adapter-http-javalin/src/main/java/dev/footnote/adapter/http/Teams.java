package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.DELETE;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;
import static io.javalin.http.HandlerType.PUT;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.identity.ManageTeams;
import dev.footnote.application.identity.ManageTeams.Invitation;
import dev.footnote.application.identity.ManageTeams.Team;
import dev.footnote.application.identity.ManageTeams.TeamMember;
import dev.footnote.domain.identity.Member;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.User;
import dev.footnote.domain.identity.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Teams: their members and invitations. */
final class Teams {

    private static final String PATH = "/v1/tenant";

    private final ManageTeams teams;

    Teams(ChatApplication app) {
        this.teams = app.manageTeams();
    }

    List<Route> routes() {
        return List.of(
                Route.of(GET, PATH + "/list", Credential.SESSION, this::list),
                Route.of(PUT, PATH + "/agree/{tenant}", Credential.SESSION, this::accept),
                Route.of(GET, PATH + "/{tenant}/user/list", Credential.SESSION, this::members),
                Route.of(POST, PATH + "/{tenant}/user", Credential.SESSION, this::invite),
                Route.of(DELETE, PATH + "/{tenant}/user/{user}", Credential.SESSION, this::remove));
    }

    private static TenantId tenant(Call call) {
        return new TenantId(call.path("tenant"));
    }

    private Result list(Call call) {
        return Envelope.web(teams.teams(call.caller()).stream().map(Teams::team).toList());
    }

    private static Map<String, @Nullable Object> team(Team team) {
        return Shape.of(
                "tenant_id",
                team.tenant().value(),
                "role",
                team.role().map(Teams::role).orElse("owner"),
                "nickname",
                team.owner().nickname(),
                "email",
                team.owner().email().value(),
                "avatar",
                team.owner().profile().avatar().orElse(null),
                "update_date",
                Shape.date(team.owner().updatedAt()),
                "delta_seconds",
                seconds(team.unchanged()));
    }

    private static String role(Member.Role role) {
        return switch (role) {
            case NORMAL -> "normal";
            case INVITED -> "invite";
        };
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private Result accept(Call call) {
        teams.accept(call.caller(), tenant(call));
        return Envelope.web(true);
    }

    private Result members(Call call) {
        return Envelope.web(teams.members(call.caller(), tenant(call)).stream()
                .map(Teams::member)
                .toList());
    }

    private static Map<String, @Nullable Object> member(TeamMember one) {
        User user = one.user();
        return Shape.of(
                "id",
                one.member().id(),
                "user_id",
                user.id().value(),
                "role",
                role(one.member().role()),
                "nickname",
                user.nickname(),
                "email",
                user.email().value(),
                "avatar",
                user.profile().avatar().orElse(null),
                "status",
                "1",
                "is_authenticated",
                "1",
                "is_active",
                user.active() ? "1" : "0",
                "is_anonymous",
                "0",
                "is_superuser",
                false,
                "update_date",
                Shape.date(user.updatedAt()),
                "delta_seconds",
                seconds(one.unchanged()));
    }

    private Result invite(Call call) {
        String email = call.body().requiring("email").text("email").orElse("");
        return switch (teams.invite(call.caller(), tenant(call), email)) {
            case Invitation.Sent(User user) ->
                Envelope.web(Shape.of(
                        "id",
                        user.id().value(),
                        "avatar",
                        user.profile().avatar().orElse(null),
                        "email",
                        user.email().value(),
                        "nickname",
                        user.nickname()));
            case Invitation.UnknownUser unknown -> Envelope.error(102, "User not found.", Outcome.NOT_FOUND);
            case Invitation.Owner owner -> Envelope.error(102, email + " is the owner of the team.", Outcome.CONFLICT);
            case Invitation.Known(Member.Role role) -> Envelope.error(102, known(email, role), Outcome.CONFLICT);
        };
    }

    private static String known(String email, Member.Role role) {
        return switch (role) {
            case NORMAL -> email + " is already in the team.";
            case INVITED -> "%s is in the team, but the role: %s is invalid.".formatted(email, role(role));
        };
    }

    private Result remove(Call call) {
        teams.remove(call.caller(), tenant(call), new UserId(call.path("user")));
        return Envelope.web(true);
    }
}
