package dev.footnote.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.ports.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each test has the database as the one before left it, so they are one. */
@ExtendWith(Postgres.class)
class StorageRotationTest {

    private static final Optional<StorageKey> NONE = Optional.empty();
    private static final Optional<StorageKey> KEY = Optional.of(Sealing.KEY);
    private static final Optional<StorageKey> OTHER = Optional.of(Sealing.OTHER);
    private static final int TALKS = 7;

    private final Database plain;
    private final List<Talk> talks = new ArrayList<>();

    StorageRotationTest(Database plain) {
        this.plain = plain;
    }

    @Test
    void sealsUnderAKeyThenUnderAnotherAndGoesOnAfterABreak() {
        for (int i = 0; i < TALKS; i++) {
            talks.add(Talk.stored(plain));
        }

        rotate(NONE, Sealing.KEY);
        assertThat(Sealing.raw(plain)).contains(Sealing.KEY.id()).doesNotContain(Talk.WORDS);
        readable(KEY);

        assertThatExceptionOfType(Broken.class).isThrownBy(this::breakOff);
        assertThat(Sealing.raw(plain))
                .contains(Sealing.KEY.id(), Sealing.OTHER.id())
                .doesNotContain(Talk.WORDS);
        for (Optional<StorageKey> key : List.of(NONE, KEY, OTHER)) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> Sealing.open(plain, key))
                    .withMessageContaining("was broken off");
        }
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> rotate(NONE, Sealing.OTHER));

        rotate(KEY, Sealing.OTHER);
        assertThat(Sealing.raw(plain))
                .contains(Sealing.OTHER.id())
                .doesNotContain(Sealing.KEY.id())
                .doesNotContain(Talk.WORDS);
        readable(OTHER);
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> Sealing.open(plain, KEY));

        String rows = Sealing.raw(plain);
        rotate(KEY, Sealing.OTHER); // once more, by mistake
        assertThat(Sealing.raw(plain)).isEqualTo(rows);
    }

    private void rotate(Optional<StorageKey> before, StorageKey after) {
        var seen = new ArrayList<Long>();
        try (StorageRotation rotation = Sealing.rotation(plain, before, after)) {
            rotation.run(3, seen::add);
        }
        assertThat(seen).containsExactly(3L, 6L, 7L);
    }

    private void breakOff() {
        try (StorageRotation rotation = Sealing.rotation(plain, KEY, Sealing.OTHER)) {
            rotation.run(3, seen -> {
                throw new Broken();
            });
        }
    }

    private void readable(Optional<StorageKey> key) {
        try (Database database = Sealing.open(plain, key)) {
            talks.forEach(talk -> talk.isIn(database));
        }
    }

    private static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
