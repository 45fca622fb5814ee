package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.ports.store.StoreException;
import dev.footnote.ports.store.TaskQueue.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryPortsTest {

    private final InMemoryPorts memory = InMemoryPorts.saying("Yes, of course.");

    @Test
    void failsWhileTheDatabaseIsAwayAndLosesNothing() {
        var ports = memory.ports();
        Dialog dialog = Samples.dialog(Samples.OURS, List.of());
        ports.dialogs().add(dialog);

        memory.database().goAway();
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> ports.dialogs().remove(Samples.OURS, dialog.id()));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> ports.probes().getFirst().check());

        memory.database().comeBack();
        ports.probes().getFirst().check();
        assertThat(ports.dialogs().find(Samples.OURS, dialog.id())).contains(dialog);
    }

    @Test
    void showsWhetherARowWasChanged() {
        var ports = memory.ports();
        Dialog dialog = Samples.dialog(Samples.OURS, List.of());
        ports.dialogs().add(dialog);
        var before = memory.database().rows();

        assertThat(ports.dialogs().find(Samples.OURS, dialog.id())).isPresent();
        assertThat(memory.database().rows()).isEqualTo(before);

        ports.dialogs().remove(Samples.OURS, dialog.id());
        assertThat(memory.database().rows()).isNotEqualTo(before);
    }

    @Test
    void letsTimeStandStillUntilItIsSet() {
        assertThat(memory.clock().instant()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));

        memory.clock().advance(Duration.ofSeconds(1));
        assertThat(memory.ports().clock().instant()).isEqualTo(SettableClock.START.plusSeconds(1));

        memory.clock().set(Instant.EPOCH);
        assertThat(memory.clock().instant()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void worksOnATaskAsSoonAsItsTransactionEnds() {
        var ports = memory.ports();
        var task = new Task(Samples.OURS, new KnowledgeBaseId("base"), new DocumentId("document"));
        var handled = new ArrayList<Task>();
        ports.tasks().start(handled::add);

        int inside = ports.transactions().inTransaction(() -> {
            ports.tasks().offer(task);
            return handled.size();
        });

        assertThat(inside).isZero();
        assertThat(handled).containsExactly(task);
    }

    @Test
    void countsWords() {
        assertThat(memory.ports().tokens().count("")).isZero();
        assertThat(memory.ports().tokens().count(" \n")).isZero();
        assertThat(memory.ports().tokens().count(" a  word\n")).isEqualTo(2);
    }
}
