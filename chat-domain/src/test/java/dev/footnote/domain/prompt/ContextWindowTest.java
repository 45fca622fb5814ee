package dev.footnote.domain.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.prompt.PromptMessage.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContextWindowTest {

    private static final PromptMessage OLD = new PromptMessage(Role.USER, "aaaa");
    private static final PromptMessage REPLY = new PromptMessage(Role.ASSISTANT, "bbbb");
    private static final PromptMessage LAST = new PromptMessage(Role.USER, "cccc");

    @Test
    void dropsTheOldestMessagesFirst() {
        var window = new ContextWindow(20, String::length);

        assertThat(window.budget()).isEqualTo(19);
        assertThat(window.fit("system", List.of(OLD, REPLY, LAST))).containsExactly(OLD, REPLY, LAST);
        assertThat(window.fit("long system", List.of(OLD, REPLY, LAST))).containsExactly(REPLY, LAST);
    }

    @Test
    void alwaysKeepsTheLastMessage() {
        assertThat(new ContextWindow(1, String::length).fit("system", List.of(OLD, LAST)))
                .containsExactly(LAST);
    }
}
