package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.AuditEntry;
import dev.footnote.domain.identity.AuditEntry.Action;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.UserId;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.ports.runtime.AuditLog;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link AuditLog} promises. */
public abstract class AuditLogContract extends StoreContract {

    private final TenantId ours = Samples.tenant();

    @Test
    void listsATenantsEntriesLastFirst() {
        AuditEntry first = entry(ours, Action.CREATED, Thing.DIALOG);
        AuditEntry second = entry(ours, Action.CHANGED, Thing.KNOWLEDGE_BASE);
        AuditEntry third = entry(ours, Action.REMOVED, Thing.CREDENTIAL);
        List.of(first, second, third).forEach(audit()::add);
        audit().add(entry(Samples.tenant(), Action.REMOVED, Thing.DIALOG));

        assertThat(audit().list(ours, 0, 10)).isEqualTo(new Page<>(List.of(third, second, first), 3));
        assertThat(audit().list(ours, 1, 1)).isEqualTo(new Page<>(List.of(second), 3));
        assertThat(audit().list(Samples.tenant(), 0, 10)).isEqualTo(new Page<>(List.of(), 0));
    }

    @Test
    void keepsNothingOfATransactionThatFails() {
        assertThatIllegalStateException()
                .isThrownBy(() -> transactions().inTransaction(() -> {
                    audit().add(entry(ours, Action.REMOVED, Thing.DIALOG));
                    throw new IllegalStateException("as this test wants it");
                }));

        assertThat(audit().list(ours, 0, 10).total()).isZero();
    }

    private static AuditEntry entry(TenantId tenant, Action action, Thing thing) {
        return new AuditEntry(Samples.AT, tenant, new UserId("actor"), action, thing, Samples.id());
    }
}
