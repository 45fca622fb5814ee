package dev.footnote.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBase.Permission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How knowledge bases stand in the web API. */
final class KnowledgeBaseShape {

    private static final List<String> OWNED =
            List.of("id", "tenant_id", "created_by", "create_time", "update_time", "create_date", "update_date");
    private static final String METHOD = "naive";

    private KnowledgeBaseShape() {}

    /** The settings of a new knowledge base, whose chat model is {@code chatModel}. */
    static KnowledgeBase.Settings settings(Body sent, String chatModel) {
        String name = DatasetShape.named(name(sent).strip());
        String method = sent.text("parser_id").filter(text -> !text.isEmpty()).orElse(METHOD);
        if (!DocumentEdit.method(method)) {
            throw Refusal.unusable("The parser %s doesn't exist.".formatted(method));
        }
        ClientSettings parser = ParserSettings.usual(method)
                .merged(parser(sent).orElse(ClientSettings.NONE))
                .merged(new ClientSettings(Shape.of("llm_id", chatModel)));
        return new KnowledgeBase.Settings(
                name,
                sent.text("avatar"),
                sent.text("description"),
                sent.text("language").orElse("English"),
                sent.text("embd_id").orElse("").strip(),
                permission(sent).orElse(Permission.ME),
                ParserSettings.chunking(method, parser),
                parser,
                sent.integer("pagerank").orElse(0),
                ParserSettings.tagging(parser));
    }

    /** Refuses changes that are not its owner's to make, and a name that is none. */
    static void check(Body sent) {
        OWNED.stream().filter(sent::has).findFirst().ifPresent(key -> {
            throw new Refusal(Envelope.full(101, "Parameter %s isn't allowed".formatted(key), null, Outcome.INVALID));
        });
        DatasetShape.named(name(sent));
    }

    /** {@code before} with what was sent, whose settings of the parser replace those there are. */
    static KnowledgeBase.Settings changed(KnowledgeBase.Settings before, Body sent) {
        String method = sent.text("parser_id")
                .filter(text -> !text.isEmpty())
                .orElse(before.chunking().method());
        ClientSettings parser = parser(sent).orElse(before.parser());
        return new KnowledgeBase.Settings(
                name(sent).strip(),
                sent.has("avatar") ? sent.text("avatar") : before.avatar(),
                sent.text("description"),
                sent.text("language").orElse(before.language()),
                sent.text("embd_id").orElse("").strip(),
                permission(sent).orElse(before.permission()),
                ParserSettings.chunking(method, parser),
                parser,
                sent.integer("pagerank").orElse(before.pagerank()),
                ParserSettings.tagging(parser));
    }

    /** {@code before}, whose documents are to be noted of what {@code sent} says. */
    static KnowledgeBase.Settings noting(KnowledgeBase.Settings before, Map<String, @Nullable Object> sent) {
        ClientSettings parser = noting(before.parser(), sent);
        return new KnowledgeBase.Settings(
                before.name(),
                before.avatar(),
                before.description(),
                before.language(),
                before.embeddingModel(),
                before.permission(),
                before.chunking(),
                parser,
                before.pagerank(),
                before.tagging());
    }

    /** These settings of a parser with {@code sent} in place of what they say under the same names. */
    static ClientSettings noting(ClientSettings parser, Map<String, @Nullable Object> sent) {
        var values = new LinkedHashMap<>(parser.values());
        values.putAll(sent);
        return new ClientSettings(values);
    }

    private static String name(Body sent) {
        JsonNode name = sent.json().path("name");
        if (!name.isTextual()) {
            throw Refusal.invalid(102, "Dataset name must be string.");
        }
        if (name.textValue().isBlank()) {
            throw Refusal.invalid(102, "Dataset name can't be empty.");
        }
        return name.textValue();
    }

    private static Optional<Permission> permission(Body sent) {
        return sent.text("permission").map(text -> text.equals("team") ? Permission.TEAM : Permission.ME);
    }

    private static Optional<ClientSettings> parser(Body sent) {
        return sent.object("parser_config").map(config -> new ClientSettings(Json.tree(config.json())));
    }

    /** All that is told of one. */
    static Map<String, @Nullable Object> detail(KnowledgeBase base, long bytes) {
        Map<String, @Nullable Object> detail = DatasetShape.row(base);
        detail.keySet()
                .removeAll(List.of(
                        "created_by", "status", "similarity_threshold", "vector_similarity_weight", "update_date"));
        detail.put("parser_config", MetadataSchema.shown(base.settings().parser()));
        detail.put("pipeline_name", null);
        detail.put("pipeline_avatar", null);
        detail.put("connectors", List.of());
        detail.put("size", bytes);
        return detail;
    }

    /** What a list tells of each. */
    static Map<String, @Nullable Object> listed(KnowledgeBase base, String nickname, long bytes) {
        Map<String, @Nullable Object> row = DatasetShape.row(base);
        row.keySet()
                .retainAll(List.of(
                        "id",
                        "avatar",
                        "name",
                        "language",
                        "description",
                        "tenant_id",
                        "permission",
                        "doc_num",
                        "token_num",
                        "chunk_num",
                        "parser_id",
                        "parser_config",
                        "embd_id",
                        "create_time",
                        "create_date",
                        "update_time"));
        row.put("nickname", nickname);
        row.put("tenant_avatar", null);
        row.put("size", bytes);
        return row;
    }
}
