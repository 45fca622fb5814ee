package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.footnote.application.ChatApplication;
import dev.footnote.application.identity.ManageUsers;
import dev.footnote.application.knowledge.ChangeEmbedding;
import dev.footnote.application.knowledge.ManageKnowledgeBases;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.failure.ChatException.Clash;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Datasets, as those who are signed in see them. */
final class KnowledgeBases {

    static final String PATH = "/v1/kb";

    private final ChatApplication app;
    private final ManageKnowledgeBases bases;
    private final ChangeEmbedding changes;
    private final ManageUsers users;

    KnowledgeBases(ChatApplication app) {
        this.app = app;
        this.bases = app.manageKnowledgeBases();
        this.changes = app.changeEmbedding();
        this.users = app.manageUsers();
    }

    List<Route> routes() {
        return List.of(
                Route.of(POST, PATH + "/create", Credential.SESSION, this::create),
                Route.of(POST, PATH + "/update", Credential.SESSION, this::update),
                Route.of(GET, PATH + "/detail", Credential.SESSION, this::detail),
                Route.of(POST, PATH + "/list", Credential.SESSION, this::list),
                Route.of(GET, PATH + "/list", Credential.SESSION, this::list),
                Route.of(POST, PATH + "/rm", Credential.SESSION, this::remove),
                Route.of(POST, PATH + "/update_metadata_setting", Credential.SESSION, this::updateNotes));
    }

    private Result create(Call call) {
        Body body = WebBody.requiring(call, "name");
        String chatModel = users.tenant(call.caller()).models().chat();
        KnowledgeBase made = bases.create(call.caller(), KnowledgeBaseShape.settings(body, chatModel));
        return Envelope.web(Shape.of("kb_id", made.id().value()));
    }

    private Result update(Call call) {
        Body body = WebBody.requiring(call, "kb_id", "name", "description", "parser_id");
        KnowledgeBaseShape.check(body);
        KnowledgeBase before =
                find(app, call.caller(), WebBody.id(body, "kb_id").orElse("")).orElseThrow(KnowledgeBases::foreign);
        try {
            KnowledgeBase after =
                    changes.update(call.caller(), before.id(), settings -> KnowledgeBaseShape.changed(settings, body));
            Map<String, @Nullable Object> row = connected(after, body);
            WebBody.id(body, "embd_id").filter(model -> !model.isBlank()).ifPresent(model -> row.put("embd_id", model));
            return Envelope.web(row);
        } catch (ChatException.Conflict conflict) {
            if (conflict.clash() == Clash.EMBEDDING_CHANGES) {
                throw conflict;
            }
            throw new Refusal(Envelope.error(102, "Duplicated dataset name.", Outcome.CONFLICT));
        }
    }

    private static Map<String, @Nullable Object> connected(KnowledgeBase base, Body sent) {
        Map<String, @Nullable Object> row = DatasetShape.row(base);
        JsonNode connectors = sent.find("connectors").orElse(JsonNodeFactory.instance.arrayNode());
        row.put("connectors", connectors.isArray() ? connectors : List.of());
        return row;
    }

    private Result detail(Call call) {
        String id = Dialogs.required(call, "kb_id");
        KnowledgeBase base = find(app, call.caller(), id).orElseThrow(KnowledgeBases::notOwned);
        long bytes = app.manageDocuments().bytes(call.caller()).getOrDefault(base.id(), 0L);
        return Envelope.web(KnowledgeBaseShape.detail(base, bytes));
    }

    private Result list(Call call) {
        Page<KnowledgeBase> page = page(call);
        String nickname =
                page.items().isEmpty() ? "" : users.find(call.caller()).nickname();
        Map<KnowledgeBaseId, Long> bytes = app.manageDocuments().bytes(call.caller());
        return Envelope.web(Shape.of(
                "kbs",
                page.items().stream()
                        .map(base -> KnowledgeBaseShape.listed(base, nickname, bytes.getOrDefault(base.id(), 0L)))
                        .toList(),
                "total",
                page.total()));
    }

    private Page<KnowledgeBase> page(Call call) {
        List<String> owners = Json.body(call.context().bodyAsBytes()).texts("owner_ids");
        if (!owners.isEmpty() && !owners.contains(call.caller().tenant().value())) {
            return new Page<>(List.of(), 0);
        }
        Listing listing = Dialogs.listing(call);
        Optional<String> method = call.query("parser_id");
        if (method.isEmpty()) {
            return bases.list(call.caller(), listing);
        }
        var all = new Listing(
                Optional.empty(), listing.keywords(), listing.order(), listing.descending(), 0, Listing.ALL.limit());
        List<KnowledgeBase> cutSo = bases.list(call.caller(), all).items().stream()
                .filter(base -> base.settings().chunking().method().equals(method.get()))
                .toList();
        return new Page<>(
                cutSo.stream().skip(listing.offset()).limit(listing.limit()).toList(), cutSo.size());
    }

    private Result remove(Call call) {
        String id = WebBody.id(WebBody.requiring(call, "kb_id"), "kb_id").orElse("");
        if (id.isEmpty() || !bases.remove(call.caller(), new KnowledgeBaseId(id))) {
            throw foreign();
        }
        return Envelope.web(true);
    }

    private Result updateNotes(Call call) {
        Body body = WebBody.requiring(call, "kb_id", "metadata");
        KnowledgeBase before = find(
                        app, call.caller(), WebBody.id(body, "kb_id").orElse(""))
                .orElseThrow(() -> Refusal.missing("Database error (Knowledgebase rename)!"));
        Map<String, @Nullable Object> sent = Json.tree(body.json());
        Map<String, @Nullable Object> notes =
                Shape.of("metadata", sent.get("metadata"), "enable_metadata", body.flag("enable_metadata", true));
        KnowledgeBase after =
                bases.update(call.caller(), before.id(), settings -> KnowledgeBaseShape.noting(settings, notes));
        return Envelope.web(DatasetShape.row(after));
    }

    /** The caller's knowledge base of that id; empty if there is none. */
    static Optional<KnowledgeBase> find(ChatApplication app, Caller caller, String id) {
        try {
            return id.isBlank()
                    ? Optional.empty()
                    : Optional.of(app.manageKnowledgeBases().find(caller, new KnowledgeBaseId(id)));
        } catch (ChatException.NotFound none) {
            return Optional.empty();
        }
    }

    /** What is said to one who names a thing that is not there, or another's. */
    static Refusal foreign() {
        return new Refusal(Envelope.full(109, "No authorization.", false, Outcome.NOT_FOUND));
    }

    /** What is said to one who wants to look into a knowledge base that is not there, or another's. */
    static Refusal notOwned() {
        return new Refusal(
                Envelope.full(103, "Only owner of dataset authorized for this operation.", false, Outcome.NOT_FOUND));
    }
}
