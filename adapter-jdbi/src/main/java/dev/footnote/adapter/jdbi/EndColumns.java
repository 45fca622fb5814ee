package dev.footnote.adapter.jdbi;

import dev.footnote.domain.conversation.TurnEnd;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** How a turn ended, as its columns {@code end_kind} and {@code end_reason} have it. */
record EndColumns(String kind, Optional<String> reason) {

    static EndColumns of(TurnEnd end) {
        return switch (end) {
            case TurnEnd.Complete complete -> new EndColumns("complete", Optional.empty());
            case TurnEnd.Stopped stopped -> new EndColumns("stopped", Optional.empty());
            case TurnEnd.Failed(String reason) -> new EndColumns("failed", Optional.of(reason));
            case TurnEnd.Interrupted interrupted -> new EndColumns("interrupted", Optional.empty());
        };
    }

    /** Empty while the turn runs. */
    static Optional<TurnEnd> read(ResultSet row) throws SQLException {
        Optional<String> reason = Optional.ofNullable(row.getString("end_reason"));
        return Optional.ofNullable(row.getString("end_kind")).map(kind -> new EndColumns(kind, reason).end());
    }

    TurnEnd end() {
        return switch (kind) {
            case "complete" -> new TurnEnd.Complete();
            case "stopped" -> new TurnEnd.Stopped();
            case "failed" -> new TurnEnd.Failed(reason.orElse(""));
            case "interrupted" -> new TurnEnd.Interrupted();
            default -> throw new IllegalStateException("no end of a turn: " + kind);
        };
    }
}
