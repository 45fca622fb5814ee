package dev.footnote.adapter.http;

import dev.footnote.application.knowledge.ManageDocuments;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Documents that a client named by their ids alone. */
record OwnDocuments(ManageDocuments documents) {

    /** The caller's document of that id; empty if there is none. */
    Optional<Document> find(Caller caller, String id) {
        return some(caller, List.of(id)).values().stream().findFirst();
    }

    /** The same; refuses if there is none. */
    Document one(Caller caller, String id) {
        return find(caller, id).orElseThrow(KnowledgeBases::foreign);
    }

    /** All of {@code ids}, in this order; refuses if one is not there. */
    List<Document> all(Caller caller, List<String> ids) {
        Map<String, Document> found = some(caller, ids);
        if (!found.keySet().containsAll(ids)) {
            throw KnowledgeBases.foreign();
        }
        return ids.stream().map(found::get).toList();
    }

    /** Those of {@code ids} that are there. */
    Map<String, Document> some(Caller caller, List<String> ids) {
        var named =
                ids.stream().filter(id -> !id.isBlank()).map(DocumentId::new).collect(Collectors.toSet());
        return documents.findAll(caller, named).stream()
                .collect(Collectors.toMap(document -> document.id().value(), Function.identity()));
    }
}
