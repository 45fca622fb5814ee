package dev.footnote.adapter.lucene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of one knowledge base's index: opened by the first use, closed when it was idle, opened by the next. */
final class IndexFolder {

    private static final Logger log = LoggerFactory.getLogger(IndexFolder.class);

    /** Begins the name of a folder that is being deleted. */
    static final String DROPPED = ".dropped-";

    /** Begins the name of the folder that an index is built anew in. */
    static final String BESIDE = ".beside-";

    /** Begins the name of an index that is built, and takes the place of the one before. */
    static final String READY = ".ready-";

    private static final double RAM_BUFFER_MB = 32;

    private final Path path;
    private final ChunkAnalyzer analyzer;
    private final OpenFolders others;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(); // shared to use, exclusive to open, close
    private volatile @Nullable Opened opened;
    private @Nullable Opened beside; // guarded by lock
    private volatile long lastUsed = System.nanoTime();

    IndexFolder(Path path, ChunkAnalyzer analyzer, OpenFolders others) {
        this.path = path;
        this.analyzer = analyzer;
        this.others = others;
    }

    /** An index that is open until {@link IndexFolder} closes it. */
    record Opened(ReleasableDirectory directory, IndexWriter writer, SearcherManager searchers) {

        /** Makes all changes durable, then findable. */
        void commit() throws IOException {
            writer.commit();
            searchers.maybeRefreshBlocking();
        }

        /** Keeps what was written; waits for merges, which make the index faster. */
        private void close() throws IOException {
            IOUtils.close(searchers, writer, directory);
        }

        /** Keeps what was written; merges begin anew when it is written to the next time. */
        private void closeAtOnce() throws IOException {
            try {
                if (writer.isOpen()) {
                    writer.commit();
                }
            } finally {
                abandon();
            }
        }

        /** Forgets what was not committed, at once; what a merge still holds is let go of when it ends. */
        private void abandon() throws IOException {
            directory.release();
            Thread.ofVirtual().name("index-close").start(() -> {
                try {
                    IOUtils.close(searchers, writer::rollback, directory);
                } catch (IOException | RuntimeException failure) {
                    log.debug("An index that nobody uses did not close cleanly", failure);
                }
            });
        }
    }

    /** What is done with an open index. */
    @FunctionalInterface
    interface Use<T> {
        T of(Opened index) throws IOException;
    }

    /** Uses the index, or yields nothing if there is none. */
    <T> Optional<T> use(Use<T> use) throws IOException {
        return use(use, false);
    }

    /** Uses the index, a new one if there is none. */
    void create(Use<?> use) throws IOException {
        use(use, true);
    }

    /** Changes the index, and the one that is built beside it; does nothing if there is none. */
    void change(Use<?> change, boolean create) throws IOException {
        use(
                index -> {
                    Object changed = change.of(index);
                    if (beside != null) {
                        change.of(beside);
                    }
                    return changed;
                },
                create);
    }

    /** Begins to build another index beside; {@code first} fills it while nothing else is changed. */
    void beginBeside(BesideFill first) throws IOException {
        create(index -> index); // opens it
        lock.writeLock().lock();
        try {
            if (beside != null) {
                throw new IOException("the index %s is being rebuilt already".formatted(path));
            }
            Path folder = path.resolveSibling(BESIDE + path.getFileName());
            IOUtils.rm(folder);
            Opened fresh = opened(folder);
            try {
                if (opened != null) {
                    first.fill(opened, fresh);
                }
                beside = fresh;
            } finally {
                if (beside == null) {
                    fresh.abandon();
                }
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** What is taken over from an index by the one that is built beside it. */
    @FunctionalInterface
    interface BesideFill {
        void fill(Opened old, Opened fresh) throws IOException;
    }

    /** Uses the index that is built beside. */
    void useBeside(Use<?> use) throws IOException {
        lock.readLock().lock();
        try {
            if (beside == null) {
                throw new IOException("the index %s is not being rebuilt".formatted(path));
            }
            use.of(beside);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Puts the index that was built beside in this one's place. */
    void finishBeside() throws IOException {
        lock.writeLock().lock();
        try {
            Opened built = beside;
            if (built == null) {
                throw new IOException("the index %s is not being rebuilt".formatted(path));
            }
            beside = null;
            built.commit();
            built.close();
            closeNow(Opened::abandon); // what it has is in the new one
            Path ready = path.resolveSibling(READY + path.getFileName());
            Files.move(path.resolveSibling(BESIDE + path.getFileName()), ready); // from here a crash changes nothing
            takePlace(ready, path);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Moves a built index to {@code path}; can be done again after a crash. */
    static void takePlace(Path ready, Path path) throws IOException {
        if (Files.isDirectory(path)) {
            Path dropped = path.resolveSibling(DROPPED + UUID.randomUUID());
            Files.move(path, dropped);
            Files.move(ready, path);
            IOUtils.rm(dropped);
        } else {
            Files.move(ready, path);
        }
    }

    /** Deletes what was built beside; does nothing if nothing is. */
    void giveUpBeside() throws IOException {
        lock.writeLock().lock();
        try {
            Opened built = beside;
            beside = null;
            if (built != null) {
                built.abandon();
                IOUtils.rm(path.resolveSibling(BESIDE + path.getFileName()));
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private <T> Optional<T> use(Use<T> use, boolean create) throws IOException {
        while (create || Files.isDirectory(path)) {
            lock.readLock().lock();
            try {
                Opened index = opened;
                if (index != null && index.writer().isOpen()) {
                    lastUsed = System.nanoTime();
                    return Optional.of(use.of(index));
                }
            } finally {
                lock.readLock().unlock();
            }
            open(create);
        }
        return Optional.empty();
    }

    private void open(boolean create) throws IOException {
        others.makeRoom();
        lock.writeLock().lock();
        try {
            if ((opened != null && opened.writer().isOpen()) || (!create && !Files.isDirectory(path))) {
                return;
            }
            closeNow(Opened::close); // a writer that failed, as by an interrupted write, is of no use any more
            lastUsed = System.nanoTime();
            opened = opened(path);
            others.opened(this);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private Opened opened(Path path) throws IOException {
        var directory = new ReleasableDirectory(path);
        IndexWriter writer = null;
        try {
            var config = new IndexWriterConfig(analyzer).setRAMBufferSizeMB(RAM_BUFFER_MB);
            writer = new IndexWriter(directory, config.setCodec(new WideVectorCodec()));
            writer.maybeMerge(); // what a close broke off
            return new Opened(directory, writer, new SearcherManager(writer, null));
        } catch (LockObtainFailedException held) {
            directory.close();
            throw new IOException("the index %s is in use by another process".formatted(path), held);
        } catch (IOException | RuntimeException failure) {
            IOUtils.closeWhileHandlingException(writer, directory);
            throw failure;
        }
    }

    /** Closes the index if it was not used for {@code idle}; what was staged is kept. */
    void closeIdle(Duration idle) throws IOException {
        if (opened == null
                || beside != null
                || System.nanoTime() - lastUsed < idle.toNanos()
                || !lock.writeLock().tryLock()) {
            return;
        }
        try {
            if (System.nanoTime() - lastUsed >= idle.toNanos()) {
                closeNow(Opened::close);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Closes it if nobody uses it just now and nothing is to be waited for; says whether it is closed. */
    boolean tryClose() throws IOException {
        if (!lock.writeLock().tryLock()) {
            return false;
        }
        try {
            Opened index = opened;
            if (beside != null || index != null && index.writer().hasPendingMerges()) {
                return false;
            }
            closeNow(Opened::closeAtOnce);
            return true;
        } finally {
            lock.writeLock().unlock();
        }
    }

    long lastUsed() {
        return lastUsed;
    }

    void close() throws IOException {
        lock.writeLock().lock();
        try {
            giveUpBeside();
            closeNow(Opened::closeAtOnce);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * Takes the folder away, at once, so that a crash leaves all of the index or none; searches that are under way
     * finish with what they see.
     *
     * @return where it is now, to be deleted; empty if there was none
     */
    Optional<Path> drop() throws IOException {
        lock.writeLock().lock();
        try {
            giveUpBeside();
            if (!Files.isDirectory(path)) {
                return Optional.empty();
            }
            closeNow(Opened::abandon);
            return Optional.of(Files.move(path, path.resolveSibling(DROPPED + UUID.randomUUID())));
        } finally {
            lock.writeLock().unlock();
        }
    }

    @FunctionalInterface
    private interface Closing {
        void close(Opened index) throws IOException;
    }

    private void closeNow(Closing closing) throws IOException {
        Opened index = opened;
        opened = null;
        others.closed(this);
        if (index != null) {
            closing.close(index);
        }
    }
}
