package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Attachment;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.ports.store.StoreException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link dev.footnote.ports.store.AttachmentRepository} promises. */
public abstract class AttachmentRepositoryContract extends StoreContract {

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
}
