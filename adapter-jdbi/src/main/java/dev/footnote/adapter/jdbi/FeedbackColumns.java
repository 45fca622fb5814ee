package dev.footnote.adapter.jdbi;

import dev.footnote.domain.conversation.Feedback;
import dev.footnote.domain.conversation.Feedback.Thumb;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What is thought of a reply, as its columns {@code thumb} and {@code remark} have it. */
final class FeedbackColumns {

    private FeedbackColumns() {}

    static String thumb(Feedback feedback) {
        return switch (feedback.thumb()) {
            case UP -> "up";
            case DOWN -> "down";
            case NONE -> "none";
        };
    }

    static Feedback read(ResultSet row, StoredText texts) throws SQLException {
        Thumb thumb = switch (row.getString("thumb")) {
            case "up" -> Thumb.UP;
            case "down" -> Thumb.DOWN;
            case "none" -> Thumb.NONE;
            default -> throw new IllegalStateException("no thumb: " + row.getString("thumb"));
        };
        return new Feedback(thumb, texts.read(row.getString("remark")));
    }
}
