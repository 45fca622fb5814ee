package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.DELETE;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;
import static io.javalin.http.HandlerType.PUT;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footnote.application.ChatApplication;
import dev.footnote.application.knowledge.DocumentChange;
import dev.footnote.application.knowledge.ManageDocuments;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentFilter;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.MetadataFilter;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The documents of a dataset, and their parsing. */
final class Documents {

    private static final String BASE = "/api/v1/datasets/{dataset}";
    private static final String PATH = BASE + "/documents";
    private static final Route.Wording LISTING =
            new Route.Wording(Map.of(Thing.KNOWLEDGE_BASE, "You don't own the dataset %s. "));
    private static final Route.Wording READING = new Route.Wording(Map.of(
            Thing.KNOWLEDGE_BASE, "You do not own the dataset %s.",
            Thing.DOCUMENT, "The dataset not own the document %s."));

    private static final Route.Wording UPDATING = new Route.Wording(Map.of(
            Thing.KNOWLEDGE_BASE, "You don't own the dataset.",
            Thing.DOCUMENT, "The dataset doesn't own the document."));

    private final ManageDocuments documents;
    private final ChatApplication app;

    Documents(ChatApplication app) {
        this.app = app;
        this.documents = app.manageDocuments();
    }

    List<Route> routes() {
        return List.of(
                Route.key(POST, PATH, Route.Wording.PLAIN, this::upload),
                Route.key(GET, PATH, LISTING, this::list),
                Route.key(GET, PATH + "/{document}", READING, this::download),
                Route.key(PUT, PATH + "/{document}", UPDATING, this::update),
                Route.key(DELETE, PATH, LISTING, this::remove),
                Route.key(POST, BASE + "/chunks", Route.Wording.PLAIN, this::parse),
                Route.key(DELETE, BASE + "/chunks", Route.Wording.PLAIN, this::stopParsing));
    }

    private Result upload(Call call) {
        KnowledgeBaseId base = base(call);
        List<UploadedFile> files = Uploads.files(call, message -> Refusal.invalid(101, message));
        writable(call, base);
        Uploads uploads = Uploads.store(documents, call.caller(), base, files);
        return uploads.errors().isEmpty()
                ? Envelope.token(
                        uploads.stored().stream().map(DocumentShape::document).toList())
                : Envelope.error(500, String.join("\n", uploads.errors()), uploads.outcome());
    }

    private void writable(Call call, KnowledgeBaseId base) {
        try {
            app.manageKnowledgeBases().find(call.caller(), base);
        } catch (ChatException.NotFound none) {
            String told = "Can't find the dataset with ID %s!".formatted(base.value());
            throw new Refusal(Envelope.full(100, told, null, Outcome.NOT_FOUND));
        }
    }

    private Result list(Call call) {
        Caller caller = call.caller();
        KnowledgeBaseId base = base(call);
        app.manageKnowledgeBases().find(caller, base);
        DocumentQuery query = DocumentQuery.of(call);
        DocumentFilter filter = query.filter();
        if (query.id().isPresent()) {
            filter = filter.among(Set.of(documents
                    .find(caller, base, new DocumentId(query.id().get()))
                    .id()));
        }
        query.listing().name().ifPresent(name -> requireNamed(caller, base, name));
        Optional<MetadataFilter> noted = condition(call).flatMap(MetadataShape::filter);
        if (noted.isPresent()) {
            filter = filter.among(app.manageMetadata().choose(caller, base, noted.get()));
        }
        var page = documents.list(caller, base, query.listing(), filter);
        return listed(page.items(), page.total());
    }

    private void requireNamed(Caller caller, KnowledgeBaseId base, String name) {
        var byName = new Listing(Optional.of(name), "", Listing.Order.CREATED, true, 0, 1);
        if (documents.list(caller, base, byName).total() == 0) {
            throw Refusal.missing("You don't own the document %s.".formatted(name));
        }
    }

    private static Optional<Body> condition(Call call) {
        return call.query("metadata_condition")
                .map(text -> switch (Json.value(text).orElse(null)) {
                    case ObjectNode object -> new Body(object);
                    case null -> throw Refusal.invalid(102, "metadata_condition must be valid JSON.");
                    default -> throw Refusal.invalid(102, "metadata_condition must be an object.");
                });
    }

    private Result update(Call call) {
        KnowledgeBaseId base = base(call);
        app.manageKnowledgeBases().find(call.caller(), base);
        Document document = documents.find(call.caller(), base, new DocumentId(call.path("document")));
        DocumentChange change = DocumentEdit.of(document, call.body());
        try {
            return Envelope.token(DocumentShape.document(documents.update(call.caller(), base, document.id(), change)));
        } catch (ChatException.Conflict taken) {
            throw DocumentShape.nameTaken();
        }
    }

    private static Envelope listed(List<Document> found, long total) {
        return Envelope.token(Shape.of(
                "total",
                total,
                "docs",
                found.stream().map(DocumentShape::document).toList()));
    }

    private Result download(Call call) throws IOException {
        KnowledgeBaseId base = base(call);
        app.manageKnowledgeBases().find(call.caller(), base);
        var id = new DocumentId(call.path("document"));
        Document document = documents.find(call.caller(), base, id);
        if (document.bytes() == 0) {
            throw Refusal.invalid(102, "This file is empty.");
        }
        return FileAnswer.attached(call, document, documents.read(call.caller(), base, id));
    }

    private Result remove(Call call) {
        Caller caller = call.caller();
        KnowledgeBaseId base = base(call);
        List<Document> all = documents.list(caller, base, Listing.ALL).items();
        List<String> ids = call.body().texts("ids");
        if (ids.isEmpty()) {
            all.forEach(document -> documents.remove(caller, base, document.id()));
            return Envelope.token();
        }
        return each(ids, id -> {
            if (!documents.remove(caller, base, id)) {
                throw new ChatException.NotFound(Thing.DOCUMENT, id.value());
            }
        });
    }

    private Result parse(Call call) {
        KnowledgeBaseId base = base(call);
        return each(named(call, base), id -> documents.parseAfresh(call.caller(), base, id));
    }

    private Result stopParsing(Call call) {
        KnowledgeBaseId base = base(call);
        List<String> ids = named(call, base);
        for (String id : new LinkedHashSet<>(ids)) {
            if (id.isBlank()) {
                throw Refusal.missing("You don't own the document %s.".formatted(id));
            }
            documents.stopParsing(call.caller(), base, new DocumentId(id));
        }
        return done(ids);
    }

    private List<String> named(Call call, KnowledgeBaseId base) {
        app.manageKnowledgeBases().find(call.caller(), base);
        List<String> ids = call.body().texts("document_ids");
        if (ids.isEmpty()) {
            throw Refusal.invalid(102, "`document_ids` is required");
        }
        return ids;
    }

    /** Does {@code action} to each document; those that are not there are told at the end. */
    private static Envelope each(List<String> ids, Consumer<DocumentId> action) {
        var unknown = new ArrayList<String>();
        var distinct = new LinkedHashSet<>(ids);
        for (String id : distinct) {
            try {
                if (id.isBlank()) {
                    unknown.add(id);
                } else {
                    action.accept(new DocumentId(id));
                }
            } catch (ChatException.NotFound none) {
                unknown.add(id);
            }
        }
        if (!unknown.isEmpty()) {
            throw Refusal.missing("Documents not found: " + PythonText.quoted(unknown));
        }
        return done(ids);
    }

    private static Envelope done(List<String> ids) {
        var distinct = new LinkedHashSet<>(ids);
        if (distinct.size() < ids.size()) {
            var errors = new LinkedHashSet<String>();
            var seen = new LinkedHashSet<String>();
            ids.stream().filter(id -> !seen.add(id)).forEach(id -> errors.add("Duplicate document ids: " + id));
            return Envelope.token(Shape.of("success_count", distinct.size(), "errors", errors));
        }
        return Envelope.token();
    }

    private static KnowledgeBaseId base(Call call) {
        return new KnowledgeBaseId(call.path("dataset"));
    }
}
