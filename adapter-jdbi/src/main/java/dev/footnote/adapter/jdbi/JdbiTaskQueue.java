package dev.footnote.adapter.jdbi;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.ports.index.IndexException;
import dev.footnote.ports.runtime.Background;
import dev.footnote.ports.store.StoreException;
import dev.footnote.ports.store.TaskQueue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tasks in PostgreSQL, handed out by db-scheduler to as many threads as there are workers.
 *
 * <p>A task offered for a document that is just being handled is handed out when that handler is done. A handler that
 * {@link #stop} broke off leaves its task in the queue. A task whose program died is handed out again by
 * {@link #start}; one whose end could not be stored, because the database was away, after 15 seconds. The wait between
 * tries begins with a second and doubles up to 32.
 */
public final class JdbiTaskQueue implements TaskQueue {

    private static final Logger log = LoggerFactory.getLogger(JdbiTaskQueue.class);
    private static final String NAME = "parse";
    private static final Duration POLLING = Duration.ofMillis(200);
    private static final Duration HEARTBEAT = Duration.ofSeconds(3);
    private static final int MISSED_HEARTBEATS = 5;
    private static final Duration SHUTDOWN = Duration.ofSeconds(1);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final int MAX_DOUBLINGS = 5;

    private final Store store;
    private final DataSource dataSource;
    private final int workers;
    private final Background background;
    private final Map<String, Integer> tries = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Scheduler> running = new AtomicReference<>();

    /**
     * @param workers how many tasks are handled at once
     * @param background where they are handled
     */
    public JdbiTaskQueue(Database database, int workers, Background background) {
        this.workers = workers;
        this.background = background;
        this.store = database.store();
        this.dataSource = database.dataSource();
    }

    @Override
    public void offer(Task task) {
        offerAll(List.of(task));
    }

    @Override
    public void offerAll(List<Task> tasks) {
        if (tasks.isEmpty()) {
            return;
        }
        store.with(handle -> handle.createUpdate("""
                        insert into scheduled_tasks
                        (task_name, task_instance, task_data, execution_time, picked, version, priority)
                        select :name, document, convert_to(data, 'UTF8'), now(), false, 1, priority
                        from unnest(:documents, :data, :priorities) as offered (document, data, priority)
                        on conflict (task_name, task_instance) do update
                        set task_data = excluded.task_data, priority = excluded.priority
                        """)
                .bind("name", NAME)
                .bindArray(
                        "documents",
                        String.class,
                        map(tasks, task -> task.document().value()))
                .bindArray("data", String.class, map(tasks, task -> json(data(task))))
                .bindArray("priorities", Integer.class, map(tasks, task -> task.priority() == Priority.HIGH ? 1 : 0))
                .execute());
        Scheduler scheduler = running.get();
        if (scheduler != null) {
            scheduler.triggerCheckForDueExecutions();
        }
    }

    private static <T> List<T> map(List<Task> tasks, Function<Task, T> part) {
        return tasks.stream().map(part).toList();
    }

    private static Data data(Task task) {
        return new Data(
                task.tenant().value(),
                task.knowledgeBase().value(),
                task.priority(),
                UUID.randomUUID().toString());
    }

    @Override
    public void cancel(DocumentId document) {
        store.with(handle -> handle.createUpdate("""
                        delete from scheduled_tasks
                        where task_name = :name and task_instance = :document and not picked
                        """)
                .bind("name", NAME)
                .bind("document", document.value())
                .execute());
    }

    @Override
    public void start(Handler handler) {
        var task = Tasks.custom(NAME, Data.class)
                .onDeadExecutionRevive()
                .execute((instance, context) -> work(instance, handler));
        Scheduler scheduler = Scheduler.create(dataSource, task)
                .threads(workers)
                .pollingInterval(POLLING)
                .enableImmediateExecution()
                .enablePriority()
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(SHUTDOWN)
                .serializer(new DataSerializer())
                .build();
        if (!running.compareAndSet(null, scheduler)) {
            throw new IllegalStateException("the queue has been started");
        }
        takeOver();
        scheduler.start();
    }

    /** Frees what a program that died was working on. */
    private void takeOver() {
        int taken =
                store.with(handle -> handle.createUpdate("""
                        update scheduled_tasks
                        set picked = false, picked_by = null, last_heartbeat = null, version = version + 1
                        where task_name = :name and picked
                        """).bind("name", NAME).execute());
        if (taken > 0) {
            log.info("Took over {} unfinished tasks", taken);
        }
    }

    @Override
    public void stop() {
        Scheduler scheduler = running.getAndSet(null);
        if (scheduler != null) {
            scheduler.stop();
        }
    }

    private CompletionHandler<Data> work(TaskInstance<Data> instance, Handler handler) {
        Data data = instance.getData();
        background.enter();
        try {
            handler.work(new Task(
                    new TenantId(data.tenant()),
                    new KnowledgeBaseId(data.knowledgeBase()),
                    new DocumentId(instance.getId()),
                    data.priority() == null ? Priority.NORMAL : data.priority()));
            tries.remove(instance.getId());
        } catch (StoreException | IndexException e) {
            log.warn("The task of document {} waits: {}", instance.getId(), e.getMessage());
            int doublings = Math.min(MAX_DOUBLINGS, tries.merge(instance.getId(), 1, Integer::sum) - 1);
            Duration wait = BETWEEN_TRIES.multipliedBy(1L << doublings);
            return (complete, operations) ->
                    operations.reschedule(complete, Instant.now().plus(wait));
        } catch (RuntimeException e) {
            log.error("The task of document {} failed", instance.getId(), e);
            if (running.get() == null) {
                return JdbiTaskQueue::again;
            }
        } finally {
            Thread.interrupted(); // the thread has yet to write what became of the task
        }
        return (complete, operations) -> finish(instance, complete, operations);
    }

    /** Removes the task, unless it was offered again meanwhile. */
    private void finish(TaskInstance<Data> instance, ExecutionComplete complete, ExecutionOperations<Data> operations) {
        int removed = store.with(handle -> handle.createUpdate("""
                        delete from scheduled_tasks
                        where task_name = :name and task_instance = :document and task_data = :data
                        """)
                .bind("name", NAME)
                .bind("document", instance.getId())
                .bind("data", bytes(instance.getData()))
                .execute());
        if (removed == 0) {
            again(complete, operations);
        }
    }

    private static void again(ExecutionComplete complete, ExecutionOperations<Data> operations) {
        operations.reschedule(complete, Instant.now());
    }

    private static byte[] bytes(Data data) {
        return json(data).getBytes(StandardCharsets.UTF_8);
    }

    private static String json(Data data) {
        return JsonColumn.write(data, Data.class);
    }

    /**
     * What is stored of a task beside its document; {@code offer} tells one offer from the next; older rows have no
     * priority.
     */
    record Data(
            String tenant, String knowledgeBase, @Nullable Priority priority, String offer) {}

    private static final class DataSerializer implements Serializer {

        @Override
        public byte[] serialize(Object data) {
            return bytes((Data) data);
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] serialized) {
            return JsonColumn.read(new String(serialized, StandardCharsets.UTF_8), type);
        }
    }
}
