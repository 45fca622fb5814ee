package dev.footnote.app;

import dev.footnote.ports.runtime.Background;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Linux' class of threads for the background, {@code SCHED_IDLE} (sched(7)): a processor that has nothing else to do is
 * as good as free for any other thread. No thread leaves the class, and what a thread in it starts is in it too
 * ({@link Carriers}). On other systems, and where Java may not call the system ({@code --enable-native-access}), all
 * threads have equal shares.
 */
public final class IdleScheduling implements Background {

    private static final Logger log = LoggerFactory.getLogger(IdleScheduling.class);
    private static final int SCHED_IDLE = 5; // linux/sched.h
    private static final int THIS_THREAD = 0;

    private final Optional<MethodHandle> setScheduler;

    public IdleScheduling() {
        setScheduler = System.getProperty("os.name").equals("Linux") && mayCallTheSystem() ? found() : Optional.empty();
        if (setScheduler.isEmpty()) {
            log.info("Work in the background has as much of the processors as questions");
        }
    }

    private static boolean mayCallTheSystem() {
        return IdleScheduling.class.getModule().isNativeAccessEnabled();
    }

    @SuppressWarnings("restricted") // whether it may is asked before
    private static Optional<MethodHandle> found() {
        Linker linker = Linker.nativeLinker();
        var form = FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
        return linker.defaultLookup().find("sched_setscheduler").map(address -> linker.downcallHandle(address, form));
    }

    @Override
    public void enter() {
        setScheduler.ifPresent(IdleScheduling::call);
    }

    private static void call(MethodHandle setScheduler) {
        try (var memory = Arena.ofConfined()) {
            MemorySegment priority = memory.allocate(ValueLayout.JAVA_INT); // the class has only priority 0
            int answer = (int) setScheduler.invokeExact(THIS_THREAD, SCHED_IDLE, priority);
            if (answer != 0) {
                log.warn(
                        "The system does not let {} work in the background",
                        Thread.currentThread().getName());
            }
        } catch (Throwable failure) { // what the handle's type declares; the call itself throws nothing
            throw new IllegalStateException("the call of the system failed", failure);
        }
    }
}
