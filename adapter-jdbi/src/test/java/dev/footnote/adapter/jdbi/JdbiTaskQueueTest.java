package dev.footnote.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.ports.store.TaskQueue.Task;
import dev.footnote.testkit.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiTaskQueueTest {

    private final Database database;
    private final JdbiTaskQueue queue;
    private final BlockingQueue<Task> handled = new LinkedBlockingQueue<>();

    JdbiTaskQueueTest(Database database) {
        this.database = database;
        this.queue = new JdbiTaskQueue(database);
    }

    @AfterEach
    void stop() {
        queue.stop();
    }

    @Test
    void handsOutEachTaskOnce() throws InterruptedException {
        var offered = new ArrayList<Task>();
        for (int i = 0; i < 500; i++) {
            offered.add(task());
        }
        offered.subList(0, 250).forEach(queue::offer);
        offered.subList(0, 50).forEach(queue::offer);
        queue.start(task -> {
            handled.add(task);
            if (task.equals(offered.getFirst())) {
                throw new IllegalStateException("a task that fails leaves the queue, too");
            }
        });
        offered.subList(250, 500).forEach(queue::offer);

        assertThat(take(500)).containsExactlyInAnyOrderElementsOf(offered);
        awaitEmpty();
        assertThat(handled).isEmpty();
    }

    @Test
    void handsATaskOutAgainWhoseProgramDied() throws InterruptedException {
        Task task = task();
        queue.offer(task);
        database.jdbi()
                .useHandle(handle -> handle.execute("update scheduled_tasks set picked = true, picked_by = 'dead',"
                        + " last_heartbeat = now() - interval '1 hour'"));

        queue.start(handled::add);

        assertThat(take(1)).containsExactly(task);
        awaitEmpty();
    }

    @Test
    void keepsATaskThatWasStopped() throws InterruptedException {
        Task task = task();
        var begun = new CountDownLatch(1);
        queue.offer(task);
        queue.start(same -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("stopped", e);
            }
        });
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

        queue.stop();
        queue.start(handled::add);

        assertThat(take(1)).containsExactly(task);
    }

    @Test
    void handsATaskOutAgainThatWasOfferedWhileItWasHandled() throws InterruptedException {
        Task task = task();
        var offeredAgain = new CountDownLatch(1);
        queue.offer(task);
        queue.start(same -> {
            handled.add(same);
            if (offeredAgain.getCount() > 0) {
                queue.offer(same);
                offeredAgain.countDown();
            }
        });

        assertThat(take(2)).containsExactly(task, task);
        awaitEmpty();
    }

    @Test
    void takesOutWhatIsCancelled() throws InterruptedException {
        Task cancelled = task();
        Task kept = task();
        queue.offer(cancelled);
        queue.offer(kept);

        queue.cancel(cancelled.document());
        queue.start(handled::add);

        assertThat(take(1)).containsExactly(kept);
        awaitEmpty();
        assertThat(handled).isEmpty();
    }

    private static Task task() {
        return new Task(Samples.OURS, new KnowledgeBaseId("base"), new DocumentId(Samples.id()));
    }

    private List<Task> take(int count) throws InterruptedException {
        var taken = new ArrayList<Task>();
        while (taken.size() < count) {
            Task task = handled.poll(30, TimeUnit.SECONDS);
            assertThat(task).describedAs("task %d", taken.size()).isNotNull();
            taken.add(task);
        }
        return taken;
    }

    private void awaitEmpty() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (waiting() > 0) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private int waiting() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from scheduled_tasks")
                        .mapTo(Integer.class)
                        .one());
    }
}
