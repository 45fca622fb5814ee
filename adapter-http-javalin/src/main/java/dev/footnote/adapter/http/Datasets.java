package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.DELETE;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.knowledge.ManageKnowledgeBases;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Datasets. */
final class Datasets {

    private static final String PATH = "/api/v1/datasets";

    private final ManageKnowledgeBases bases;

    Datasets(ChatApplication app) {
        this.bases = app.manageKnowledgeBases();
    }

    List<Route> routes() {
        return List.of(
                Route.key(POST, PATH, Route.Wording.PLAIN, this::create),
                Route.key(GET, PATH, Route.Wording.PLAIN, this::list),
                Route.key(DELETE, PATH, Route.Wording.PLAIN, this::remove));
    }

    private Result create(Call call) {
        KnowledgeBase.Settings settings = DatasetShape.settings(call.body());
        try {
            return Envelope.token(DatasetShape.dataset(bases.create(call.caller(), settings)));
        } catch (ChatException.Invalid unknownModel) {
            throw Refusal.invalid(101, "Unsupported model: <%s>".formatted(unknownModel.subject()));
        }
    }

    private Result list(Call call) {
        Caller caller = call.caller();
        Listing listing = call.listing();
        Optional<KnowledgeBase> one =
                call.query("id").map(id -> find(caller, id).orElseThrow(() -> foreign(caller, "dataset", id)));
        Page<KnowledgeBase> page = one.map(base -> new Page<>(
                        listing.name()
                                        .map(name -> name.equalsIgnoreCase(
                                                base.settings().name()))
                                        .orElse(true)
                                ? List.of(base)
                                : List.of(),
                        1))
                .orElseGet(() -> bases.list(caller, listing));
        if (one.isEmpty() && page.total() == 0 && listing.name().isPresent()) {
            throw foreign(caller, "dataset", listing.name().get());
        }
        var envelope =
                Envelope.token(page.items().stream().map(DatasetShape::dataset).toList());
        envelope.body().put("total_datasets", one.isPresent() ? page.items().size() : page.total());
        return envelope;
    }

    private Result remove(Call call) {
        Caller caller = call.caller();
        Body body = call.body();
        if (!body.has("ids")) {
            throw Refusal.invalid(101, "Field: <ids> - Message: <Field required> - Value: <{}>");
        }
        if (body.find("ids").isEmpty()) {
            bases.list(caller, Listing.ALL).items().forEach(base -> bases.remove(caller, base.id()));
            return Envelope.token();
        }
        List<String> ids = body.texts("ids");
        if (new LinkedHashSet<>(ids).size() < ids.size()) {
            throw Refusal.invalid(
                    101,
                    "Field: <ids> - Message: <Duplicate ids: '%s'> - Value: <%s>"
                            .formatted(String.join(", ", duplicates(ids)), ids));
        }
        List<String> unknown =
                ids.stream().filter(id -> find(caller, id).isEmpty()).toList();
        if (!unknown.isEmpty()) {
            throw foreign(caller, "datasets:", String.join(", ", unknown));
        }
        ids.forEach(id -> bases.remove(caller, new KnowledgeBaseId(id)));
        return Envelope.token();
    }

    private static List<String> duplicates(List<String> ids) {
        var seen = new LinkedHashSet<String>();
        var twice = new ArrayList<String>();
        for (String id : ids) {
            if (!seen.add(id) && !twice.contains(id)) {
                twice.add(id);
            }
        }
        return twice;
    }

    private Optional<KnowledgeBase> find(Caller caller, String id) {
        try {
            return id.isBlank() ? Optional.empty() : Optional.of(bases.find(caller, new KnowledgeBaseId(id)));
        } catch (ChatException.NotFound none) {
            return Optional.empty();
        }
    }

    private static Refusal foreign(Caller caller, String what, String which) {
        return new Refusal(Envelope.error(
                108,
                "User '%s' lacks permission for %s '%s'"
                        .formatted(caller.tenant().value(), what, which),
                Outcome.NOT_FOUND));
    }
}
