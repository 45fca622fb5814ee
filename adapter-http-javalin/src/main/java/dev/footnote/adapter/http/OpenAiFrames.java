package dev.footnote.adapter.http;

import dev.footnote.application.chat.TurnEvent;
import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.answer.AnswerEvent.Checked;
import dev.footnote.domain.answer.AnswerEvent.Cited;
import dev.footnote.domain.answer.AnswerEvent.Completed;
import dev.footnote.domain.answer.AnswerEvent.Ended;
import dev.footnote.domain.answer.AnswerEvent.Opened;
import dev.footnote.domain.answer.AnswerEvent.Progress;
import dev.footnote.domain.answer.Delta;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.conversation.TurnId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells a turn in OpenAI's server-sent events, or as one answer of OpenAI's form. */
final class OpenAiFrames implements Telling {

    private static final String DONE = "data: [DONE]\n\n";

    private OpenAiAnswer answer;
    private final StringBuilder written = new StringBuilder();

    OpenAiFrames(OpenAiAnswer answer) {
        this.answer = answer;
    }

    @Override
    public String part(TurnEvent event) {
        answer = answer.to(event.turn());
        return switch (event.event()) {
            case Opened opened -> "";
            case Progress(Delta.Thinking(String text)) -> text.isEmpty() ? "" : frame(answer.thinking(text));
            case Progress(Delta.Text(String text)) -> text.isEmpty() ? "" : text(text, answer.text(text));
            case Checked checked -> "";
            case Cited(String markers, var citations, boolean flagged) ->
                markers.isEmpty() && !(flagged && answer.citing())
                        ? ""
                        : text(markers, answer.cited(markers, citations, flagged));
            case Completed completed -> whole(completed) + frame(answer.last(completed)) + DONE;
            case Ended(TurnEnd end) ->
                frame(answer.failed(failure(end))) + frame(answer.over(written.toString())) + DONE;
        };
    }

    @Override
    public Envelope whole(TurnId turn, ConversationId conversation, AnswerEvent last) {
        return switch (last) {
            case Completed completed -> new Envelope(answer.to(turn).whole(completed), Outcome.FINE);
            case Ended(TurnEnd end) -> failure(end);
            default -> failure(new TurnEnd.Interrupted());
        };
    }

    /** How a turn that brought no whole answer is told. */
    private static Envelope failure(TurnEnd end) {
        String reason = switch (end) {
            case TurnEnd.Failed(String why) -> why;
            case TurnEnd.Stopped stopped -> "stopped";
            case TurnEnd.Complete complete -> "interrupted";
            case TurnEnd.Interrupted interrupted -> "interrupted";
        };
        return Envelope.full(
                500,
                reason,
                Shape.of("answer", "**ERROR**: " + reason, "reference", java.util.List.of()),
                Outcome.UPSTREAM);
    }

    private String whole(Completed completed) {
        return written.isEmpty() && !completed.text().isEmpty() ? frame(answer.text(completed.text())) : "";
    }

    private String text(String text, Map<String, @Nullable Object> part) {
        written.append(text);
        return frame(part);
    }

    private static String frame(Map<String, @Nullable Object> part) {
        return "data: " + Json.text(part) + "\n\n";
    }
}
