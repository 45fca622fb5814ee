package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;

import dev.footnote.application.ChatApplication;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.AuditEntry;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Page;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who did what to a tenant's things, for its owner. */
final class Audit {

    private final ChatApplication app;

    Audit(ChatApplication app) {
        this.app = app;
    }

    List<Route> routes() {
        return List.of(Route.of(GET, "/v1/tenant/{tenant}/audit", Credential.SESSION, this::list));
    }

    private Result list(Call call) {
        Page<AuditEntry> page =
                app.auditTrail().list(call.caller(), new TenantId(call.path("tenant")), call.offset(), call.limit());
        return Envelope.web(
                Shape.of("entries", page.items().stream().map(Audit::entry).toList(), "total", page.total()));
    }

    private static Map<String, @Nullable Object> entry(AuditEntry entry) {
        return Shape.of(
                "time",
                entry.at().toEpochMilli(),
                "date",
                Shape.date(entry.at()),
                "user_id",
                entry.actor().value(),
                "action",
                action(entry.action()),
                "type",
                type(entry.thing()),
                "id",
                entry.subject());
    }

    private static String action(AuditEntry.Action action) {
        return switch (action) {
            case CREATED -> "create";
            case CHANGED -> "update";
            case REMOVED -> "delete";
        };
    }

    private static String type(Thing thing) {
        return switch (thing) {
            case KNOWLEDGE_BASE -> "dataset";
            case DIALOG -> "chat";
            case CONVERSATION -> "session";
            case CREDENTIAL -> "key";
            case TURN -> "message";
            default -> thing.name().toLowerCase(Locale.ROOT);
        };
    }
}
