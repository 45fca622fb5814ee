package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;

import dev.footnote.application.ChatApplication;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.DocumentStatus.Kind;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Metadata;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What can be counted in datasets. */
final class KnowledgeBaseFacts {

    private final ChatApplication app;

    KnowledgeBaseFacts(ChatApplication app) {
        this.app = app;
    }

    List<Route> routes() {
        return List.of(
                Route.of(GET, KnowledgeBases.PATH + "/get_meta", Credential.SESSION, this::metadata),
                Route.of(GET, KnowledgeBases.PATH + "/basic_info", Credential.SESSION, this::progress));
    }

    private Result metadata(Call call) {
        var documents = new TreeMap<String, Map<String, List<String>>>();
        for (KnowledgeBaseId base : named(app, call)) {
            app.manageMetadata().of(call.caller(), base).forEach((id, metadata) -> note(documents, id, metadata));
        }
        return Envelope.web(documents);
    }

    private static void note(Map<String, Map<String, List<String>>> documents, DocumentId id, Metadata metadata) {
        for (String name : metadata.fields().values().keySet()) {
            Map<String, List<String>> values = documents.computeIfAbsent(name, any -> new TreeMap<>());
            metadata.values(name)
                    .forEach(value -> values.computeIfAbsent(value, any -> new ArrayList<>())
                            .add(id.value()));
        }
    }

    private Result progress(Call call) {
        KnowledgeBase base = KnowledgeBases.find(
                        app, call.caller(), call.query("kb_id").orElse(""))
                .orElseThrow(KnowledgeBases::foreign);
        Map<Kind, Integer> counts = counts(call.caller(), base.id());
        return Envelope.web(Shape.of(
                "processing", counts.getOrDefault(Kind.UPLOADED, 0) + counts.getOrDefault(Kind.RUNNING, 0),
                "finished", counts.getOrDefault(Kind.READY, 0),
                "failed", counts.getOrDefault(Kind.FAILED, 0),
                "cancelled", counts.getOrDefault(Kind.CANCELLED, 0),
                "downloaded", 0));
    }

    private Map<Kind, Integer> counts(Caller caller, KnowledgeBaseId base) {
        var counts = new EnumMap<Kind, Integer>(Kind.class);
        for (Document document :
                app.manageDocuments().list(caller, base, Listing.ALL).items()) {
            counts.merge(document.parsing().status().kind(), 1, Integer::sum);
        }
        return counts;
    }

    /** The knowledge bases that the query names, separated by commas; refuses one that is not the caller's. */
    static List<KnowledgeBaseId> named(ChatApplication app, Call call) {
        var named = new ArrayList<KnowledgeBaseId>();
        for (String id : call.query("kb_ids").orElse("").split(",", -1)) {
            named.add(KnowledgeBases.find(app, call.caller(), id.strip())
                    .orElseThrow(KnowledgeBases::foreign)
                    .id());
        }
        return List.copyOf(named);
    }
}
