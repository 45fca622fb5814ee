package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.Message.Question;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Attachment;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.ports.store.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link dev.footnote.ports.store.AttachmentRepository} promises. */
public abstract class AttachmentRepositoryContract extends StoreContract {

    private static final Instant LATER = Samples.AT.plusSeconds(1);

    private final TenantId ours = Samples.tenant();
    private final TenantId theirs = Samples.tenant();

    @Test
    void keepsEveryField() {
        Attachment attachment = Samples.attachment(ours);

        attachments().add(attachment);

        assertThat(attachments().findAll(ours, Set.of(attachment.id()))).containsExactly(attachment);
    }

    @Test
    void findsThoseThatAreAskedForAndThere() {
        Attachment one = Samples.attachment(ours);
        Attachment two = Samples.attachment(ours);
        attachments().add(one);
        attachments().add(two);
        attachments().add(Samples.attachment(ours));
        var wanted = Set.of(one.id(), two.id(), new DocumentId("unknown"));

        assertThat(attachments().findAll(ours, wanted)).containsExactlyInAnyOrder(one, two);
        assertThat(attachments().findAll(theirs, wanted)).isEmpty();
        assertThat(attachments().findAll(ours, Set.of())).isEmpty();
    }

    @Test
    void addsAnIdOnce() {
        Attachment attachment = Samples.attachment(ours);
        attachments().add(attachment);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> attachments().add(attachment));
    }

    @Test
    void retiresThoseThatNoQuestionCameWith() {
        Attachment used = Samples.attachment(ours);
        Attachment unused = Samples.attachment(ours);
        attachments().add(used);
        attachments().add(unused);
        about(used);

        assertThat(attachments().retireUnused(Samples.AT)).doesNotContain(used.id(), unused.id());
        assertThat(attachments().retireUnused(LATER)).contains(unused.id()).doesNotContain(used.id());

        assertThat(attachments().findAll(ours, Set.of(used.id(), unused.id()))).containsExactly(used);
        assertThat(attachments().retireUnused(LATER)).contains(unused.id());
        attachments().forget(unused.id());
        attachments().forget(used.id());
        assertThat(attachments().retireUnused(LATER)).doesNotContain(unused.id());
        assertThat(attachments().findAll(ours, Set.of(used.id()))).containsExactly(used);
    }

    @Test
    void retiresThoseOfAConversationThatIsErased() {
        Attachment used = Samples.attachment(ours);
        attachments().add(used);
        Conversation conversation = about(used);
        conversations().remove(ours, conversation.dialog(), conversation.id());

        conversations().purge(Instant.now().plusSeconds(3600));

        assertThat(attachments().retireUnused(LATER)).contains(used.id());
    }

    /** A conversation with a question that {@code file} came with. */
    private Conversation about(Attachment file) {
        Dialog dialog = Samples.dialog(ours, List.of());
        dialogs().add(dialog);
        Conversation conversation = Samples.conversation(dialog);
        conversations().add(conversation);
        turns().begin(
                        ours,
                        conversation.id(),
                        new Question(new TurnId(Samples.id()), "What does it say?", Samples.AT, List.of(file)));
        return conversation;
    }
}
