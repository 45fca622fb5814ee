package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.application.ChatApplication;
import dev.footnote.application.search.ManageSearchApps;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.domain.search.SearchApp;
import dev.footnote.domain.search.SearchApp.About;
import dev.footnote.domain.search.SearchAppId;
import dev.footnote.domain.search.SearchSettings;
import io.javalin.http.HandlerType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Search apps: made, changed, listed and removed by those who are signed in. */
final class SearchApps {

    private static final String PATH = "/v1/search";
    private static final String ALIAS = "/v1/search_app";
    private static final int MOST_NEW_BYTES = 255;
    private static final int MOST_BYTES = 128;

    /** What is the server's to set. */
    private static final List<String> OWNED =
            List.of("id", "created_by", "create_time", "update_time", "create_date", "update_date");

    private final ChatApplication app;
    private final ManageSearchApps apps;

    SearchApps(ChatApplication app) {
        this.app = app;
        this.apps = app.manageSearchApps();
    }

    List<Route> routes() {
        return List.of(
                route(POST, "/create", this::create),
                route(POST, "/update", this::update),
                route(GET, "/detail", this::detail),
                route(POST, "/list", this::list),
                route(POST, "/rm", this::remove));
    }

    private static Route route(HandlerType method, String action, Route.Operation operation) {
        return Route.of(method, PATH + action, Credential.SESSION, operation).alias(ALIAS + action);
    }

    private Result create(Call call) {
        Body body = call.body().requiring("name");
        String name = name(body, MOST_NEW_BYTES, ".");
        var about = new About(
                name, body.text("description").orElse(""), body.text("avatar").orElse(""));
        SearchApp made = apps.create(call.caller(), about, SearchAppShape.made(body));
        return Envelope.web(Shape.of("search_id", made.id().value()));
    }

    private Result update(Call call) {
        Body body = call.body().requiring("search_id", "name", "search_config");
        OWNED.stream().filter(body::has).findFirst().ifPresent(key -> {
            throw new Refusal(Envelope.full(101, "Parameter %s isn't allowed".formatted(key), null, Outcome.INVALID));
        });
        String name = name(body, MOST_BYTES, "");
        if (body.text("tenant_id")
                .filter(id -> !id.equals(call.caller().tenant().value()))
                .isPresent()) {
            throw Refusal.missing("Authorized identity.");
        }
        SearchApp known = find(app, call, body.text("search_id").orElse("")).orElseThrow(KnowledgeBases::foreign);
        var about = new About(
                name,
                body.text("description").orElse(known.about().description()),
                body.has("avatar")
                        ? body.text("avatar").orElse("")
                        : known.about().avatar());
        try {
            return Envelope.web(SearchAppShape.row(
                    apps.change(call.caller(), known.id(), about, SearchAppShape.changed(body, known.settings()))));
        } catch (ChatException.Conflict taken) {
            throw new Refusal(Envelope.error(102, "Duplicated search name.", Outcome.CONFLICT));
        }
    }

    private static String name(Body body, int mostBytes, String end) {
        String name = body.find("name")
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .orElseThrow(() -> Refusal.invalid(102, "Search name must be string."));
        if (name.isBlank()) {
            throw Refusal.invalid(102, "Search name can't be empty.");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > mostBytes) {
            throw Refusal.invalid(
                    102,
                    "Search name length is %d which is large than %d%s"
                            .formatted(name.codePointCount(0, name.length()), mostBytes, end));
        }
        return name.strip();
    }

    private Result detail(Call call) {
        SearchApp found = find(app, call, Dialogs.required(call, "search_id"))
                .orElseThrow(() -> new Refusal(
                        Envelope.full(103, "Has no permission for this operation.", false, Outcome.NOT_FOUND)));
        return Envelope.web(SearchAppShape.detail(found));
    }

    private Result list(Call call) {
        List<String> owners = call.body().texts("owner_ids");
        var listing = Dialogs.listing(call);
        Page<SearchApp> page =
                owners.isEmpty() || owners.contains(call.caller().tenant().value())
                        ? apps.list(call.caller(), listing)
                        : new Page<>(List.of(), 0);
        String nickname = page.items().isEmpty()
                ? ""
                : app.manageUsers().find(call.caller()).nickname();
        return Envelope.web(Shape.of(
                "search_apps",
                page.items().stream()
                        .map(one -> SearchAppShape.listed(one, nickname))
                        .toList(),
                "total",
                page.total()));
    }

    private Result remove(Call call) {
        String id = call.body().requiring("search_id").text("search_id").orElse("");
        if (id.isBlank() || !apps.remove(call.caller(), new SearchAppId(id))) {
            throw KnowledgeBases.foreign();
        }
        return Envelope.web(true);
    }

    /** The settings of the search app that a body names, of none if it names none; refuses one that is not there. */
    static SearchSettings settings(ChatApplication app, Call call, Body body) {
        Optional<String> id = body.text("search_id").filter(text -> !text.isBlank());
        if (id.isEmpty()) {
            return SearchSettings.NONE;
        }
        return find(app, call, id.get())
                .map(SearchApp::settings)
                .orElseThrow(() -> new Refusal(Envelope.full(
                        100, "The search app %s does not exist.".formatted(id.get()), null, Outcome.NOT_FOUND)));
    }

    /** The caller's search app of that id; empty if there is none. */
    private static Optional<SearchApp> find(ChatApplication app, Call call, String id) {
        try {
            return id.isBlank()
                    ? Optional.empty()
                    : Optional.of(app.manageSearchApps().find(call.caller(), new SearchAppId(id)));
        } catch (ChatException.NotFound none) {
            return Optional.empty();
        }
    }
}
