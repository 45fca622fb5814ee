package dev.footnote.adapter.http;

import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBase.Permission;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How datasets stand on the wire. */
final class DatasetShape {

    private static final int MAX_NAME = 128;

    private DatasetShape() {}

    static KnowledgeBase.Settings settings(Body body) {
        String name = body.text("name").map(String::strip).orElse("");
        if (name.isEmpty()) {
            throw Refusal.invalid(
                    101,
                    "Field: <name> - Message: <%s> - Value: <%s>"
                            .formatted(
                                    body.has("name") ? "String should have at least 1 character" : "Field required",
                                    name));
        }
        if (name.codePointCount(0, name.length()) > MAX_NAME) {
            throw Refusal.invalid(
                    101,
                    "Field: <name> - Message: <String should have at most 128 characters> - Value: <%s>"
                            .formatted(name));
        }
        var parser = body.object("parser_config");
        return new KnowledgeBase.Settings(
                name,
                body.text("avatar"),
                body.text("description"),
                body.text("language").orElse("English"),
                body.text("embedding_model").map(String::strip).orElse(""),
                permission(body.text("permission")),
                chunking(body.text("chunk_method").orElse("naive"), parser),
                parser(parser),
                0);
    }

    private static Permission permission(Optional<String> text) {
        return switch (text.orElse("me")) {
            case "me" -> Permission.ME;
            case "team" -> Permission.TEAM;
            default ->
                throw Refusal.invalid(
                        101,
                        "Field: <permission> - Message: <Input should be 'me' or 'team'> - Value: <%s>"
                                .formatted(text.orElse("")));
        };
    }

    private static Chunking chunking(String method, Optional<Body> parser) {
        if (!method.equals("naive")) {
            return new Chunking.Unavailable(method);
        }
        var usual = Chunking.General.DEFAULT;
        int tokens = bounded(parser, "chunk_token_num", usual.maxTokens(), 1, 2048);
        int overlap = bounded(parser, "overlapped_percent", usual.overlapPercent(), 0, 90);
        String delimiter = parser.flatMap(sent -> sent.text("delimiter")).orElse(usual.delimiter());
        return new Chunking.General(tokens, delimiter, overlap);
    }

    private static int bounded(Optional<Body> parser, String name, int usual, int least, int most) {
        OptionalInt sent = parser.map(body -> body.integer(name)).orElse(OptionalInt.empty());
        int value = sent.orElse(usual);
        if (value < least || value > most) {
            throw Refusal.invalid(
                    101,
                    "Field: <parser_config.%s> - Message: <Input should be %s than or equal to %d> - Value: <%d>"
                            .formatted(name, value < least ? "greater" : "less", value < least ? least : most, value));
        }
        return value;
    }

    private static ClientSettings parser(Optional<Body> sent) {
        var usual = new ClientSettings(Shape.of(
                "chunk_token_num",
                Chunking.General.DEFAULT.maxTokens(),
                "delimiter",
                "\\n",
                "html4excel",
                false,
                "layout_recognize",
                "DeepDOC",
                "auto_keywords",
                0,
                "auto_questions",
                0,
                "raptor",
                Shape.of("use_raptor", false),
                "graphrag",
                Shape.of("use_graphrag", false)));
        return sent.map(body -> usual.merged(new ClientSettings(Json.tree(body.json()))))
                .orElse(usual);
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
                "created_by",
                base.createdBy().value(),
                "status",
                "1");
        return Shape.dated(dataset, base.createdAt(), base.updatedAt());
    }
}
