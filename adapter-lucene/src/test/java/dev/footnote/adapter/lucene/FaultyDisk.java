package dev.footnote.adapter.lucene;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.Lock;

/** A disk with as much room as a test wants, which can refuse writes, or fail now and then. */
final class FaultyDisk implements IndexPlace.Opener {

    static final long PLENTY = 1L << 40;

    private final AtomicLong room = new AtomicLong(PLENTY);
    private final AtomicLong faults = new AtomicLong();
    private final Random random; // guarded by itself
    private volatile long enough;
    private volatile double rate;
    private volatile boolean readOnly;

    FaultyDisk(long seed) {
        random = new Random(seed);
    }

    /** From now on so many bytes can be written. */
    void room(long bytes) {
        room.set(bytes);
    }

    /** From now on nothing can be written until that has failed so many times. */
    void roomAfter(int failures) {
        enough = faults.get() + failures;
        room.set(0);
    }

    /** From now on an operation fails with this probability. */
    void failing(double probability) {
        rate = probability;
    }

    void readOnly(boolean now) {
        readOnly = now;
    }

    /** How many operations failed. */
    long faults() {
        return faults.get();
    }

    @Override
    public Directory open(Path folder) throws IOException {
        return new Faulty(FSDirectory.open(folder));
    }

    private IOException fault(String why) {
        if (faults.incrementAndGet() == enough) {
            room.set(PLENTY);
        }
        return new IOException(why);
    }

    private void sometimes() throws IOException {
        synchronized (random) {
            if (rate > 0 && random.nextDouble() < rate) {
                throw fault("the disk failed");
            }
        }
    }

    private void written() throws IOException {
        if (readOnly) {
            throw fault("Read-only file system");
        }
        sometimes();
    }

    private void take(long bytes) throws IOException {
        if (room.addAndGet(-bytes) < 0) {
            room.addAndGet(bytes);
            throw fault("No space left on device");
        }
    }

    private final class Faulty extends FilterDirectory {

        private final ConcurrentHashMap<String, Long> taken = new ConcurrentHashMap<>();

        Faulty(Directory real) {
            super(real);
        }

        @Override
        public Lock obtainLock(String name) throws IOException {
            written();
            return super.obtainLock(name);
        }

        @Override
        public IndexOutput createOutput(String name, IOContext context) throws IOException {
            written();
            return new Counted(super.createOutput(name, context));
        }

        @Override
        public IndexOutput createTempOutput(String prefix, String suffix, IOContext context) throws IOException {
            written();
            return new Counted(super.createTempOutput(prefix, suffix, context));
        }

        @Override
        public IndexInput openInput(String name, IOContext context) throws IOException {
            sometimes();
            return super.openInput(name, context);
        }

        @Override
        public void deleteFile(String name) throws IOException {
            super.deleteFile(name);
            Long bytes = taken.remove(name);
            room.addAndGet(bytes == null ? 0 : bytes);
        }

        @Override
        public void rename(String from, String to) throws IOException {
            written();
            super.rename(from, to);
            Long bytes = taken.remove(from);
            taken.put(to, bytes == null ? 0 : bytes);
        }

        @Override
        public void sync(Collection<String> names) throws IOException {
            written();
            super.sync(names);
        }

        private final class Counted extends FilterIndexOutput {

            Counted(IndexOutput real) {
                super("counted " + real.getName(), real.getName(), real);
            }

            @Override
            public void writeByte(byte one) throws IOException {
                note(1);
                super.writeByte(one);
            }

            @Override
            public void writeBytes(byte[] bytes, int offset, int length) throws IOException {
                note(length);
                super.writeBytes(bytes, offset, length);
            }

            private void note(long bytes) throws IOException {
                take(bytes);
                taken.merge(getName(), bytes, Long::sum);
            }
        }
    }
}
