package dev.footnote.adapter.jdbi;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;

/**
 * Work that is done once a day, by one of the programs that use the database; for the first time at once. Work that
 * fails is tried again a day later. Runs from {@link #start} until {@link #close}.
 */
public final class DailyJob implements AutoCloseable {

    private static final Duration POLLING = Duration.ofSeconds(30);
    private static final Duration SHUTDOWN = Duration.ofSeconds(1);

    private final Scheduler scheduler;

    private DailyJob(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Begins to do {@code work}.
     *
     * @param name tells this work from other work in the same database
     */
    public static DailyJob start(Database database, String name, Runnable work) {
        var task = Tasks.recurring(name, FixedDelay.of(Duration.ofDays(1))).execute((instance, context) -> work.run());
        Scheduler scheduler = Scheduler.create(database.dataSource())
                .startTasks(task)
                .threads(1)
                .pollingInterval(POLLING)
                .shutdownMaxWait(SHUTDOWN)
                .build();
        scheduler.start();
        return new DailyJob(scheduler);
    }

    @Override
    public void close() {
        scheduler.stop();
    }
}
