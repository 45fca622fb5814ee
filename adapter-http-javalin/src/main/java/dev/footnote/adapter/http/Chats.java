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
import dev.footnote.domain.failure.ChatException.Problem;
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
    private final Profile profile;
    private final ChatShape shape;

    Chats(ChatApplication app, Profile profile) {
        this.app = app;
        this.dialogs = app.manageDialogs();
        this.profile = profile;
        this.shape = new ChatShape(profile);
    }

    List<Route> routes() {
        return DifyPaths.added(List.of(
                Route.key(POST, PATH, WORDING, this::create),
                Route.key(PUT, PATH + "/{chat}", WORDING, this::change),
                Route.key(DELETE, PATH, WORDING, this::remove),
                Route.key(GET, PATH, WORDING, this::list)));
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
        Dialog.Settings settings = shape.settings(body, base, generation);
        refuseUnparsed(call.caller(), settings);
        try {
            return Envelope.token(shape.chat(dialogs.create(call.caller(), settings, profile.unusedVariables())));
        } catch (ChatException.Conflict conflict) {
            throw named(conflict, "Duplicated chat name in creating chat.");
        }
    }

    private Result change(Call call) {
        Dialog dialog = dialogs.find(call.caller(), new DialogId(call.path("chat")));
        Body body = call.body();
        ChatShape.refuseUnknown(body);
        if (body.has("name")) {
            String name = body.text("name").map(String::strip).orElse("");
            if (name.isEmpty()) {
                throw Refusal.invalid(102, "`name` cannot be empty.");
            }
            checkLength(name);
        }
        var settings = shape.settings(body, dialog.settings(), dialog.settings().generation());
        if (body.has("dataset_ids")) {
            refuseUnparsed(call.caller(), settings);
        }
        try {
            dialogs.change(call.caller(), dialog.id(), settings, profile.unusedVariables());
            return Envelope.token();
        } catch (ChatException.Conflict conflict) {
            throw named(conflict, "Duplicated chat name in updating chat.");
        }
    }

    /** One profile takes a dataset only once something in it can be found. */
    private void refuseUnparsed(Caller caller, Dialog.Settings settings) {
        if (profile.takesUnparsed()) {
            return;
        }
        for (KnowledgeBaseId id : settings.knowledgeBases()) {
            if (app.manageKnowledgeBases().find(caller, id).size().chunks() == 0) {
                throw new ChatException.Invalid(Thing.KNOWLEDGE_BASE, Problem.WITHOUT_CHUNKS, id.value());
            }
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
        if (id.isPresent() || listing.name().isPresent()) {
            boolean half = call.blank("id") || call.blank("name");
            if (half || matching(caller, id, first(listing)).isEmpty()) {
                throw Refusal.missing("The chat doesn't exist");
            }
        }
        return Envelope.token(withDatasets(caller, matching(caller, id, listing)));
    }

    private static Listing first(Listing listing) {
        return new Listing(listing.name(), listing.keywords(), listing.order(), listing.descending(), 0, 1);
    }

    private List<Dialog> matching(Caller caller, Optional<String> id, Listing listing) {
        if (id.isEmpty()) {
            return dialogs.list(caller, listing).items();
        }
        return byId(caller, new DialogId(id.get())).stream()
                .filter(dialog -> listing.name()
                        .map(name -> name.equalsIgnoreCase(dialog.settings().name()))
                        .orElse(true))
                .skip(listing.offset())
                .limit(listing.limit())
                .toList();
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
            Map<String, @Nullable Object> chat = shape.chat(dialog);
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
            throw Refusal.unusable("The name is longer than 255 bytes.");
        }
    }

    private static RuntimeException named(ChatException.Conflict conflict, String text) {
        return conflict.clash() == ChatException.Clash.NAME_TAKEN
                ? new Refusal(Envelope.error(102, text, Outcome.CONFLICT))
                : conflict;
    }
}
