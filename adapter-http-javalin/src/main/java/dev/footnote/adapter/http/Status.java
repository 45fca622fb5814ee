package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.system.ReportStatus.Part;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the program is. */
final class Status {

    private final ChatApplication app;

    Status(ChatApplication app) {
        this.app = app;
    }

    List<Route> routes() {
        return List.of(
                Route.of(GET, "/v1/system/ping", Credential.NONE, Status::ping),
                Route.of(
                        GET,
                        "/v1/system/status",
                        Credential.SESSION,
                        call -> Envelope.web(parts(app.reportStatus().report()))),
                Route.of(GET, "/v1/system/config", Credential.NONE, this::config),
                Route.of(GET, "/v1/system/version", Credential.SESSION, call -> Envelope.web(version())));
    }

    /** Under the names by which clients know the parts. */
    static Map<String, @Nullable Object> parts(List<Part> report) {
        Map<String, @Nullable Object> parts = Shape.of();
        for (Part part : report) {
            switch (part.name()) {
                case "database" -> {
                    parts.put("database", shape("database", "postgresql", part));
                    parts.put("redis", shape(part)); // the queue of tasks, which is in the database
                }
                case "index" -> parts.put("doc_engine", shape("type", part.well() ? "lucene" : "unknown", part));
                case "storage" -> parts.put("storage", shape("storage", "disk", part));
                default -> parts.put(part.name(), shape(part));
            }
        }
        parts.put("task_executor_heartbeats", Shape.of()); // tasks are done in this process
        return parts;
    }

    private static Map<String, @Nullable Object> shape(String key, String kind, Part part) {
        Map<String, @Nullable Object> shape = Shape.of(key, kind);
        shape.putAll(shape(part));
        return shape;
    }

    private static Map<String, @Nullable Object> shape(Part part) {
        Map<String, @Nullable Object> shape =
                Shape.of("status", part.well() ? "green" : "red", "elapsed", Health.elapsed(part));
        if (!part.well()) {
            shape.put("error", "not available");
        }
        return shape;
    }

    /** What a page must know before anybody signs in. */
    private Result config(Call call) {
        return Envelope.web(Shape.of("registerEnabled", app.manageUsers().open() ? 1 : 0));
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
