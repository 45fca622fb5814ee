package dev.footnote.adapter.http;

import dev.footnote.application.chat.TurnEvent;
import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.answer.AnswerEvent.Completed;
import dev.footnote.domain.answer.AnswerEvent.Ended;
import dev.footnote.domain.answer.AnswerEvent.Opened;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.conversation.TurnId;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Tells a turn in frames, or as the {@code data} of one body. */
final class FrameTelling implements Telling {

    private final FrameRenderer frames;
    private final List<Frame> first;
    private final UnaryOperator<Map<String, @Nullable Object>> success;

    /**
     * A telling from the turn's begin.
     *
     * @param first is sent before the turn's frames
     * @param success makes the body of an answer's data
     */
    FrameTelling(FrameRenderer frames, List<Frame> first, UnaryOperator<Map<String, @Nullable Object>> success) {
        this.frames = frames;
        this.first = List.copyOf(first);
        this.success = success;
    }

    @Override
    public String part(TurnEvent event) {
        var text = new StringBuilder();
        if (event.event() instanceof Opened) {
            first.forEach(frame -> text.append(frame.text()));
        }
        frames.render(event).forEach(frame -> text.append(frame.text()));
        return text.toString();
    }

    @Override
    public Envelope whole(TurnId turn, ConversationId conversation, AnswerEvent last) {
        return switch (last) {
            case Completed completed -> new Envelope(success.apply(data(turn, conversation, completed)), Outcome.FINE);
            case Ended(TurnEnd.Failed(String reason)) -> new Envelope(FrameRenderer.error(reason), Outcome.UPSTREAM);
            default -> new Envelope(FrameRenderer.error("interrupted"), Outcome.UPSTREAM);
        };
    }

    private static Map<String, @Nullable Object> data(TurnId turn, ConversationId conversation, Completed completed) {
        return Shape.of(
                "answer", completed.text(),
                "reference", ReferenceShape.reference(completed.reference()),
                "prompt", completed.prompt(),
                "created_at", Shape.seconds(completed.at()),
                "audio_binary", null,
                "id", turn.value(),
                "message_id", turn.value(),
                "session_id", conversation.value());
    }
}
