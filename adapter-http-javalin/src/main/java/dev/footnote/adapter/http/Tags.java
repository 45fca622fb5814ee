package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.knowledge.ManageTags;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The tags of datasets. */
final class Tags {

    private static final String OF_ONE = KnowledgeBases.PATH + "/{dataset}";

    private final ChatApplication app;
    private final ManageTags tags;

    Tags(ChatApplication app) {
        this.app = app;
        this.tags = app.manageTags();
    }

    List<Route> routes() {
        return List.of(
                Route.of(GET, KnowledgeBases.PATH + "/tags", Credential.SESSION, this::ofSome),
                Route.of(GET, OF_ONE + "/tags", Credential.SESSION, this::ofOne),
                Route.of(POST, OF_ONE + "/rm_tags", Credential.SESSION, this::remove),
                Route.of(POST, OF_ONE + "/rename_tag", Credential.SESSION, this::rename));
    }

    private Result ofSome(Call call) {
        return counted(call, KnowledgeBaseFacts.named(app, call));
    }

    private Result ofOne(Call call) {
        return counted(call, List.of(base(call)));
    }

    private Result counted(Call call, List<KnowledgeBaseId> bases) {
        var counts = new TreeMap<String, Integer>();
        bases.forEach(base ->
                tags.count(call.caller(), base).forEach((tag, count) -> counts.merge(tag, count, Integer::sum)));
        return Envelope.web(counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(entry -> List.of(entry.getKey(), entry.getValue()))
                .toList());
    }

    private Result remove(Call call) {
        KnowledgeBaseId base = base(call);
        Body body = WebBody.requiring(call, "tags");
        tags.remove(call.caller(), base, Set.copyOf(Chunks.list(body, "tags", "`%s` should be a list")));
        return Envelope.web(true);
    }

    private Result rename(Call call) {
        KnowledgeBaseId base = base(call);
        Body body = WebBody.requiring(call, "from_tag", "to_tag");
        String to = body.text("to_tag").orElse("").strip();
        if (to.isEmpty()) {
            throw WebDocuments.refused("`to_tag` can't be empty.");
        }
        tags.rename(call.caller(), base, body.text("from_tag").orElse(""), to);
        return Envelope.web(true);
    }

    private KnowledgeBaseId base(Call call) {
        return KnowledgeBases.find(app, call.caller(), call.path("dataset"))
                .orElseThrow(KnowledgeBases::foreign)
                .id();
    }
}
