package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.DELETE;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;
import static io.javalin.http.HandlerType.PUT;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.identity.ManageUsers;
import dev.footnote.application.knowledge.ManageKnowledgeBases;
import dev.footnote.application.knowledge.RepairIndex;
import dev.footnote.application.model.ManageModels;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.failure.ChatException.Clash;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Datasets. */
final class Datasets {

    private static final String PATH = "/api/v1/datasets";

    private static final int MAX_DETAILS = 128;
    private static final int MAX_ERRORS = 5;

    private final ManageKnowledgeBases bases;
    private final ManageUsers users;
    private final RepairIndex index;
    private final ManageModels models;

    Datasets(ChatApplication app) {
        this.bases = app.manageKnowledgeBases();
        this.users = app.manageUsers();
        this.index = app.repairIndex();
        this.models = app.manageModels();
    }

    List<Route> routes() {
        return List.of(
                Route.key(POST, PATH, Route.Wording.PLAIN, this::create),
                Route.key(GET, PATH, Route.Wording.PLAIN, this::list),
                Route.key(PUT, PATH + "/{dataset}", Route.Wording.PLAIN, this::update),
                Route.key(DELETE, PATH, Route.Wording.PLAIN, this::remove),
                Route.key(POST, PATH + "/{dataset}/index", Route.Wording.PLAIN, this::rebuild));
    }

    private Result create(Call call) {
        String chatModel = users.tenant(call.caller()).models().chat();
        KnowledgeBase.Settings settings = DatasetShape.settings(DatasetSchema.create(call), chatModel);
        try {
            return Envelope.token(DatasetShape.dataset(bases.create(call.caller(), settings)));
        } catch (ChatException.Invalid unknownModel) {
            throw unsupported(unknownModel);
        }
    }

    private Result list(Call call) {
        Caller caller = call.caller();
        DatasetQuery query = DatasetQuery.of(call);
        Optional<KnowledgeBase> one =
                query.id().map(id -> find(caller, id).orElseThrow(() -> foreign(caller, "dataset", id)));
        Page<KnowledgeBase> page =
                one.map(base -> query.alone(base)).orElseGet(() -> bases.list(caller, query.listing()));
        if (page.total() == 0 && query.listing().name().isPresent()) {
            String name = query.listing().name().get();
            if (one.isEmpty() || bases.list(caller, DatasetQuery.named(name)).total() == 0) {
                throw foreign(caller, "dataset", name);
            }
        }
        var envelope =
                Envelope.token(page.items().stream().map(DatasetShape::dataset).toList());
        envelope.body().put("total_datasets", page.total());
        return envelope;
    }

    private Result update(Call call) {
        Caller caller = call.caller();
        Body changes = DatasetSchema.update(call);
        String id = call.path("dataset").toLowerCase(Locale.ROOT).replace("-", "");
        KnowledgeBase before = find(caller, id).orElseThrow(() -> foreign(caller, "dataset", id));
        try {
            KnowledgeBase after =
                    bases.update(caller, before.id(), settings -> DatasetShape.changed(settings, changes));
            return Envelope.token(DatasetShape.dataset(after));
        } catch (ChatException.Invalid unknownModel) {
            throw unsupported(unknownModel);
        } catch (ChatException.Conflict conflict) {
            String told = conflict.clash() == Clash.HAS_CHUNKS
                    ? DatasetShape.keepsItsModel(before)
                    : "Dataset name '%s' already exists".formatted(conflict.subject());
            throw new Refusal(Envelope.error(102, told, Outcome.CONFLICT));
        }
    }

    /** A model that a key would open is told from one that nobody knows. */
    private Refusal unsupported(ChatException.Invalid unknownModel) {
        String name = unknownModel.subject();
        return Refusal.invalid(
                101, (models.offers(name) ? "Unauthorized" : "Unsupported") + " model: <%s>".formatted(name));
    }

    private Result remove(Call call) {
        Caller caller = call.caller();
        List<String> ids = DatasetSchema.remove(call)
                .orElseGet(() -> bases.list(caller, Listing.ALL).items().stream()
                        .filter(base -> base.tenant().equals(caller.tenant()))
                        .map(base -> base.id().value())
                        .toList());
        List<String> unknown =
                ids.stream().filter(id -> find(caller, id).isEmpty()).toList();
        if (!unknown.isEmpty()) {
            throw foreign(caller, "datasets:", String.join(", ", unknown));
        }
        List<String> gone = ids.stream()
                .filter(id -> !bases.remove(caller, new KnowledgeBaseId(id)))
                .map(id -> "Delete dataset error for " + id)
                .toList();
        if (gone.isEmpty()) {
            return Envelope.token();
        }
        if (gone.size() == ids.size()) {
            String details = String.join("; ", gone);
            throw Refusal.missing("Successfully deleted 0 datasets, %d failed. Details: %s..."
                    .formatted(gone.size(), details.substring(0, Math.min(details.length(), MAX_DETAILS))));
        }
        return Envelope.token(Shape.of(
                "success_count",
                ids.size() - gone.size(),
                "errors",
                gone.subList(0, Math.min(gone.size(), MAX_ERRORS))));
    }

    private Result rebuild(Call call) {
        Caller caller = call.caller();
        String id = call.path("dataset");
        KnowledgeBase base = find(caller, id).orElseThrow(() -> foreign(caller, "dataset", id));
        try {
            return Envelope.token(Shape.of("chunks", index.rebuild(caller, base.id())));
        } catch (ChatException.Forbidden theirs) {
            throw foreign(caller, "dataset", id);
        }
    }

    private Optional<KnowledgeBase> find(Caller caller, String id) {
        try {
            return id.isBlank() ? Optional.empty() : Optional.of(bases.find(caller, new KnowledgeBaseId(id)));
        } catch (ChatException.NotFound none) {
            return Optional.empty();
        }
    }

    /** What is said to one who names a dataset that is not there, or another's. */
    static Refusal foreign(Caller caller, String what, String which) {
        return new Refusal(Envelope.error(
                108,
                "User '%s' lacks permission for %s '%s'"
                        .formatted(caller.tenant().value(), what, which),
                Outcome.NOT_FOUND));
    }
}
