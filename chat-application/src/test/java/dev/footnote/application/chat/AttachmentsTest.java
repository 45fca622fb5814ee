package dev.footnote.application.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.application.Reader;
import dev.footnote.application.Scene;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.Message.Question;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Attachment;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.testkit.InMemoryBlobs;
import dev.footnote.testkit.InMemoryPorts;
import dev.footnote.testkit.WordCounter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of files that come with a question. */
class AttachmentsTest {

    private static final int CONTEXT = 400;

    private final Respondent model = new Respondent("Ten.");
    private final Scene scene = new Scene(InMemoryPorts.answering(model).withContext(CONTEXT));

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void areToldBehindTheQuestionWhereThereIsNoKnowledge() {
        Conversation conversation = scene.conversation(scene.talkingDialog());
        ask(conversation, keep("a.txt", "Refunds take\nten days."), keep("b.txt", "Whales sing."));

        assertThat(model.last().messages().getLast().text()).isEqualTo("""
                What do they say?
                 -----------------
                File: a.txt
                Content as following:\s
                Refunds take
                ten days.


                 -----------------
                File: b.txt
                Content as following:\s
                Whales sing.""");
        assertThat(model.last().system()).isEqualTo("Be brief.");
    }

    @Test
    void areToldBehindTheInstructionsWhereThereIs() {
        Dialog dialog = scene.dialog(scene.knowing("Refunds take ten days."));
        ask(scene.conversation(dialog), keep("b.txt", "Whales sing [ID:0]. {knowledge}"));

        ChatPrompt prompt = model.last();
        assertThat(prompt.system())
                .contains("File: b.txt", "Whales sing", "{knowledge}")
                .doesNotContain("[ID:0].");
        assertThat(prompt.messages().getLast().text()).isEqualTo("What do they say?");
    }

    @Test
    void takeNoMoreThanHalfOfWhatTheModelReads() {
        String longText = "word ".repeat(190);
        ask(
                scene.conversation(scene.talkingDialog()),
                keep("a.txt", longText),
                keep("b.txt", longText),
                keep("c.txt", "Whales sing."));

        String told = model.last().messages().getLast().text();
        assertThat(new WordCounter().count(told)).isBetween(CONTEXT / 4, CONTEXT * 3 / 4);
        assertThat(told).contains("File: a.txt", "File: b.txt", "File: c.txt", "What else the file says is left out");
    }

    @Test
    void areNamedWhenTheyCannotBeRead() {
        ask(scene.conversation(scene.talkingDialog()), keep("moon.png", "a\0b"));

        assertThat(model.last().messages().getLast().text())
                .contains("File: moon.png")
                .contains("(The file cannot be read: moon.png is no text)");
    }

    @Test
    void areKeptWithTheQuestion() {
        Conversation conversation = scene.conversation(scene.talkingDialog());
        Attachment file = keep("a.txt", "Whales sing.");
        ask(conversation, file);

        assertThat(scene.messages(conversation).getFirst())
                .isInstanceOfSatisfying(
                        Question.class, question -> assertThat(question.files()).containsExactly(file));
    }

    @Test
    void areErasedADayLaterUnlessAQuestionCameWithThem() {
        Conversation conversation = scene.conversation(scene.talkingDialog());
        Attachment asked = keep("a.txt", "Whales sing.");
        Attachment unused = keep("b.txt", "Nobody asks.");
        ask(conversation, asked);

        scene.app.erase();
        assertThat(scene.app.manageAttachments().find(Scene.ANN, unused.id())).isEqualTo(unused);
        scene.memory.clock().advance(Duration.ofDays(1).plusSeconds(1));
        scene.app.erase();

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> scene.app.manageAttachments().find(Scene.ANN, unused.id()));
        assertThat(scene.memory.blobs().size()).isEqualTo(1);
        ask(conversation, asked);
        assertThat(model.last().messages().getLast().text()).contains("Whales sing.");
    }

    @Test
    void areTheSendersAlone() {
        Conversation conversation = scene.conversation(scene.talkingDialog());
        Attachment theirs = keep(Scene.BOB, "a.txt", "Whales sing.");

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> ask(conversation, theirs))
                .satisfies(missing -> assertThat(missing.thing()).isEqualTo(Thing.ATTACHMENT));
        assertThat(scene.messages(conversation)).isEmpty();
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> scene.app.manageAttachments().read(Scene.ANN, theirs.id()));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> scene.app.manageAttachments().find(Scene.ANN, new DocumentId("unknown")));
    }

    @Test
    void leaveNothingBehindWhenTheyAreTooLarge() {
        String large = "x".repeat((int) Scene.MAX_BYTES + 1);

        assertThatExceptionOfType(Invalid.class).isThrownBy(() -> keep("a.txt", large));
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> scene.app.readFiles().read("a.txt", InMemoryBlobs.source(large.getBytes(UTF_8))));
        scene.app.readFiles().read("a.txt", InMemoryBlobs.source("Whales sing.".getBytes(UTF_8)));
        assertThat(scene.memory.blobs().size()).isZero();
    }

    private Attachment keep(String name, String text) {
        return keep(Scene.ANN, name, text);
    }

    private Attachment keep(Caller caller, String name, String text) {
        return scene.app.manageAttachments().keep(caller, name, InMemoryBlobs.source(text.getBytes(UTF_8)));
    }

    private void ask(Conversation conversation, Attachment... files) {
        var request = AskRequest.to(conversation.dialog(), "What do they say?")
                .in(Optional.of(conversation.id()))
                .files(List.of(files).stream().map(Attachment::id).toList())
                .build();
        scene.ask(Scene.ANN, request, new Reader()).awaitEnd();
    }
}
