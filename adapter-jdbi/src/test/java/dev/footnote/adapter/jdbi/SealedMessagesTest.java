package dev.footnote.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.ports.store.StoreException;
import dev.footnote.testkit.ConversationRepositoryContract;
import dev.footnote.testkit.StoredCitationsContract;
import dev.footnote.testkit.Stores;
import dev.footnote.testkit.TurnRepositoryContract;
import dev.footnote.testkit.UsageRepositoryContract;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages under a key. The database had one of a time without a key before. */
@ExtendWith(Postgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SealedMessagesTest {

    private final Database plain;
    private final Talk old;
    private final Database sealed;

    SealedMessagesTest(Database plain) {
        this.plain = plain;
        this.old = Talk.stored(plain);
        this.sealed = Sealing.open(plain, Optional.of(Sealing.KEY));
    }

    @AfterAll
    void close() {
        sealed.close();
    }

    @Test
    void keepsNoWordOfWhatIsAskedAndAnswered() {
        Talk talk = Talk.stored(sealed);

        talk.isIn(sealed);
        String rows = Sealing.raw(plain)
                .lines()
                .filter(row -> row.contains(talk.question().turn().value())
                        || row.contains(talk.conversation().id().value()))
                .reduce("", String::concat);
        assertThat(rows).contains(Sealing.KEY.id()).doesNotContain(Talk.WORDS);
    }

    @Test
    void readsWhatWasStoredWithoutAKey() {
        old.isIn(sealed);

        assertThat(Sealing.raw(plain)).contains(Talk.WORDS);
    }

    @Test
    void refusesAnotherKeyAndNone() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Sealing.open(plain, Optional.of(Sealing.OTHER)))
                .withMessage("the messages are encrypted under another key than the one that is set"
                        + " (0123abcd instead of fedc9876)");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Sealing.open(plain, Optional.empty()))
                .withMessage("the messages are encrypted, and no key is set");
        Sealing.open(plain, Optional.of(Sealing.KEY)).close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "\u0001",
                "\u0001\u0001twice",
                "\u00010123abcd.looks sealed",
                "\"quoted\"",
                "snowman \u2603 and \uD83D\uDE00"
            })
    void keepsEveryText(String text) {
        for (var texts :
                new StoredText[] {new StoredText(Optional.empty()), new StoredText(Optional.of(Sealing.KEY))}) {
            assertThat(texts.read(texts.write(text))).isEqualTo(text);
            String json = JsonColumn.write(new String[] {text}, String[].class);
            assertThat(texts.readJson(texts.writeJson(json))).isEqualTo(json);
        }
    }

    @Test
    void opensNothingWithAnotherKey() {
        String stored = new StoredText(Optional.of(Sealing.KEY)).write("text");

        for (Optional<StorageKey> key : List.of(Optional.of(Sealing.OTHER), Optional.<StorageKey>empty())) {
            assertThatExceptionOfType(StoreException.class).isThrownBy(() -> new StoredText(key).read(stored));
        }
    }

    @Nested
    class Turns extends TurnRepositoryContract {
        @Override
        protected Stores stores() {
            return new JdbiStores(sealed);
        }
    }

    @Nested
    class Conversations extends ConversationRepositoryContract {
        @Override
        protected Stores stores() {
            return new JdbiStores(sealed);
        }
    }

    @Nested
    class Citations extends StoredCitationsContract {
        @Override
        protected Stores stores() {
            return new JdbiStores(sealed);
        }
    }

    @Nested
    class Usage extends UsageRepositoryContract {
        @Override
        protected Stores stores() {
            return new JdbiStores(sealed);
        }
    }
}
