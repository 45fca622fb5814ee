package dev.footnote.domain.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThinkSplitterTest {

    private final List<Delta> deltas = new ArrayList<>();
    private final ThinkSplitter splitter = new ThinkSplitter(deltas::add);

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "<think>weigh a<b</think>yes <thin ice>,weigh a<b,yes <thin ice>",
                "plain,'',plain",
                "ha</think> and ha,'',ha and ha",
                "<think>a<think>b</think>c</think>d,ab,cd",
                "<<think>x<</think>>,x<,<>",
                "<think>never closed <,never closed <,''",
            })
    void yieldsTheSameWhereverTheTextIsCut(String text, String thinking, String answer) {
        for (int i = 0; i <= text.length(); i++) {
            for (int j = i; j <= text.length(); j++) {
                deltas.clear();
                var cut = new ThinkSplitter(deltas::add);
                cut.push(text.substring(0, i));
                cut.push(text.substring(i, j));
                cut.push(text.substring(j));
                cut.finish();

                assertThat(joined(Delta.Thinking.class)).isEqualTo(thinking);
                assertThat(joined(Delta.Text.class)).isEqualTo(answer);
            }
        }
    }

    @Test
    void letsTheFirstTextLeaveAfterTheFirstPiece() {
        splitter.push("answer <th");

        assertThat(deltas).containsExactly(new Delta.Text("answer "));
    }

    @Test
    void stopsWhenTheSinkWantsNoMore() {
        var stopping = new ThinkSplitter(delta -> deltas.add(delta) && deltas.size() < 2);

        boolean more = stopping.push("<think>a</think>b<think>c</think>d");

        assertThat(more).isFalse();
        assertThat(stopping.finish()).isFalse();
        assertThat(deltas).containsExactly(new Delta.Thinking("a"), new Delta.Text("b"));
    }

    private String joined(Class<? extends Delta> kind) {
        return deltas.stream().filter(kind::isInstance).map(Delta::text).collect(Collectors.joining());
    }
}
