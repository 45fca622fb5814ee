package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.ports.runtime.IdGenerator;
import org.junit.jupiter.api.Test;

class CountingIdsTest extends IdGeneratorContract {

    @Override
    protected IdGenerator ids() {
        return new CountingIds();
    }

    @Test
    void countsFromOne() {
        var ids = new CountingIds();

        assertThat(ids.next()).isEqualTo(CountingIds.thing(1)).isEqualTo("00000001000010008000000000000000");
        assertThat(ids.next()).isEqualTo(CountingIds.thing(2));
        assertThat(ids.nextTurn()).isEqualTo(CountingIds.turn(1)).isEqualTo("00000001-0000-4000-8000-000000000000");
    }
}
