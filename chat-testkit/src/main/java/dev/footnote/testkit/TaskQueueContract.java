package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.ports.index.IndexException;
import dev.footnote.ports.store.StoreException;
import dev.footnote.ports.store.TaskQueue;
import dev.footnote.ports.store.TaskQueue.Task;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link TaskQueue} with workers of its own promises. */
public abstract class TaskQueueContract extends StoreContract {

    private static final int PATIENCE_SECONDS = 30;

    private final BlockingQueue<Task> handled = new LinkedBlockingQueue<>();
    private final List<TaskQueue> opened = new ArrayList<>();
    private TaskQueue queue;

    /** A queue that has not been started; each call yields another one over the same store. */
    protected abstract TaskQueue queue();

    @BeforeEach
    void openQueue() {
        queue = another();
    }

    @AfterEach
    void stop() {
        opened.forEach(TaskQueue::stop);
    }

    @Test
    void handsOutEachTaskOnceAlsoOneThatFails() throws InterruptedException {
        List<Task> offered = Stream.generate(TaskQueueContract::task).limit(100).toList();
        offered.subList(0, 50).forEach(queue::offer);
        offered.subList(0, 20).forEach(queue::offer);
        queue.start(task -> {
            handled.add(task);
            if (task.equals(offered.getFirst())) {
                throw new IllegalStateException("as this test wants it");
            }
        });
        offered.subList(50, 100).forEach(queue::offer);

        assertThat(take(100)).containsExactlyInAnyOrderElementsOf(offered);
        assertNothingLeft();
    }

    @Test
    void handsOutWhatIsOfferedTogether() throws InterruptedException {
        List<Task> offered = Stream.generate(TaskQueueContract::task).limit(50).toList();
        queue.offer(offered.getFirst());
        queue.offerAll(List.of());
        queue.offerAll(offered);

        queue.start(handled::add);

        assertThat(take(50)).containsExactlyInAnyOrderElementsOf(offered);
        assertNothingLeft();
    }

    @Test
    void worksOnSeveralTasksAtOnce() throws InterruptedException {
        var together = new CountDownLatch(2);
        queue.start(task -> {
            together.countDown();
            if (awaited(together)) {
                handled.add(task);
            }
        });

        queue.offer(task());
        queue.offer(task());

        assertThat(take(2)).hasSize(2);
    }

    @Test
    void keepsWhatIsNotHandledForTheNextStart() throws InterruptedException {
        Task task = task();
        queue.offer(task);
        queue.stop();

        another().start(handled::add);

        assertThat(take(1)).containsExactly(task);
    }

    @Test
    void interruptsAHandlerWhenItStopsAndHandsItsTaskOutAgain() throws InterruptedException {
        Task task = task();
        var begun = new CountDownLatch(1);
        queue.offer(task);
        queue.start(same -> {
            begun.countDown();
            if (!awaited(new CountDownLatch(1))) {
                throw new IllegalStateException("stopped");
            }
        });
        assertThat(begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

        queue.stop();
        another().start(handled::add);

        assertThat(take(1)).containsExactly(task);
    }

    @Test
    void handsATaskOutAgainThatWasOfferedWhileItWasHandled() throws InterruptedException {
        Task task = task();
        var again = new AtomicBoolean(true);
        queue.offer(task);
        queue.start(same -> {
            handled.add(same);
            if (again.getAndSet(false)) {
                queue.offer(same);
            }
        });

        assertThat(take(2)).containsExactly(task, task);
        assertNothingLeft();
    }

    @Test
    void handsATaskOutAgainWhoseHandlerCouldNotUseDatabaseOrIndex() throws InterruptedException {
        Task task = task();
        var away = new ArrayDeque<RuntimeException>(List.of(
                new StoreException("as this test wants it", null), new IndexException("as this test wants it", null)));
        queue.offer(task);
        queue.start(same -> {
            RuntimeException failure = away.poll();
            if (failure != null) {
                throw failure;
            }
            handled.add(same);
        });

        assertThat(take(1)).containsExactly(task);
        assertNothingLeft();
    }

    @Test
    void takesOutWhatIsCancelled() throws InterruptedException {
        Task cancelled = task();
        Task kept = task();
        queue.offer(cancelled);
        queue.offer(kept);

        queue.cancel(cancelled.document());
        queue.cancel(new DocumentId(Samples.id()));
        queue.start(handled::add);

        assertThat(take(1)).containsExactly(kept);
        assertNothingLeft();
    }

    @Test
    void forgetsWhatATransactionOfferedThatWasUndone() throws InterruptedException {
        queue.start(handled::add);

        assertThatIllegalStateException()
                .isThrownBy(() -> transactions().inTransaction(() -> {
                    queue.offer(task());
                    throw new IllegalStateException("no");
                }));

        assertNothingLeft();
    }

    /** Nothing was handed out that has not been looked at, and nothing waits. */
    private void assertNothingLeft() throws InterruptedException {
        opened.forEach(TaskQueue::stop);
        Task last = task();
        TaskQueue next = another();
        next.offer(last);
        next.start(handled::add);
        assertThat(take(1)).containsExactly(last);
        next.stop();
        assertThat(handled).isEmpty();
    }

    private TaskQueue another() {
        TaskQueue another = queue();
        opened.add(another);
        return another;
    }

    private List<Task> take(int count) throws InterruptedException {
        var taken = new ArrayList<Task>();
        while (taken.size() < count) {
            Task task = handled.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(task).as("task %d", taken.size()).isNotNull();
            taken.add(task);
        }
        return taken;
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Task task() {
        return new Task(Samples.OURS, new KnowledgeBaseId("base"), new DocumentId(Samples.id()));
    }
}
