package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.ports.store.Transactions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link Transactions} promises. */
public abstract class TransactionsContract extends StoreContract {

    private final TenantId ours = Samples.tenant();
    private final Dialog first = Samples.dialog(ours, List.of());
    private final Dialog second = Samples.dialog(ours, List.of());

    @Test
    void keepsWhatWasChangedWhenTheWorkReturns() {
        String result = transactions().inTransaction(() -> {
            dialogs().add(first);
            dialogs().add(second);
            return "done";
        });

        assertThat(result).isEqualTo("done");
        assertThat(dialogs().find(ours, first.id())).contains(first);
        assertThat(dialogs().find(ours, second.id())).contains(second);
    }

    @Test
    void undoesAllWhenTheWorkThrowsAlsoWhatAnInnerTransactionDid() {
        assertThatIllegalStateException()
                .isThrownBy(() -> transactions().inTransaction(() -> {
                    dialogs().add(first);
                    transactions().inTransaction(() -> dialogs().add(second));
                    throw new IllegalStateException("no");
                }));

        assertThat(dialogs().find(ours, first.id())).isEmpty();
        assertThat(dialogs().find(ours, second.id())).isEmpty();
    }

    @Test
    void undoesARemovalToo() {
        dialogs().add(first);

        assertThatIllegalStateException()
                .isThrownBy(() -> transactions().inTransaction(() -> {
                    dialogs().remove(ours, first.id());
                    throw new IllegalStateException("no");
                }));

        assertThat(dialogs().find(ours, first.id())).contains(first);
    }

    @Test
    void goesOnWhereANameWasRefused() {
        boolean saved = transactions().inTransaction(() -> {
            dialogs().add(first);
            dialogs().add(second);
            return dialogs().save(second.with(first.settings(), Samples.AT));
        });

        assertThat(saved).isFalse();
        assertThat(dialogs().find(ours, second.id())).contains(second);
    }
}
