package dev.footnote.app;

import dev.footnote.ports.runtime.Background;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The background by means of Linux. Its threads are in the class {@code SCHED_IDLE} (sched(7)): a processor that has
 * nothing else to do is as good as free for any other thread. No thread leaves the class, and what a thread in it
 * starts is in it too ({@link Carriers}).
 *
 * <p>While all processors are busy, if only with such threads, Linux does not look for one that is as good as free when
 * a thread wakes up, and two that answer may share one for long. So answers that are computed on the same processor are
 * kept apart here.
 *
 * <p>On other systems, and where Java may not call the system ({@code --enable-native-access}), all threads have equal
 * shares.
 */
public final class IdleScheduling implements Background {

    private static final String EQUAL_SHARES = "Work in the background has as much of the processors as questions";
    private static final int UNKNOWN = -1;
    private static final Logger log = LoggerFactory.getLogger(IdleScheduling.class);

    private final Optional<LinuxScheduler> system = LinuxScheduler.find();
    private final BitSet processors = system.map(LinuxScheduler::processors).orElseGet(BitSet::new);
    private final AtomicIntegerArray answers = new AtomicIntegerArray(processors.length()); // by processor
    private final AtomicBoolean refused = new AtomicBoolean();

    public IdleScheduling() {
        if (system.isEmpty()) {
            log.info(EQUAL_SHARES);
        }
    }

    @Override
    public void enter() {
        if (system.isPresent() && !system.get().beIdle() && refused.compareAndSet(false, true)) {
            log.warn("The system refuses the class SCHED_IDLE: {}", EQUAL_SHARES);
        }
    }

    @Override
    public <T> T ahead(Supplier<T> answer) {
        int processor = system.map(this::withoutAnswer).orElse(UNKNOWN);
        if (processor == UNKNOWN) {
            return answer.get();
        }
        answers.incrementAndGet(processor);
        try {
            return answer.get();
        } finally {
            answers.decrementAndGet(processor);
        }
    }

    /**
     * Where the calling thread now runs: where no other answer is computed, if there is such a processor. Unknown in
     * the background.
     */
    private int withoutAnswer(LinuxScheduler system) {
        int here = system.processor();
        if (here < 0 || !processors.get(here) || system.isIdle()) { // a task that searches is not ahead
            return UNKNOWN;
        }
        if (answers.get(here) == 0) {
            return here;
        }
        int free = processors.stream()
                .filter(processor -> answers.get(processor) == 0)
                .findFirst()
                .orElse(here);
        if (free != here) {
            system.moveTo(free);
        }
        return free;
    }
}
