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
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/** The folder of one knowledge base's index: opened by the first use, closed when it was idle, opened by the next. */
final class IndexFolder {

    /** Begins the name of a folder that is being deleted. */
    static final String DROPPED = ".dropped-";

    /** Begins the name of the folder that an index is built anew in. */
    static final String BESIDE = ".beside-";

    /** Begins the name of an index that is built, and takes the place of the one before. */
    static final String READY = ".ready-";

    private static final double RAM_BUFFER_MB = 32;

    private final Path path;
    private final ChunkAnalyzer analyzer;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(); // shared to use, exclusive to open, close
    private volatile @Nullable Opened opened;
    private @Nullable Opened beside; // guarded by lock
    private volatile long lastUsed = System.nanoTime();

    IndexFolder(Path path, ChunkAnalyzer analyzer) {
        this.path = path;
        this.analyzer = analyzer;
    }

    /** An index that is open until {@link IndexFolder} closes it, with the note of its model. */
    record Opened(Directory directory, IndexWriter writer, SearcherManager searchers, ModelNote note) {

        /** Makes all changes durable, then findable. */
        void commit() throws IOException {
            writer.commit();
            searchers.maybeRefreshBlocking();
        }

        private void close() throws IOException {
            IOUtils.close(searchers, writer, directory);
        }
    }

    /** What is done with an open index. */
    @FunctionalInterface
    interface Use<T> {
        T of(Opened index) throws IOException;
    }

    /** Uses the index, or yields nothing if there is none. */
    <T> Optional<T> use(Use<T> use) throws IOException {
        return use(use, Optional.empty());
    }

    /** The note of the index; one that says nothing if there is no index. */
    ModelNote note() throws IOException {
        Opened index = opened;
        return index == null ? ModelNote.read(path) : index.note();
    }

    /** Changes the index, and the one that is built beside it; does nothing if there is none. */
    void change(Use<?> change) throws IOException {
        change(change, change, Optional.empty());
    }

    /**
     * Changes the index, a new one with the note {@code first} if there is none, and the one that is built beside it.
     */
    void change(Use<?> change, Use<?> changeBeside, ModelNote first) throws IOException {
        change(change, changeBeside, Optional.of(first));
    }

    private void change(Use<?> change, Use<?> changeBeside, Optional<ModelNote> first) throws IOException {
        use(
                index -> {
                    Object changed = change.of(index);
                    if (beside != null) {
                        changeBeside.of(beside);
                    }
                    return changed;
                },
                first);
    }

    /** Begins to build another index with {@code note} beside; {@code first} fills it while nothing else is changed. */
    void beginBeside(ModelNote note, BesideFill first) throws IOException {
        use(index -> index, Optional.of(note)); // opens it
        lock.writeLock().lock();
        try {
            if (beside != null) {
                throw new IOException("the index %s is being rebuilt already".formatted(path));
            }
            Path folder = path.resolveSibling(BESIDE + path.getFileName());
            IOUtils.rm(folder);
            note.write(folder);
            Opened fresh = opened(folder);
            try {
                if (opened != null) {
                    first.fill(opened, fresh);
                }
                beside = fresh;
            } finally {
                if (beside == null) {
                    fresh.close();
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
    <T> T useBeside(Use<T> use) throws IOException {
        lock.readLock().lock();
        try {
            if (beside == null) {
                throw new IOException("the index %s is not being rebuilt".formatted(path));
            }
            return use.of(beside);
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
            closeNow();
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
                built.close();
                IOUtils.rm(path.resolveSibling(BESIDE + path.getFileName()));
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private <T> Optional<T> use(Use<T> use, Optional<ModelNote> first) throws IOException {
        while (first.isPresent() || Files.isDirectory(path)) {
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
            open(first);
        }
        return Optional.empty();
    }

    private void open(Optional<ModelNote> first) throws IOException {
        lock.writeLock().lock();
        try {
            if ((opened != null && opened.writer().isOpen()) || (first.isEmpty() && !Files.isDirectory(path))) {
                return;
            }
            if (first.isPresent() && !Files.isDirectory(path)) {
                first.get().write(path);
            }
            closeNow(); // a writer that failed, as by an interrupted write, is of no use any more
            lastUsed = System.nanoTime();
            opened = opened(path);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private Opened opened(Path path) throws IOException {
        Directory directory = FSDirectory.open(path);
        IndexWriter writer = null;
        try {
            var config = new IndexWriterConfig(analyzer).setRAMBufferSizeMB(RAM_BUFFER_MB);
            writer = new IndexWriter(directory, config.setCodec(new WideVectorCodec()));
            return new Opened(directory, writer, new SearcherManager(writer, null), ModelNote.read(path));
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
                closeNow();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    void close() throws IOException {
        lock.writeLock().lock();
        try {
            giveUpBeside();
            closeNow();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Deletes the folder; searches that are under way finish with what they see. */
    void drop() throws IOException {
        lock.writeLock().lock();
        try {
            giveUpBeside();
            if (!Files.isDirectory(path)) {
                return;
            }
            closeNow();
            Path dropped = path.resolveSibling(DROPPED + UUID.randomUUID());
            Files.move(path, dropped); // at once, so that a crash leaves all of the index or none
            IOUtils.rm(dropped);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void closeNow() throws IOException {
        Opened index = opened;
        opened = null;
        if (index != null) {
            index.close();
        }
    }
}
