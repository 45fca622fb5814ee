package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the program is. */
final class Status {

    private Status() {}

    static List<Route> routes() {
        return List.of(
                Route.of(GET, "/v1/system/ping", Credential.NONE, Status::ping),
                Route.of(GET, "/v1/system/version", Credential.SESSION, call -> Envelope.web(version())));
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
