package dev.footnote.app;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.BitSet;
import java.util.Optional;

/** What a thread can say to Linux about when and where it runs (sched(7)). */
final class LinuxScheduler {

    private static final int SCHED_IDLE = 5; // linux/sched.h
    private static final int THIS_THREAD = 0;
    private static final int MOST_PROCESSORS = 1024; // CPU_SETSIZE of sched.h
    private static final MemoryLayout MASK =
            MemoryLayout.sequenceLayout(MOST_PROCESSORS / Long.SIZE, ValueLayout.JAVA_LONG);

    private final MethodHandle setScheduler =
            handle("sched_setscheduler", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
    private final MethodHandle getScheduler = handle("sched_getscheduler", ValueLayout.JAVA_INT);
    private final MethodHandle getProcessor = handle("sched_getcpu");
    private final MethodHandle getAffinity =
            handle("sched_getaffinity", ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
    private final MethodHandle setAffinity =
            handle("sched_setaffinity", ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);

    private LinuxScheduler() {}

    /** Empty on other systems, and where Java may not call the system ({@code --enable-native-access}). */
    static Optional<LinuxScheduler> find() {
        boolean here = System.getProperty("os.name").equals("Linux")
                && LinuxScheduler.class.getModule().isNativeAccessEnabled();
        return here ? Optional.of(new LinuxScheduler()) : Optional.empty();
    }

    @SuppressWarnings("restricted") // whether it may is asked before
    private static MethodHandle handle(String name, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
    }

    /** Puts the calling thread into the class {@code SCHED_IDLE}; {@code false} if the system refuses. */
    boolean beIdle() {
        try (var memory = Arena.ofConfined()) {
            MemorySegment priority = memory.allocate(ValueLayout.JAVA_INT); // the class has only priority 0
            return call(() -> (int) setScheduler.invokeExact(THIS_THREAD, SCHED_IDLE, priority)) == 0;
        }
    }

    /** Whether the calling thread is in the class {@code SCHED_IDLE}. */
    boolean isIdle() {
        return call(() -> (int) getScheduler.invokeExact(THIS_THREAD)) == SCHED_IDLE;
    }

    /**
     * The processor on which the calling thread runs, and which it may leave in a moment; below 0 if it is not known.
     */
    int processor() {
        return call(() -> (int) getProcessor.invokeExact());
    }

    /** Where the calling thread may run; nowhere if there are more than 1,024 processors. */
    BitSet processors() {
        try (var memory = Arena.ofConfined()) {
            MemorySegment mask = memory.allocate(MASK);
            boolean told = call(() -> (int) getAffinity.invokeExact(THIS_THREAD, mask.byteSize(), mask)) == 0;
            return told ? BitSet.valueOf(mask.toArray(ValueLayout.JAVA_LONG)) : new BitSet();
        }
    }

    /** Has the calling thread go on on {@code processor}, which it may leave again; it stays if the system refuses. */
    void moveTo(int processor) {
        BitSet all = processors();
        var one = new BitSet();
        one.set(processor);
        keepTo(one);
        keepTo(all);
    }

    /** The calling thread runs there only; it stays as it is if the system refuses. */
    void keepTo(BitSet processors) {
        try (var memory = Arena.ofConfined()) {
            MemorySegment mask = memory.allocate(MASK);
            long[] bits = processors.toLongArray();
            MemorySegment.copy(bits, 0, mask, ValueLayout.JAVA_LONG, 0, bits.length);
            call(() -> (int) setAffinity.invokeExact(THIS_THREAD, mask.byteSize(), mask));
        }
    }

    private static int call(Call call) {
        try {
            return call.run();
        } catch (Throwable failure) { // what a handle's type declares; the calls themselves throw nothing
            throw new IllegalStateException("a call of the system failed", failure);
        }
    }

    @FunctionalInterface
    private interface Call {

        int run() throws Throwable;
    }
}
