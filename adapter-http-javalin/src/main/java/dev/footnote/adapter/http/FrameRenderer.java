package dev.footnote.adapter.http;

import dev.footnote.application.chat.TurnEvent;
import dev.footnote.domain.answer.AnswerEvent.Checked;
import dev.footnote.domain.answer.AnswerEvent.Cited;
import dev.footnote.domain.answer.AnswerEvent.Completed;
import dev.footnote.domain.answer.AnswerEvent.Ended;
import dev.footnote.domain.answer.AnswerEvent.Opened;
import dev.footnote.domain.answer.AnswerEvent.Progress;
import dev.footnote.domain.answer.Delta;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.conversation.TurnId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes frames of the events of one turn, from its first event on; the same events always make the same bytes. Serves
 * one reader, on one thread at a time.
 */
final class FrameRenderer {

    /**
     * The number of the frame that tells of an interruption. What was sent just before a crash may not have been
     * stored; so that a client misses nothing and takes nothing for something else, this comes behind any number it can
     * have.
     */
    private static final int INTERRUPTED = 1_000_000_000;

    private final int after;
    private int next;
    private String conversation;
    private boolean thinking;
    private boolean answered;

    /**
     * A renderer that leaves out what the reader has.
     *
     * @param conversation what is told as the turn's conversation; empty for the one that its first event tells
     * @param after the number of the last frame that the reader has; -1 for none
     */
    FrameRenderer(String conversation, int after) {
        this.conversation = conversation;
        this.after = after;
    }

    /** The frames of {@code event} that the reader does not have. */
    List<Frame> render(TurnEvent event) {
        TurnId turn = event.turn();
        var bodies = new ArrayList<Map<String, @Nullable Object>>();
        switch (event.event()) {
            case Opened(var id, boolean fresh) -> {
                conversation = conversation.isEmpty() ? id.value() : conversation;
                if (fresh) {
                    bodies.add(delta(turn, "", List.of()));
                }
            }
            case Progress(Delta.Thinking(String text)) -> {
                if (!thinking) {
                    bodies.add(mark(turn, "start_to_think"));
                    thinking = true;
                }
                bodies.add(delta(turn, text, List.of()));
            }
            case Progress(Delta.Text(String text)) -> {
                stopThinking(turn, bodies);
                answered = true;
                bodies.add(delta(turn, text, List.of()));
            }
            case Cited(String markers, var citations, boolean flagged) -> {
                stopThinking(turn, bodies);
                if (!markers.isEmpty() || !citations.isEmpty()) {
                    bodies.add(delta(turn, markers, ReferenceShape.citations(citations, flagged)));
                }
            }
            case Checked checked -> {
                stopThinking(turn, bodies);
                Map<String, @Nullable Object> data = data(turn, "");
                data.put("checked", ReferenceShape.checked(checked));
                bodies.add(frame(data));
            }
            case Completed completed -> {
                stopThinking(turn, bodies);
                bodies.add(last(turn, completed));
                bodies.add(over());
            }
            case Ended(TurnEnd end) -> {
                ended(turn, end, bodies);
                bodies.add(over());
            }
        }
        return numbered(turn, bodies);
    }

    /** The frame that tells a failure. */
    static Map<String, @Nullable Object> error(String reason) {
        return Shape.of(
                "code",
                500,
                "message",
                reason,
                "data",
                Shape.of("answer", "**ERROR**: " + reason, "reference", List.of()));
    }

    /** The frame behind which nothing comes. */
    static Map<String, @Nullable Object> over() {
        return Shape.of("code", 0, "message", "", "data", true);
    }

    private List<Frame> numbered(TurnId turn, List<Map<String, @Nullable Object>> bodies) {
        var frames = new ArrayList<Frame>();
        for (Map<String, @Nullable Object> body : bodies) {
            if (next > after) {
                frames.add(new Frame(turn.value() + ":" + next, body));
            }
            next++;
        }
        return frames;
    }

    private void stopThinking(TurnId turn, List<Map<String, @Nullable Object>> bodies) {
        if (thinking) {
            bodies.add(mark(turn, "end_to_think"));
            thinking = false;
        }
    }

    private void ended(TurnId turn, TurnEnd end, List<Map<String, @Nullable Object>> bodies) {
        switch (end) {
            case TurnEnd.Failed(String reason) -> bodies.add(error(reason));
            case TurnEnd.Interrupted interrupted -> {
                next = INTERRUPTED;
                bodies.add(error("interrupted"));
            }
            case TurnEnd.Stopped stopped -> bodies.add(empty(turn));
            case TurnEnd.Complete complete -> bodies.add(empty(turn));
        }
    }

    private Map<String, @Nullable Object> last(TurnId turn, Completed completed) {
        Map<String, @Nullable Object> data = data(turn, answered ? "" : completed.text());
        data.put("final", true);
        data.put("reference", ReferenceShape.reference(completed.reference()));
        data.put("prompt", completed.prompt());
        data.put("created_at", Shape.seconds(completed.at()));
        return frame(data);
    }

    private Map<String, @Nullable Object> empty(TurnId turn) {
        Map<String, @Nullable Object> data = data(turn, "");
        data.put("final", true);
        data.put("reference", Shape.of());
        return frame(data);
    }

    private Map<String, @Nullable Object> delta(
            TurnId turn, String text, List<Map<String, @Nullable Object>> citations) {
        Map<String, @Nullable Object> data = data(turn, text);
        if (!citations.isEmpty()) {
            data.put("reference", Shape.of("chunks", List.of(), "citations", citations));
        }
        return frame(data);
    }

    private Map<String, @Nullable Object> mark(TurnId turn, String name) {
        Map<String, @Nullable Object> data = data(turn, "");
        data.put(name, true);
        return frame(data);
    }

    private Map<String, @Nullable Object> data(TurnId turn, String text) {
        return Shape.of(
                "answer",
                text,
                "reference",
                Shape.of("chunks", List.of()),
                "audio_binary",
                null,
                "final",
                false,
                "id",
                turn.value(),
                "message_id",
                turn.value(),
                "session_id",
                conversation);
    }

    private static Map<String, @Nullable Object> frame(Map<String, @Nullable Object> data) {
        return Shape.of("code", 0, "message", "", "data", data);
    }
}
