package dev.footnote.adapter.http;

import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.domain.knowledge.FileCategory;
import dev.footnote.domain.knowledge.Parsing;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How documents stand on the wire. */
final class DocumentShape {

    private DocumentShape() {}

    static Map<String, @Nullable Object> document(Document document) {
        Parsing parsing = document.parsing();
        var shape = Shape.of(
                "id", document.id().value(),
                "dataset_id", document.knowledgeBase().value(),
                "name", document.name(),
                "location", document.name(),
                "size", document.bytes(),
                "type", type(document.category()),
                "suffix", document.suffix(),
                "source_type", "local",
                "thumbnail", "",
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
