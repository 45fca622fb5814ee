package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.DELETE;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.application.ChatApplication;
import dev.footnote.application.identity.ManageApiTokens;
import dev.footnote.application.identity.ManageApiTokens.Listed;
import dev.footnote.application.identity.ManageApiTokens.Replaced;
import dev.footnote.application.identity.ManageApiTokens.Wanted;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.search.SearchAppId;
import io.javalin.http.HandlerType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** API keys and share tokens: made, replaced, listed and removed. */
final class Keys {

    private static final Route.Wording WORDING = new Route.Wording(Map.of(
            Thing.DIALOG,
            "Dialog not found!",
            Thing.SEARCH_APP,
            "Can't find this Search App!",
            Thing.CREDENTIAL,
            "Token not found!"));
    private static final long OVERLAP_SECONDS = Duration.ofDays(1).toSeconds();
    private static final long MOST_OVERLAP_SECONDS = Duration.ofDays(366).toSeconds();
    private static final int SHOWN_CHARACTERS = 4;

    private final ChatApplication app;

    Keys(ChatApplication app) {
        this.app = app;
    }

    List<Route> routes() {
        return List.of(
                route(POST, "/v1/system/new_token", Set.of(), this::makeForAccount),
                route(GET, "/v1/system/token_list", Set.of(), this::list),
                route(DELETE, "/v1/system/token/{token}", Set.of(), this::removeOne),
                route(POST, "/v1/api/new_token", Set.of("/api/token"), this::make),
                route(GET, "/v1/api/token_list", Set.of("/api/token_list"), this::listOfDialog),
                route(POST, "/v1/api/rm", Set.of("/api/token_rm"), this::remove));
    }

    private static Route route(HandlerType method, String path, Set<String> aliases, Route.Operation operation) {
        return new Route(method, path, aliases, Credential.SESSION, WORDING, operation);
    }

    private Result makeForAccount(Call call) {
        return made(call, Optional.empty());
    }

    private Result make(Call call) {
        Body body = call.body();
        if (body.text("canvas_id").filter(id -> !id.isBlank()).isPresent()) {
            throw Refusal.missing("Agent not found.");
        }
        return made(call, body.text("dialog_id").filter(id -> !id.isBlank()).map(DialogId::new));
    }

    private Result made(Call call, Optional<DialogId> dialog) {
        Body body = call.body();
        Optional<Instant> expiresAt = body.find("expires_at").map(Keys::time);
        var wanted = new Wanted(HttpServer.KEY_PREFIX, dialog, expiresAt, replaced(body));
        Optional<SearchAppId> search =
                body.text("search_id").filter(id -> !id.isBlank()).map(SearchAppId::new);
        ManageApiTokens.Created made = search.isPresent()
                ? app.sharedSearchApps().share(call.caller(), search.get(), wanted)
                : app.manageApiTokens().create(call.caller(), wanted);
        Map<String, @Nullable Object> data = Shape.of(
                "tenant_id", call.caller().tenant().value(),
                "token", made.key().value(),
                "create_time", made.at().toEpochMilli(),
                "create_date", Shape.date(made.at()),
                "update_time", null,
                "update_date", null,
                "beta", made.share().value());
        dialog.ifPresent(id -> data.put("dialog_id", id.value()));
        search.ifPresent(id -> data.put("search_id", id.value()));
        made.expiresAt().ifPresent(at -> data.put("expires_at", at.toEpochMilli()));
        return Envelope.web(data);
    }

    private static Instant time(JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw Refusal.invalid(101, "`expires_at` must be a time in milliseconds.");
        }
        return Instant.ofEpochMilli(node.longValue());
    }

    private static Optional<Replaced> replaced(Body body) {
        long seconds = body.find("overlap").map(Keys::overlap).orElse(OVERLAP_SECONDS);
        return body.text("replaces")
                .filter(text -> !text.isBlank())
                .map(text -> new Replaced(new Secret(text), Duration.ofSeconds(seconds)));
    }

    private static long overlap(JsonNode node) {
        if (!node.isIntegralNumber() || node.longValue() < 0 || node.longValue() > MOST_OVERLAP_SECONDS) {
            throw Refusal.invalid(
                    101, "`overlap` must be a number of seconds from 0 to %d.".formatted(MOST_OVERLAP_SECONDS));
        }
        return node.longValue();
    }

    private Result list(Call call) {
        return rows(call, app.manageApiTokens().list(call.caller()));
    }

    private Result listOfDialog(Call call) {
        if (call.query("canvas_id").isPresent()) {
            return Envelope.web(List.of());
        }
        DialogId dialog = call.query("dialog_id")
                .map(DialogId::new)
                .orElseThrow(() -> Refusal.unusable("<BadRequestKeyError '400: Bad Request'>"));
        return rows(
                call,
                app.manageApiTokens().list(call.caller()).stream()
                        .filter(listed -> listed.dialog().filter(dialog::equals).isPresent())
                        .toList());
    }

    /** Whoever came by an API key reads how keys end and no more: one key is not to open the way to the others. */
    private Result rows(Call call, List<Listed> keys) {
        boolean signedIn = Authentication.session(call.context())
                .flatMap(app.authenticate()::bySession)
                .isPresent();
        return Envelope.web(keys.stream()
                .map(listed -> row(call.caller(), listed, signedIn))
                .toList());
    }

    private static Map<String, @Nullable Object> row(Caller caller, Listed listed, boolean whole) {
        Instant created = listed.token().createdAt();
        return Shape.of(
                "tenant_id",
                caller.tenant().value(),
                "token",
                text(listed.key(), whole),
                "beta",
                text(listed.share(), whole),
                "dialog_id",
                listed.dialog().map(DialogId::value).orElse(null),
                "source",
                null,
                "create_time",
                created.toEpochMilli(),
                "create_date",
                Shape.date(created),
                "update_time",
                null,
                "update_date",
                null,
                "expires_at",
                listed.token().expiresAt().map(Instant::toEpochMilli).orElse(null),
                "last_used_at",
                listed.token().usedAt().map(Instant::toEpochMilli).orElse(null));
    }

    private static String text(Optional<Secret> secret, boolean whole) {
        String text = secret.map(Secret::value).orElse("");
        return whole || text.isEmpty() ? text : "…" + text.substring(text.length() - SHOWN_CHARACTERS);
    }

    private Result removeOne(Call call) {
        app.manageApiTokens().remove(call.caller(), new Secret(call.path("token")));
        return Envelope.web(true);
    }

    private Result remove(Call call) {
        Body body = call.body().requiring("tokens", "tenant_id");
        Caller caller = call.caller();
        List<String> tokens = body.texts("tokens");
        if (!body.text("tenant_id").orElse("").equals(caller.tenant().value())) {
            throw new Refusal(Envelope.full(109, "No authorization.", false, Outcome.FORBIDDEN));
        }
        tokens.forEach(token -> app.manageApiTokens().remove(caller, new Secret(token)));
        return Envelope.web(true);
    }
}
