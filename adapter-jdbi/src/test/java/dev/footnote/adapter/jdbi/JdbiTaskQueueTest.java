package dev.footnote.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.ports.runtime.Background;
import dev.footnote.ports.store.TaskQueue;
import dev.footnote.ports.store.TaskQueue.Task;
import dev.footnote.testkit.NotedBackground;
import dev.footnote.testkit.Samples;
import dev.footnote.testkit.Stores;
import dev.footnote.testkit.TaskQueueContract;
import java.util.ArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiTaskQueueTest extends TaskQueueContract {

    private final Database database;

    JdbiTaskQueueTest(Database database) {
        this.database = database;
    }

    @Override
    protected Stores stores() {
        return new JdbiStores(database);
    }

    @Override
    protected TaskQueue queue() {
        return new JdbiTaskQueue(database, 2, Background.EQUAL);
    }

    @Test
    void handsATaskOutAgainWhoseProgramDied() throws InterruptedException {
        var task = new Task(Samples.OURS, new KnowledgeBaseId("base"), new DocumentId(Samples.id()));
        var handled = new LinkedBlockingQueue<Task>();
        TaskQueue queue = queue();
        queue.offer(task);
        database.jdbi()
                .useHandle(handle -> handle.execute("update scheduled_tasks set picked = true, picked_by = 'dead',"
                        + " last_heartbeat = now() - interval '1 hour'"));

        queue.start(handled::add);
        Task again = handled.poll(30, TimeUnit.SECONDS);
        queue.stop();

        assertThat(again).isEqualTo(task);
    }

    @Test
    void leavesTheProcessorsToQuestions() throws InterruptedException {
        var background = new NotedBackground();
        var worked = new LinkedBlockingQueue<Boolean>();
        TaskQueue queue = new JdbiTaskQueue(database, 2, background);
        queue.offer(task(TaskQueue.Priority.HIGH));

        queue.start(work -> worked.add(background.entered().contains(Thread.currentThread())));
        Boolean quietly = worked.poll(30, TimeUnit.SECONDS);
        queue.stop();

        assertThat(quietly).isTrue();
    }

    @Test
    void handsOutWhatIsUrgentFirst() throws InterruptedException {
        var handled = new LinkedBlockingQueue<Task>();
        TaskQueue queue = new JdbiTaskQueue(database, 1, Background.EQUAL);
        Task first = task(TaskQueue.Priority.NORMAL);
        Task second = task(TaskQueue.Priority.NORMAL);
        Task urgent = task(TaskQueue.Priority.HIGH);
        queue.offer(first);
        queue.offer(second);
        queue.offer(urgent);

        queue.start(handled::add);
        var order = new ArrayList<Task>();
        while (order.size() < 3) {
            Task next = handled.poll(30, TimeUnit.SECONDS);
            assertThat(next).isNotNull();
            order.add(next);
        }
        queue.stop();

        assertThat(order).containsExactly(urgent, first, second);
    }

    private static Task task(TaskQueue.Priority priority) {
        return new Task(Samples.OURS, new KnowledgeBaseId("base"), new DocumentId(Samples.id()), priority);
    }
}
