package dev.footnote.adapter.jdbi;

import dev.footnote.domain.knowledge.DocumentStatus;
import java.util.Optional;

/**
 * A document's status as its columns have it.
 *
 * @param progress 0 unless it is running
 * @param reason of a failure
 */
record StatusColumns(String name, double progress, Optional<String> reason) {

    static StatusColumns of(DocumentStatus status) {
        return switch (status) {
            case DocumentStatus.Uploaded uploaded -> new StatusColumns("uploaded", 0, Optional.empty());
            case DocumentStatus.Running(double progress) -> new StatusColumns("running", progress, Optional.empty());
            case DocumentStatus.Ready ready -> new StatusColumns("ready", 0, Optional.empty());
            case DocumentStatus.Failed(String reason) -> new StatusColumns("failed", 0, Optional.of(reason));
            case DocumentStatus.Cancelled cancelled -> new StatusColumns("cancelled", 0, Optional.empty());
        };
    }

    DocumentStatus status() {
        return switch (name) {
            case "uploaded" -> new DocumentStatus.Uploaded();
            case "running" -> new DocumentStatus.Running(progress);
            case "ready" -> new DocumentStatus.Ready();
            case "failed" -> new DocumentStatus.Failed(reason.orElse(""));
            case "cancelled" -> new DocumentStatus.Cancelled();
            default -> throw new IllegalStateException("no status of a document: " + name);
        };
    }
}
