package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;

import dev.footnote.application.system.LastModelCall;
import dev.footnote.application.system.ReportStatus;
import dev.footnote.application.system.ReportStatus.Part;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the program is, for people and for what supervises it. */
final class Health {

    private final ReportStatus status;

    Health(ReportStatus status) {
        this.status = status;
    }

    List<Route> routes() {
        return List.of(
                Route.of(GET, "/health", Credential.NONE, this::health),
                Route.of(GET, "/health/live", Credential.NONE, call -> write(call, 200, Shape.of("status", "up"))),
                Route.of(GET, "/health/ready", Credential.NONE, this::ready),
                Route.of(GET, "/v1/system/healthz", Credential.NONE, this::healthz));
    }

    private Result health(Call call) {
        List<Part> parts = status.report();
        boolean well = parts.stream().allMatch(Part::well);
        boolean connected =
                parts.stream().filter(part -> part.name().equals("database")).allMatch(Part::well);
        Map<String, @Nullable Object> body = Shape.of(
                "status", word(well),
                "timestamp", Shape.seconds(Instant.now()),
                "dependencies",
                        Shape.of(
                                "database",
                                connected ? "connected" : "disconnected",
                                "llm_service",
                                model(status.model())));
        if (!well) {
            body.put("error", "not available: " + String.join(", ", unwell(parts)));
        }
        return write(call, well ? 200 : 503, body);
    }

    private Result ready(Call call) {
        List<String> unwell = unwell(status.report());
        return unwell.isEmpty()
                ? write(call, 200, Shape.of("status", "up"))
                : write(call, 503, Shape.of("status", "down", "not_available", unwell));
    }

    private Result healthz(Call call) {
        List<Part> parts = status.report();
        boolean well = parts.stream().allMatch(Part::well);
        Map<String, @Nullable Object> checks = Shape.of();
        Map<String, @Nullable Object> body = Shape.of("status", word(well), "checks", checks);
        for (Part part : parts) {
            for (Name name : names(part.name())) {
                body.put(name.flat(), part.well() ? "ok" : "nok");
                checks.put(name.full(), Shape.of("status", word(part.well())));
                if (!part.well()) {
                    body.put("_meta." + name.flat(), Shape.of("elapsed", elapsed(part), "error", "not available"));
                }
            }
        }
        return write(call, well ? 200 : 500, body);
    }

    private static List<String> unwell(List<Part> parts) {
        return parts.stream().filter(part -> !part.well()).map(Part::name).toList();
    }

    /** What clients call a part; the queue of tasks, which they know as redis, is in the database. */
    private static List<Name> names(String part) {
        return switch (part) {
            case "database" -> List.of(new Name("db", "database"), new Name("redis", "redis"));
            case "index" -> List.of(new Name("doc_engine", "doc_engine"));
            default -> List.of(new Name(part, part));
        };
    }

    private record Name(String flat, String full) {}

    private static String model(LastModelCall.Outcome outcome) {
        return switch (outcome) {
            case NONE -> "not used yet";
            case ANSWERED -> "available";
            case FAILED -> "unavailable";
        };
    }

    private static String word(boolean well) {
        return well ? "healthy" : "unhealthy";
    }

    /** How long a part took to say how it is, in milliseconds. */
    static String elapsed(Part part) {
        return String.format(Locale.ROOT, "%.1f", part.took().toNanos() / 1e6);
    }

    private static Result write(Call call, int code, Map<String, @Nullable Object> body) {
        Context context = call.context();
        context.status(code).contentType("application/json; charset=utf-8").result(Json.bytes(body));
        return new Result.Done();
    }
}
