package dev.footnote.adapter.http;

import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.domain.knowledge.DocumentStatus.Kind;
import dev.footnote.domain.knowledge.FileCategory;
import dev.footnote.domain.knowledge.Parsing;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How documents stand on the wire. */
final class DocumentShape {

    private static final Pattern PICTURES = Pattern.compile("thumbnail_([A-Za-z0-9_]+)\\.png");

    private DocumentShape() {}

    static Map<String, @Nullable Object> document(Document document) {
        Parsing parsing = document.parsing();
        var shape = Shape.of(
                "id", document.id().value(),
                "dataset_id", document.knowledgeBase().value(),
                "name", document.name(),
                "location", document.origin() == Document.Origin.NONE ? "" : document.name(),
                "size", document.bytes(),
                "type", type(document),
                "suffix", document.suffix(),
                "source_type", "local",
                "thumbnail", thumbnail(document),
                "title", null,
                "meta_fields", document.metadata().fields().values(),
                "chunk_method", document.chunking().method(),
                "parser_config", document.parser().values(),
                "pipeline_id", null,
                "created_by", document.createdBy().value(),
                "chunk_count", parsing.chunks(),
                "token_count", parsing.tokens(),
                "run", run(parsing.status()),
                "progress", progress(parsing.status()),
                "progress_msg", parsing.log(),
                "process_begin_at", parsing.startedAt().map(Shape::date).orElse(null),
                "process_duration", parsing.duration().toMillis() / 1000.0,
                "status", document.enabled() ? "1" : "0");
        return Shape.dated(shape, document.createdAt(), document.updatedAt());
    }

    /** A document under the names of the web API. */
    static Map<String, @Nullable Object> row(Document document) {
        Map<String, @Nullable Object> row = document(document);
        row.remove("title");
        rename(row, "dataset_id", "kb_id");
        rename(row, "chunk_method", "parser_id");
        rename(row, "chunk_count", "chunk_num");
        rename(row, "token_count", "token_num");
        row.put("run", digit(document.parsing().status()));
        return row;
    }

    /** How the small picture of a document is called; empty if there is none. */
    private static String thumbnail(Document document) {
        return document.origin() == Document.Origin.FILE && FileCategory.isDrawn(document.name())
                ? "thumbnail_%s.png".formatted(document.id().value())
                : "";
    }

    /** Where the small picture of a document is; empty if there is none. */
    static String thumbnailPath(Document document) {
        String name = thumbnail(document);
        return name.isEmpty()
                ? ""
                : "%s/image/%s-%s"
                        .formatted(WebDocuments.PATH, document.knowledgeBase().value(), name);
    }

    /** The document whose small picture is called so; empty if none is. */
    static Optional<DocumentId> pictured(String name) {
        Matcher matcher = PICTURES.matcher(name);
        return matcher.matches() ? Optional.of(new DocumentId(matcher.group(1))) : Optional.empty();
    }

    private static void rename(Map<String, @Nullable Object> row, String from, String to) {
        row.put(to, row.remove(from));
    }

    /** What is said when another document has the name. */
    static Refusal nameTaken() {
        return new Refusal(Envelope.error(102, "Duplicated document name in the same dataset.", Outcome.CONFLICT));
    }

    /** The status as the web API shows it. */
    static String digit(DocumentStatus status) {
        return switch (status.kind()) {
            case UPLOADED -> "0";
            case RUNNING -> "1";
            case CANCELLED -> "2";
            case READY -> "3";
            case FAILED -> "4";
        };
    }

    /** What the web API shows as that digit; empty if no document has such a status. */
    static Optional<Kind> kind(String digit) {
        return switch (digit) {
            case "0" -> Optional.of(Kind.UPLOADED);
            case "1" -> Optional.of(Kind.RUNNING);
            case "2" -> Optional.of(Kind.CANCELLED);
            case "3" -> Optional.of(Kind.READY);
            case "4" -> Optional.of(Kind.FAILED);
            default -> Optional.empty();
        };
    }

    private static String run(DocumentStatus status) {
        return switch (status) {
            case DocumentStatus.Uploaded uploaded -> "UNSTART";
            case DocumentStatus.Running running -> "RUNNING";
            case DocumentStatus.Ready ready -> "DONE";
            case DocumentStatus.Failed failed -> "FAIL";
            case DocumentStatus.Cancelled cancelled -> "CANCEL";
        };
    }

    private static double progress(DocumentStatus status) {
        return switch (status) {
            case DocumentStatus.Uploaded uploaded -> 0;
            case DocumentStatus.Running(double progress) -> progress;
            case DocumentStatus.Ready ready -> 1;
            case DocumentStatus.Failed failed -> -1;
            case DocumentStatus.Cancelled cancelled -> 0;
        };
    }

    /** What kind of document it is. */
    static String type(Document document) {
        return document.origin() == Document.Origin.NONE ? "virtual" : type(document.category());
    }

    /** The name of a category. */
    static String type(FileCategory category) {
        return switch (category) {
            case PDF -> "pdf";
            case TEXT -> "doc";
            case AUDIO -> "aural";
            case PICTURE -> "visual";
            case OTHER -> "other";
        };
    }
}
