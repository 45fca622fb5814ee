package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.DELETE;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;
import static io.javalin.http.HandlerType.PUT;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.chat.ManageDialogs;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chat assistants. */
final class Chats {

    private static final String PATH = "/api/v1/chats";
    private static final int MAX_NAME_BYTES = 255;
    private static final Route.Wording WORDING = new Route.Wording(
            Map.of(Thing.DIALOG, "You do not own the chat", Thing.KNOWLEDGE_BASE, "You don't own the dataset %s"));
    private static final Removal REMOVAL = new Removal("Assistant(%s) not found.", "Duplicate assistant ids: %s");

    private final ManageDialogs dialogs;
    private final ChatApplication app;

    Chats(ChatApplication app) {
        this.app = app;
        this.dialogs = app.manageDialogs();
    }

    List<Route> routes() {
        return List.of(
                Route.key(POST, PATH, WORDING, this::create).alias("/v1/dify-retrieval/chats"),
                Route.key(PUT, PATH + "/{chat}", WORDING, this::change).alias("/v1/dify-retrieval/chats/{chat}"),
                Route.key(DELETE, PATH, WORDING, this::remove).alias("/v1/dify-retrieval/chats"),
                Route.key(GET, PATH, WORDING, this::list).alias("/v1/dify-retrieval/chats"));
    }

    private Result create(Call call) {
        Body body = call.body();
        String name = body.text("name").map(String::strip).orElse("");
        if (name.isEmpty()) {
            throw Refusal.invalid(102, "`name` is required.");
        }
        checkLength(name);
        if (body.text("tenant_id").filter(id -> !id.isEmpty()).isPresent()) {
            throw Refusal.invalid(102, "`tenant_id` must not be provided.");
        }
        var base = Defaults.chat(name);
        boolean says = body.object("llm").filter(llm -> !llm.json().isEmpty()).isPresent();
        var generation = says ? GenerationSettings.NONE : Defaults.GENERATION;
        Dialog.Settings settings = ChatShape.settings(body, base, generation);
        try {
            return Envelope.token(ChatShape.chat(dialogs.create(call.caller(), settings)));
        } catch (ChatException.Conflict conflict) {
            throw named(conflict, "Duplicated chat name in creating chat.");
        }
    }

    private Result change(Call call) {
        Dialog dialog = dialogs.find(call.caller(), new DialogId(call.path("chat")));
        Body body = call.body();
        if (body.has("name")) {
            String name = body.text("name").map(String::strip).orElse("");
            if (name.isEmpty()) {
                throw Refusal.invalid(102, "`name` cannot be empty.");
            }
            checkLength(name);
        }
        var settings =
                ChatShape.settings(body, dialog.settings(), dialog.settings().generation());
        try {
            dialogs.change(call.caller(), dialog.id(), settings);
            return Envelope.token();
        } catch (ChatException.Conflict conflict) {
            throw named(conflict, "Duplicated chat name in updating chat.");
        }
    }

    private Result remove(Call call) {
        Caller caller = call.caller();
        List<String> ids = call.body().texts("ids");
        if (ids.isEmpty()) {
            dialogs.list(caller, Listing.ALL).items().forEach(dialog -> dialogs.remove(caller, dialog.id()));
            return Envelope.token();
        }
        return REMOVAL.of(ids, id -> dialogs.remove(caller, new DialogId(id)));
    }

    private Result list(Call call) {
        Caller caller = call.caller();
        Listing listing = call.listing();
        Optional<String> id = call.query("id");
        List<Dialog> found;
        if (id.isPresent()) {
            found = byId(caller, new DialogId(id.get())).stream()
                    .filter(dialog -> listing.name()
                            .map(name -> name.equalsIgnoreCase(dialog.settings().name()))
                            .orElse(true))
                    .toList();
        } else {
            found = dialogs.list(caller, listing).items();
        }
        if (found.isEmpty()
                && listing.offset() == 0
                && listing.limit() > 0
                && (id.isPresent() || listing.name().isPresent())) {
            throw Refusal.missing("The chat doesn't exist");
        }
        return Envelope.token(withDatasets(caller, found));
    }

    private Optional<Dialog> byId(Caller caller, DialogId id) {
        try {
            return Optional.of(dialogs.find(caller, id));
        } catch (ChatException.NotFound none) {
            return Optional.empty();
        }
    }

    private List<Map<String, @Nullable Object>> withDatasets(Caller caller, List<Dialog> found) {
        var known = new LinkedHashMap<KnowledgeBaseId, Map<String, @Nullable Object>>();
        if (found.stream()
                .anyMatch(dialog -> !dialog.settings().knowledgeBases().isEmpty())) {
            app.manageKnowledgeBases()
                    .list(caller, Listing.ALL)
                    .items()
                    .forEach(base -> known.put(base.id(), DatasetShape.row(base)));
        }
        var chats = new ArrayList<Map<String, @Nullable Object>>();
        for (Dialog dialog : found) {
            Map<String, @Nullable Object> chat = ChatShape.chat(dialog);
            chat.put(
                    "datasets",
                    dialog.settings().knowledgeBases().stream()
                            .filter(known::containsKey)
                            .map(known::get)
                            .toList());
            chats.add(chat);
        }
        return chats;
    }

    private static void checkLength(String name) {
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            throw Refusal.invalid(102, "The name is longer than 255 bytes.");
        }
    }

    private static RuntimeException named(ChatException.Conflict conflict, String text) {
        return conflict.clash() == ChatException.Clash.NAME_TAKEN
                ? new Refusal(Envelope.error(102, text, Outcome.CONFLICT))
                : conflict;
    }
}
