package dev.footnote.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.dialog.SearchOptions;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.search.SearchApp;
import dev.footnote.domain.search.SearchSettings;
import dev.footnote.domain.search.SearchSettings.Effort;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How search apps stand on the wire. */
final class SearchAppShape {

    /** What a search app is set to where its client says nothing. One key is two in one; clients know it so. */
    private static final Map<String, @Nullable Object> USUAL = Shape.of(
            "kb_ids",
            List.of(),
            "doc_ids",
            List.of(),
            "similarity_threshold",
            0.2,
            "vector_similarity_weight",
            0.3,
            "use_kg",
            false,
            "rerank_id",
            "",
            "top_k",
            1024,
            "summary",
            false,
            "chat_id",
            "",
            "llm_setting",
            Map.of(),
            "chat_settingcross_languages",
            List.of(),
            "highlight",
            false,
            "keyword",
            false,
            "web_search",
            false,
            "related_search",
            false,
            "query_mindmap",
            false);

    private static final Set<String> LISTED = Set.of(
            "id",
            "avatar",
            "tenant_id",
            "name",
            "description",
            "created_by",
            "status",
            "update_time",
            "create_time",
            "create_date");

    private SearchAppShape() {}

    /** The settings of a new search app. */
    static SearchSettings made(Body body) {
        return settings(body.find("search_config").isPresent() ? sent(body) : Json.body(Json.bytes(USUAL)));
    }

    /** {@code base} with the settings that were sent written over it, key by key. */
    static SearchSettings changed(Body body, SearchSettings base) {
        var merged = new LinkedHashMap<String, @Nullable Object>(base.sent().values());
        merged.putAll(Json.tree(sent(body).json()));
        return settings(Json.body(Json.bytes(merged)));
    }

    private static Body sent(Body body) {
        JsonNode config = body.json().path("search_config");
        if (!(config instanceof ObjectNode object)) {
            throw Refusal.invalid(102, "search_config must be a JSON object");
        }
        return new Body(object);
    }

    private static SearchSettings settings(Body config) {
        SearchOptions options = SearchShape.options(config, config, SearchOptions.NONE);
        OptionalDouble topK = number(config, "top_k");
        return new SearchSettings(
                AskFields.knowledgeBases(config),
                AskFields.documents(config).stream().flatMap(Set::stream).toList(),
                RetrievalTest.condition(config),
                new Effort(
                        topK.isPresent() ? OptionalInt.of((int) topK.getAsDouble()) : OptionalInt.empty(),
                        number(config, "similarity_threshold"),
                        number(config, "vector_similarity_weight")),
                config.text("rerank_id").orElse(""),
                config.text("chat_id").orElse(""),
                config.object("llm_setting")
                        .map(sent -> ChatShape.generation(sent, GenerationSettings.NONE))
                        .orElse(GenerationSettings.NONE),
                new SearchOptions(options.languages(), options.keywords(), false, RetrievalTest.asked(options), false),
                new ClientSettings(Json.tree(config.json())));
    }

    private static OptionalDouble number(Body config, String name) {
        return config.find(name).isPresent()
                ? OptionalDouble.of(Lenient.number(config, name, 0))
                : OptionalDouble.empty();
    }

    /** All that is known of it. */
    static Map<String, @Nullable Object> row(SearchApp app) {
        Map<String, @Nullable Object> row = detail(app);
        row.put("status", "1");
        return Shape.dated(row, app.createdAt(), app.updatedAt());
    }

    /** What is told of one. */
    static Map<String, @Nullable Object> detail(SearchApp app) {
        return Shape.of(
                "id", app.id().value(),
                "avatar", app.about().avatar().isEmpty() ? null : app.about().avatar(),
                "tenant_id", app.tenant().value(),
                "name", app.about().name(),
                "description", app.about().description(),
                "created_by", app.creator().value(),
                "search_config", app.settings().sent().values(),
                "create_time", app.createdAt().toEpochMilli(),
                "create_date", Shape.date(app.createdAt()),
                "update_time", app.updatedAt().toEpochMilli());
    }

    /** What is told of one in a list. */
    static Map<String, @Nullable Object> listed(SearchApp app, String nickname) {
        Map<String, @Nullable Object> row = row(app);
        row.keySet().retainAll(LISTED);
        row.put("nickname", nickname);
        row.put("tenant_avatar", null);
        return row;
    }
}
