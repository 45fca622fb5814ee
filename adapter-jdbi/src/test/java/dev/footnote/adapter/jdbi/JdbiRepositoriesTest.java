package dev.footnote.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.dialog.Share;
import dev.footnote.domain.identity.ApiToken;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.ports.store.StoreException;
import dev.footnote.testkit.Samples;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What PostgreSQL adds to the contracts that each repository passes in a test of its own. */
@ExtendWith(Postgres.class)
class JdbiRepositoriesTest {

    private final Database database;
    private final JdbiDialogRepository dialogs;

    JdbiRepositoriesTest(Database database) {
        this.database = database;
        this.dialogs = new JdbiDialogRepository(database);
    }

    @Test
    void replacesWhatCannotBeStored() {
        String name = "nul\0 high\uD83D low\uDE00 both\uD83D\uDE00";
        Dialog dialog = Samples.dialog(Samples.OURS, name, List.of());

        assertThat(dialogs.add(dialog)).isTrue();

        assertThat(dialogs.find(Samples.OURS, dialog.id())
                        .orElseThrow()
                        .settings()
                        .name())
                .isEqualTo("nul\uFFFD high\uFFFD low\uFFFD both\uD83D\uDE00");
        var listing = new Listing(Optional.of(name), "", Listing.Order.NAME, false, 0, 10);
        assertThat(dialogs.list(Samples.OURS, listing).total()).isEqualTo(1);
    }

    @Test
    void keepsWhatAShareTokenOpensWhileThatIsThere() {
        var tokens = new JdbiApiTokenRepository(database);
        Dialog dialog = Samples.dialog(Samples.OURS, List.of());
        dialogs.add(dialog);
        ApiToken token = Samples.apiToken(Samples.OURS);
        ApiToken account = Samples.apiToken(Samples.OURS);
        tokens.add(account);

        tokens.addShare(token, dialog.id());

        assertThat(tokens.findShare(token.shareHash(), Samples.AT))
                .contains(new Share(Samples.OURS, Optional.of(dialog.id())));
        assertThat(tokens.findShare(account.shareHash(), Samples.AT))
                .contains(new Share(Samples.OURS, Optional.empty()));
        dialogs.remove(Samples.OURS, dialog.id());
        assertThat(tokens.findShare(token.shareHash(), Samples.AT)).contains(new Share(Samples.OURS, Optional.empty()));
    }

    @Test
    void saysWhenTheDatabaseCannotBeUsed() {
        new DatabaseProbe(database).check();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Database.open("jdbc:postgresql://127.0.0.1:1/none", "a", "b", 1));
    }

    @Test
    void saysWhenTheDatabaseHasTooMuchToDo() throws Exception {
        var pool = database.dataSource().unwrap(HikariDataSource.class);
        List<Connection> all = new ArrayList<>();
        try {
            for (int i = 0; i < pool.getMaximumPoolSize(); i++) {
                all.add(pool.getConnection());
            }

            assertThatExceptionOfType(StoreException.Busy.class)
                    .isThrownBy(() -> dialogs.find(Samples.OURS, new DialogId("none")));
        } finally {
            for (Connection one : all) {
                one.close();
            }
        }
        assertThat(dialogs.find(Samples.OURS, new DialogId("none"))).isEmpty();
    }
}
