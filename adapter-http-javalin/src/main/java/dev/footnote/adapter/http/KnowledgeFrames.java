package dev.footnote.adapter.http;

import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.answer.AnswerEvent.Checked;
import dev.footnote.domain.answer.AnswerEvent.Cited;
import dev.footnote.domain.answer.AnswerEvent.Completed;
import dev.footnote.domain.answer.AnswerEvent.Ended;
import dev.footnote.domain.answer.AnswerEvent.Opened;
import dev.footnote.domain.answer.AnswerEvent.Progress;
import dev.footnote.domain.answer.Delta;
import dev.footnote.domain.conversation.TurnEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes frames of an answer that belongs to no conversation. Serves one reader, on one thread. */
final class KnowledgeFrames {

    private boolean thinking;

    /** The frames of {@code event}. */
    List<Frame> render(AnswerEvent event) {
        var data = new ArrayList<Map<String, @Nullable Object>>();
        switch (event) {
            case Opened opened -> {}
            case Progress(Delta.Thinking(String text)) -> {
                if (!thinking) {
                    data.add(mark("start_to_think"));
                    thinking = true;
                }
                data.add(delta(text, Shape.of()));
            }
            case Progress(Delta.Text(String text)) -> {
                stopThinking(data);
                data.add(delta(text, Shape.of()));
            }
            case Checked checked -> {}
            case Cited(String markers, var citations, boolean flagged) -> {
                stopThinking(data);
                if (!markers.isEmpty() || !citations.isEmpty()) {
                    var cited = ReferenceShape.citations(citations, flagged);
                    data.add(delta(markers, Shape.of("chunks", List.of(), "citations", cited)));
                }
            }
            case Completed completed -> {
                stopThinking(data);
                data.add(last(completed));
            }
            case Ended(TurnEnd.Failed(String reason)) -> {
                return failed(reason);
            }
            case Ended ended -> {
                return failed("interrupted");
            }
        }
        List<Frame> frames = new ArrayList<>(data.stream()
                .map(one -> new Frame("", Shape.of("code", 0, "message", "", "data", one)))
                .toList());
        if (event instanceof Completed) {
            frames.add(new Frame("", FrameRenderer.over()));
        }
        return frames;
    }

    /** The frames of an answer that there will not be. */
    static List<Frame> failed(String reason) {
        return List.of(new Frame("", FrameRenderer.error(reason)), new Frame("", FrameRenderer.over()));
    }

    private void stopThinking(List<Map<String, @Nullable Object>> data) {
        if (thinking) {
            data.add(mark("end_to_think"));
            thinking = false;
        }
    }

    private static Map<String, @Nullable Object> last(Completed completed) {
        return Shape.of("answer", "", "reference", ReferenceShape.reference(completed.reference()), "final", true);
    }

    private static Map<String, @Nullable Object> mark(String name) {
        Map<String, @Nullable Object> data = delta("", Shape.of());
        data.put(name, true);
        return data;
    }

    private static Map<String, @Nullable Object> delta(String text, Map<String, @Nullable Object> reference) {
        return Shape.of("answer", text, "reference", reference, "final", false);
    }
}
