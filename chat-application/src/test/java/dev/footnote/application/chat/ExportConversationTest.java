package dev.footnote.application.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.application.Scene;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.testkit.InMemoryPorts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExportConversationTest {

    private final Scene scene = new Scene(InMemoryPorts.saying("Refunds take ten days."));

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void writesAFootnoteForEachSource() {
        Conversation conversation = scene.conversation(scene.dialog(scene.knowing("Refunds take ten days.")));
        scene.ask(conversation, "How long do\nrefunds take?").awaitEnd();
        scene.ask(conversation, "Refunds?").awaitEnd();

        String markdown = scene.app.exportConversation().markdown(Scene.ANN, conversation.dialog(), conversation.id());

        assertThat(markdown).isEqualTo("""
                # Talk

                Hello

                ## How long do refunds take?

                Refunds take ten days. [^1-0]

                [^1-0]: handbook.txt: \u201cRefunds take ten days.\u201d

                ## Refunds?

                Refunds take ten days. [^2-0]

                [^2-0]: handbook.txt: \u201cRefunds take ten days.\u201d
                """);
    }

    @Test
    void hidesAConversationFromOthers() {
        Conversation conversation = scene.conversation(scene.talkingDialog());

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() ->
                        scene.app.exportConversation().markdown(Scene.BOB, conversation.dialog(), conversation.id()));
    }
}
