package dev.footnote.adapter.http;

import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBase.Permission;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How datasets stand on the wire. */
final class DatasetShape {

    private static final int MAX_NAME_BYTES = 128;

    private DatasetShape() {}

    /**
     * The settings of a new dataset.
     *
     * @param sent as {@link DatasetSchema#create} read it
     * @param chatModel the default one of the tenant, which clients expect among the settings of the parser
     */
    static KnowledgeBase.Settings settings(Body sent, String chatModel) {
        String name = named(sent.text("name").orElse(""));
        String method = sent.text("chunk_method").orElse("naive");
        ClientSettings parser = parser(sent)
                .map(ParserSettings.FULL::merged)
                .map(ParserSettings.usual(method)::merged)
                .orElse(ParserSettings.usual(method))
                .merged(new ClientSettings(Shape.of("llm_id", chatModel)));
        return new KnowledgeBase.Settings(
                name,
                sent.text("avatar"),
                sent.text("description"),
                "English",
                sent.text("embedding_model").orElse(""),
                permission(sent).orElse(Permission.ME),
                ParserSettings.chunking(method, parser),
                parser,
                0,
                ParserSettings.tagging(parser));
    }

    /** {@code before} with what was sent, as {@link DatasetSchema#update} read it. */
    static KnowledgeBase.Settings changed(KnowledgeBase.Settings before, Body sent) {
        String method = sent.text("chunk_method").orElse(before.chunking().method());
        Optional<ClientSettings> changes = parser(sent);
        ClientSettings parser = changes.map(before.parser()::merged)
                .orElseGet(() ->
                        method.equals(before.chunking().method()) ? before.parser() : ParserSettings.usual(method));
        return new KnowledgeBase.Settings(
                sent.text("name").map(DatasetShape::named).orElse(before.name()),
                sent.has("avatar") ? sent.text("avatar") : before.avatar(),
                sent.has("description") ? sent.text("description") : before.description(),
                before.language(),
                sent.text("embedding_model").orElse(""),
                permission(sent).orElse(before.permission()),
                ParserSettings.chunking(method, parser),
                parser,
                sent.integer("pagerank").orElse(before.pagerank()),
                ParserSettings.tagging(parser));
    }

    /** A name, which is refused if it is too long. */
    static String named(String name) {
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            throw Refusal.invalid(
                    102,
                    "Dataset name length is %d which is large than 128"
                            .formatted(name.codePointCount(0, name.length())));
        }
        return name;
    }

    /** What is said to one who wants another embedding model than the chunks have. */
    static String keepsItsModel(KnowledgeBase base) {
        return "When chunk_num (%d) > 0, embedding_model must remain %s"
                .formatted(base.size().chunks(), base.settings().embeddingModel());
    }

    private static Optional<Permission> permission(Body sent) {
        return sent.text("permission").map(text -> text.equals("team") ? Permission.TEAM : Permission.ME);
    }

    private static Optional<ClientSettings> parser(Body sent) {
        return sent.object("parser_config")
                .filter(config -> !config.json().isEmpty())
                .map(config -> new ClientSettings(Json.tree(config.json())));
    }

    /** A dataset as the datasets routes show it. */
    static Map<String, @Nullable Object> dataset(KnowledgeBase base) {
        return shape(base, List.of("chunk_count", "document_count", "chunk_method", "embedding_model"));
    }

    /** A dataset under the names that chats show. */
    static Map<String, @Nullable Object> row(KnowledgeBase base) {
        return shape(base, List.of("chunk_num", "doc_num", "parser_id", "embd_id"));
    }

    private static Map<String, @Nullable Object> shape(KnowledgeBase base, List<String> names) {
        KnowledgeBase.Settings settings = base.settings();
        var dataset = Shape.of(
                "id",
                base.id().value(),
                "tenant_id",
                base.tenant().value(),
                "name",
                settings.name(),
                "avatar",
                settings.avatar().orElse(null),
                "description",
                settings.description().orElse(null),
                "language",
                settings.language(),
                names.get(0),
                base.size().chunks(),
                names.get(1),
                base.size().documents(),
                names.get(2),
                settings.chunking().method(),
                names.get(3),
                settings.embeddingModel(),
                "token_num",
                base.size().tokens(),
                "parser_config",
                settings.parser().values(),
                "permission",
                settings.permission().name().toLowerCase(Locale.ROOT),
                "pagerank",
                settings.pagerank(),
                "similarity_threshold",
                0.2,
                "vector_similarity_weight",
                0.3,
                "pipeline_id",
                null,
                "graphrag_task_id",
                null,
                "graphrag_task_finish_at",
                null,
                "raptor_task_id",
                null,
                "raptor_task_finish_at",
                null,
                "mindmap_task_id",
                null,
                "mindmap_task_finish_at",
                null,
                "created_by",
                base.createdBy().value(),
                "status",
                "1");
        return Shape.dated(dataset, base.createdAt(), base.updatedAt());
    }
}
