package dev.footnote.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.application.chat.TurnEvent;
import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.answer.AnswerEvent.Cited;
import dev.footnote.domain.answer.AnswerEvent.Completed;
import dev.footnote.domain.answer.AnswerEvent.Ended;
import dev.footnote.domain.answer.AnswerEvent.Opened;
import dev.footnote.domain.answer.AnswerEvent.Progress;
import dev.footnote.domain.answer.Delta;
import dev.footnote.domain.citation.Citation;
import dev.footnote.domain.citation.Ledger;
import dev.footnote.domain.citation.Reference;
import dev.footnote.domain.citation.Span;
import dev.footnote.domain.citation.Verdict;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.conversation.TurnId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FrameRendererTest {

    private static final TurnId TURN = new TurnId("t1");
    private static final Citation CITATION =
            new Citation(new Span(0, 4), Optional.of(new Citation.Source(0, new Span(2, 5))), 0.9, Verdict.SUPPORTED);
    private static final List<AnswerEvent> ANSWER = List.of(
            new Opened(new ConversationId("s1"), true),
            new Progress(new Delta.Thinking("hm")),
            new Progress(new Delta.Text("Yes.")),
            new Cited(" [ID:0]", List.of(CITATION)),
            new Completed(
                    "Yes. [ID:0]",
                    "hm",
                    new Reference(List.of(), 1, List.of(CITATION), Ledger.NONE),
                    new TurnEnd.Complete(),
                    "prompt",
                    Instant.ofEpochSecond(7)));

    @Test
    void aWholeTurn() {
        assertThat(render(ANSWER, -1))
                .containsExactly(
                        frame(
                                0,
                                "\"answer\":\"\",\"reference\":{\"chunks\":[]},\"audio_binary\":null,\"final\":false,"),
                        frame(1, "\"answer\":\"\",\"reference\":{\"chunks\":[]},\"audio_binary\":null,\"final\":false,")
                                .replace("\"s1\"}", "\"s1\",\"start_to_think\":true}"),
                        frame(
                                2,
                                "\"answer\":\"hm\",\"reference\":{\"chunks\":[]},\"audio_binary\":null,\"final\":false,"),
                        frame(3, "\"answer\":\"\",\"reference\":{\"chunks\":[]},\"audio_binary\":null,\"final\":false,")
                                .replace("\"s1\"}", "\"s1\",\"end_to_think\":true}"),
                        frame(
                                4,
                                "\"answer\":\"Yes.\",\"reference\":{\"chunks\":[]},\"audio_binary\":null,\"final\":false,"),
                        frame(
                                5,
                                "\"answer\":\" [ID:0]\",\"reference\":{\"chunks\":[],\"citations\":[" + cited()
                                        + "]},\"audio_binary\":null,\"final\":false,"),
                        frame(
                                        6,
                                        "\"answer\":\"\",\"reference\":{\"total\":1,\"chunks\":[],\"doc_aggs\":[],\"citations\":["
                                                + cited() + "]},\"audio_binary\":null,\"final\":true,")
                                .replace("\"s1\"}", "\"s1\",\"prompt\":\"prompt\",\"created_at\":7.0}"),
                        "id: t1:7\ndata: {\"code\":0,\"message\":\"\",\"data\":true}\n\n");
    }

    @Test
    void aReplayIsTheRestOfTheSameBytes() {
        List<String> all = render(ANSWER, -1);
        for (int after = -1; after < all.size(); after++) {
            assertThat(render(ANSWER, after)).isEqualTo(all.subList(after + 1, all.size()));
        }
    }

    @Test
    void noFrameForAnOldConversation() {
        assertThat(render(List.of(new Opened(new ConversationId("s1"), false)), -1))
                .isEmpty();
    }

    @Test
    void aFailureIsAnErrorFrameAndTheEnd() {
        List<AnswerEvent> failed = List.of(
                new Opened(new ConversationId("s1"), false), new Ended(new TurnEnd.Failed("The model is away.")));
        assertThat(render(failed, -1))
                .containsExactly(
                        "id: t1:0\ndata: {\"code\":500,\"message\":\"The model is away.\",\"data\":"
                                + "{\"answer\":\"**ERROR**: The model is away.\",\"reference\":[]}}\n\n",
                        "id: t1:1\ndata: {\"code\":0,\"message\":\"\",\"data\":true}\n\n");
    }

    @Test
    void anInterruptionComesBehindWhateverTheReaderHas() {
        List<AnswerEvent> interrupted =
                List.of(new Opened(new ConversationId("s1"), true), new Ended(new TurnEnd.Interrupted()));
        for (int after : new int[] {0, 1, 2, 999_999_999}) {
            assertThat(render(interrupted, after))
                    .containsExactly(
                            "id: t1:1000000000\ndata: {\"code\":500,\"message\":\"interrupted\",\"data\":"
                                    + "{\"answer\":\"**ERROR**: interrupted\",\"reference\":[]}}\n\n",
                            "id: t1:1000000001\ndata: {\"code\":0,\"message\":\"\",\"data\":true}\n\n");
        }
        assertThat(render(interrupted, 1_000_000_001)).isEmpty();
    }

    private static String cited() {
        return "{\"answer\":[0,4],\"chunk\":0,\"source\":[2,5],\"score\":0.9,\"verdict\":\"supported\"}";
    }

    private static String frame(int number, String data) {
        return "id: t1:" + number + "\ndata: {\"code\":0,\"message\":\"\",\"data\":{" + data
                + "\"id\":\"t1\",\"message_id\":\"t1\",\"session_id\":\"s1\"}}\n\n";
    }

    private static List<String> render(List<AnswerEvent> events, int after) {
        var renderer = new FrameRenderer("", after);
        var texts = new ArrayList<String>();
        for (int i = 0; i < events.size(); i++) {
            renderer.render(new TurnEvent(TURN, i, events.get(i))).forEach(frame -> texts.add(frame.text()));
        }
        return texts;
    }
}
