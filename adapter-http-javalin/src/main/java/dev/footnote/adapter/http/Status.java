package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.identity.ManageApiTokens;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the program is, and the keys to it. */
final class Status {

    private final ChatApplication app;

    Status(ChatApplication app) {
        this.app = app;
    }

    List<Route> routes() {
        return List.of(
                Route.of(POST, "/v1/system/new_token", Credential.SESSION, this::newToken),
                Route.of(GET, "/v1/system/ping", Credential.NONE, Status::ping),
                Route.of(GET, "/v1/system/version", Credential.SESSION, call -> Envelope.web(version())));
    }

    private Result newToken(Call call) {
        ManageApiTokens.Created made = app.manageApiTokens().create(call.caller());
        return Envelope.web(Shape.of(
                "tenant_id", call.caller().tenant().value(),
                "token", made.key().value(),
                "beta", made.share().value(),
                "create_time", made.at().toEpochMilli(),
                "create_date", Shape.date(made.at()),
                "update_time", null,
                "update_date", null));
    }

    private static Result ping(Call call) {
        call.context().html("pong");
        return new Result.Done();
    }

    private static String version() {
        @Nullable String version = Status.class.getPackage().getImplementationVersion();
        return Objects.requireNonNullElse(version, "unknown");
    }
}
