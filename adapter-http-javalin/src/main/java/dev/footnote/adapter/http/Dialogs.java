package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.application.ChatApplication;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.dialog.PromptVariable;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.failure.ChatException.Clash;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Chat assistants as the web page's own interface has them. */
final class Dialogs {

    private static final String PATH = "/v1/dialog";
    private static final String ALIAS = "/api/dialog";
    private static final int MAX_NAME_BYTES = 255;
    private static final Route.Wording WORDING = new Route.Wording(Map.of(Thing.DIALOG, "Dialog not found!"));

    private final ChatApplication app;
    private final Profile profile;

    Dialogs(ChatApplication app, Profile profile) {
        this.app = app;
        this.profile = profile;
    }

    List<Route> routes() {
        return List.of(
                new Route(POST, PATH + "/set", Set.of(ALIAS + "/set"), Credential.SESSION, WORDING, this::set),
                new Route(GET, PATH + "/get", Set.of(ALIAS + "/get"), Credential.SESSION, WORDING, this::get),
                new Route(GET, PATH + "/list", Set.of(ALIAS + "/list"), Credential.SESSION, WORDING, this::list),
                new Route(POST, PATH + "/next", Set.of(ALIAS + "/next"), Credential.SESSION, WORDING, this::next),
                new Route(POST, PATH + "/rm", Set.of(ALIAS + "/rm"), Credential.SESSION, WORDING, this::remove));
    }

    private Result set(Call call) {
        Body body = call.body().requiring("prompt_config");
        Optional<String> name = name(body);
        Optional<DialogId> id =
                body.text("dialog_id").filter(text -> !text.isBlank()).map(DialogId::new);
        try {
            return Envelope.web(id.isEmpty() ? create(call, body, name) : change(call, body, id.get(), name));
        } catch (ChatException.Conflict conflict) {
            throw conflict.clash() == Clash.MIXED_EMBEDDING_MODELS ? mixed(conflict) : conflict;
        }
    }

    private Map<String, @Nullable Object> create(Call call, Body body, Optional<String> name) {
        var settings =
                DialogShape.settings(body, name.map(String::strip).orElse(DialogShape.NEW.name()), DialogShape.NEW);
        Dialog made = app.setDialog().create(call.caller(), settings, profile.unusedVariables());
        return DialogShape.made(made, known(call.caller(), List.of(made)));
    }

    private Map<String, @Nullable Object> change(Call call, Body body, DialogId id, Optional<String> name) {
        Dialog dialog = app.manageDialogs().find(call.caller(), id);
        var settings = DialogShape.settings(body, name.orElse(dialog.settings().name()), dialog.settings());
        if (settings.knowledgeBases().isEmpty()
                && settings.prompt().system().uses(PromptVariable.KNOWLEDGE)
                && !DialogShape.searchesTheWeb(settings)) {
            throw Refusal.invalid(
                    102, "Please remove `{knowledge}` in system prompt since no dataset / Tavily used here.");
        }
        Dialog changed = app.setDialog().change(call.caller(), id, settings, profile.unusedVariables());
        return DialogShape.dialog(changed, known(call.caller(), List.of(changed)));
    }

    private static Optional<String> name(Body body) {
        if (!body.has("name")) {
            return Optional.empty();
        }
        String name = body.find("name")
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .orElseThrow(() -> Refusal.invalid(102, "Dialog name must be string."));
        if (name.isBlank()) {
            throw Refusal.invalid(102, "Dialog name can't be empty.");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            throw Refusal.invalid(
                    102,
                    "Dialog name length is %d which is larger than %d"
                            .formatted(name.codePointCount(0, name.length()), MAX_NAME_BYTES));
        }
        return Optional.of(name);
    }

    private static Refusal mixed(ChatException.Conflict conflict) {
        String models = "'" + conflict.subject().replace(", ", "', '") + "'";
        return new Refusal(Envelope.error(
                102, "Datasets use different embedding models: [%s]\"".formatted(models), Outcome.CONFLICT));
    }

    private Result get(Call call) {
        Dialog dialog = app.manageDialogs().find(call.caller(), new DialogId(required(call, "dialog_id")));
        return Envelope.web(DialogShape.dialog(dialog, known(call.caller(), List.of(dialog))));
    }

    /** A parameter of the query that must be there. */
    static String required(Call call, String name) {
        return call.query(name)
                .orElseThrow(() -> new Refusal(
                        Envelope.full(100, "<BadRequestKeyError '400: Bad Request'>", null, Outcome.INVALID)));
    }

    private Result list(Call call) {
        List<Dialog> found =
                app.manageDialogs().list(call.caller(), listing(call)).items();
        Map<KnowledgeBaseId, KnowledgeBase> known = known(call.caller(), found);
        return Envelope.web(
                found.stream().map(dialog -> DialogShape.dialog(dialog, known)).toList());
    }

    private Result next(Call call) {
        if (call.query("parser_id").isPresent()) {
            throw Refusal.unusable("`parser_id` is no property of a dialog.");
        }
        List<String> owners = call.body().texts("owner_ids");
        Listing listing = listing(call);
        Page<Dialog> page =
                owners.isEmpty() || owners.contains(call.caller().tenant().value())
                        ? app.manageDialogs().list(call.caller(), listing)
                        : new Page<>(List.of(), 0);
        Map<KnowledgeBaseId, KnowledgeBase> known = known(call.caller(), page.items());
        String nickname = page.items().isEmpty()
                ? ""
                : app.manageUsers().find(call.caller()).nickname();
        var dialogs = new ArrayList<Map<String, @Nullable Object>>();
        for (Dialog dialog : page.items()) {
            Map<String, @Nullable Object> shape = DialogShape.dialog(dialog, known);
            List.of("kb_names", "meta_data_filter", "create_date", "update_date")
                    .forEach(shape::remove);
            shape.put("nickname", nickname);
            shape.put("tenant_avatar", null);
            dialogs.add(shape);
        }
        return Envelope.web(Shape.of("dialogs", dialogs, "total", page.total()));
    }

    private Result remove(Call call) {
        Caller caller = call.caller();
        List<DialogId> ids = call.body().requiring("dialog_ids").texts("dialog_ids").stream()
                .filter(id -> !id.isBlank())
                .map(DialogId::new)
                .distinct()
                .toList();
        List<DialogId> there = ids.stream()
                .filter(id -> !app.manageDialogs().removed(caller, id))
                .toList();
        try {
            there.forEach(id -> app.manageDialogs().find(caller, id));
        } catch (ChatException.NotFound foreign) {
            throw new Refusal(Envelope.full(
                    103, "Only owner of dialog authorized for this operation.", false, Outcome.NOT_FOUND));
        }
        there.forEach(id -> app.manageDialogs().remove(caller, id));
        return Envelope.web(true);
    }

    /** What is asked for by the query; all, if it does not name both a page and its size. */
    static Listing listing(Call call) {
        int page = whole(call, "page");
        int size = whole(call, "page_size");
        var order = switch (call.query("orderby").orElse("create_time")) {
            case "create_time", "create_date" -> Listing.Order.CREATED;
            case "update_time", "update_date" -> Listing.Order.UPDATED;
            case "name" -> Listing.Order.NAME;
            default -> throw Refusal.unusable("`orderby` names no column to order by.");
        };
        boolean descending = !call.query("desc")
                .orElse("true")
                .strip()
                .toLowerCase(Locale.ROOT)
                .equals("false");
        boolean paged = page > 0 && size > 0;
        return new Listing(
                Optional.empty(),
                call.query("keywords").orElse(""),
                order,
                descending,
                paged ? (int) Math.min((page - 1L) * size, Integer.MAX_VALUE) : 0,
                paged ? Math.min(size, Listing.ALL.limit()) : Listing.ALL.limit());
    }

    private static int whole(Call call, String name) {
        try {
            return Integer.parseInt(call.query(name).orElse("0").strip());
        } catch (NumberFormatException e) {
            throw Refusal.unusable("`%s` must be an integer.".formatted(name));
        }
    }

    private Map<KnowledgeBaseId, KnowledgeBase> known(Caller caller, List<Dialog> dialogs) {
        return known(app, caller, dialogs);
    }

    /** The caller's knowledge bases by id, if one of the dialogs names any. */
    static Map<KnowledgeBaseId, KnowledgeBase> known(ChatApplication app, Caller caller, List<Dialog> dialogs) {
        if (dialogs.stream()
                .allMatch(dialog -> dialog.settings().knowledgeBases().isEmpty())) {
            return Map.of();
        }
        return app.manageKnowledgeBases().list(caller, Listing.ALL).items().stream()
                .collect(Collectors.toMap(KnowledgeBase::id, base -> base, (one, same) -> one, LinkedHashMap::new));
    }
}
