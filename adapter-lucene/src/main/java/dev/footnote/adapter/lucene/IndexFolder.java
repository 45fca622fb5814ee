package dev.footnote.adapter.lucene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of one knowledge base's index: opened by the first use, closed when it was idle, opened by the next.
 *
 * <p>A write that fails undoes what is not committed. An index that cannot be written is read as it was at its last
 * commit, or, if that is gone too, as it was last open; each write tries to open it again. One that is known to be
 * damaged is neither read nor written until it is built anew.
 */
final class IndexFolder {

    private static final Logger log = LoggerFactory.getLogger(IndexFolder.class);

    private final Path path;
    private final IndexPlace place;
    private final OpenFolders others;
    private final StagedDocuments staged = new StagedDocuments();
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(); // shared to use, exclusive to open, close
    private volatile @Nullable OpenIndex opened;
    private volatile @Nullable Exception trouble;
    private @Nullable OpenIndex beside; // guarded by lock
    private volatile @Nullable Exception besideFailure;
    private volatile long lastUsed = System.nanoTime();

    IndexFolder(IndexPlace place, OpenFolders others) {
        this.place = place;
        this.others = others;
        this.path = place.path();
    }

    /** The documents that are on their way into this index. */
    StagedDocuments staged() {
        return staged;
    }

    /** Reads the index, or yields nothing if there is none. */
    <T> Optional<T> read(OpenIndex.Use<T> use) throws IOException {
        while (opened != null || place.exists()) {
            lock.readLock().lock();
            try {
                place.requireUndamaged();
                OpenIndex index = opened;
                if (index != null && !index.failed()) {
                    lastUsed = System.nanoTime();
                    return Optional.of(use.of(index));
                }
            } catch (CorruptIndexException found) {
                throw place.damaged(found);
            } finally {
                lock.readLock().unlock();
            }
            open(false, Optional.empty());
        }
        return Optional.empty();
    }

    /** The note of the index; one that says nothing if there is no index. */
    ModelNote note() throws IOException {
        OpenIndex index = opened;
        return index == null ? place.note() : index.note();
    }

    /**
     * Changes the index, and the one that is built beside it.
     *
     * @param first the note of a new index, which is made if there is none; without it nothing is done then
     */
    void change(OpenIndex.Use<?> change, OpenIndex.Use<?> changeBeside, Optional<ModelNote> first) throws IOException {
        while (first.isPresent() || opened != null || place.exists()) {
            lock.readLock().lock();
            try {
                place.requireUndamaged();
                OpenIndex index = opened;
                if (index != null && index.writable()) {
                    lastUsed = System.nanoTime();
                    write(index, change);
                    writeBeside(changeBeside);
                    return;
                }
            } finally {
                lock.readLock().unlock();
            }
            open(true, first);
        }
    }

    private void write(OpenIndex index, OpenIndex.Use<?> change) throws IOException {
        try {
            change.of(index);
            place.written(index);
        } catch (StagedDocuments.Lost lost) {
            throw lost;
        } catch (IOException | AlreadyClosedException failure) {
            index.giveUpWriting(failure);
            trouble = failure;
            if (failure instanceof CorruptIndexException || failure.getCause() instanceof CorruptIndexException) {
                throw place.damaged(failure); // as a merge finds out
            }
            throw failure;
        }
    }

    /** A change that fails here spoils what is built, not what there is. */
    private void writeBeside(OpenIndex.Use<?> change) {
        OpenIndex built = beside;
        if (built != null && besideFailure == null) {
            try {
                change.of(built);
            } catch (IOException | AlreadyClosedException failure) {
                besideFailure = failure;
                log.warn("The index that is built for {} cannot be written", path, failure);
            }
        }
    }

    /** Begins to build another index with {@code note} beside; {@code first} fills it while nothing else is changed. */
    void beginBeside(ModelNote note, OpenIndex.Fill first) throws IOException {
        lock.writeLock().lock();
        try {
            if (beside != null) {
                throw new IOException("the index %s is being rebuilt already".formatted(path));
            }
            Optional<OpenIndex> old = toTakeFrom(note);
            Path folder = path.resolveSibling(LeftFolders.BESIDE + path.getFileName());
            IOUtils.rm(folder);
            besideFailure = null;
            OpenIndex fresh = place.begin(folder, note);
            try {
                if (old.isPresent()) {
                    first.fill(old.get(), fresh);
                } else {
                    staged.lose();
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

    private Optional<OpenIndex> toTakeFrom(ModelNote note) {
        try {
            place.requireUndamaged();
            open(true, Optional.of(note));
            return Optional.ofNullable(opened);
        } catch (IOException | RuntimeException unusable) {
            log.warn("Nothing is taken over from the index {}: {}", path, unusable.getMessage());
            return Optional.empty();
        }
    }

    /** Uses the index that is built beside. */
    <T> T useBeside(OpenIndex.Use<T> use) throws IOException {
        lock.readLock().lock();
        try {
            return use.of(requireBeside());
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Puts the index that was built beside in this one's place. */
    void finishBeside() throws IOException {
        lock.writeLock().lock();
        try {
            OpenIndex built = requireBeside();
            beside = null;
            try {
                built.commit();
            } finally {
                built.discard();
            }
            discardOpened(OpenIndex::abandon); // what it has is in the new one
            Path ready = path.resolveSibling(LeftFolders.READY + path.getFileName());
            Files.move(
                    path.resolveSibling(LeftFolders.BESIDE + path.getFileName()),
                    ready); // from here a crash changes nothing
            LeftFolders.takePlace(ready, path);
            place.renewed(true);
            trouble = null;
        } finally {
            lock.writeLock().unlock();
        }
    }

    private OpenIndex requireBeside() throws IOException {
        OpenIndex built = beside;
        if (built == null || besideFailure != null) {
            throw new IOException("the index %s is not being rebuilt".formatted(path), besideFailure);
        }
        return built;
    }

    /** Deletes what was built beside; does nothing if nothing is. */
    void giveUpBeside() throws IOException {
        lock.writeLock().lock();
        try {
            OpenIndex built = beside;
            beside = null;
            if (built != null) {
                built.abandon();
                IOUtils.rm(path.resolveSibling(LeftFolders.BESIDE + path.getFileName()));
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Reads all of the index, and throws if a bit of it is not as it was written. */
    void check() throws IOException {
        Optional<IndexReader> reader = read(index -> index.searchers().acquire().getIndexReader());
        try {
            if (reader.isPresent()) {
                OpenIndex.requireIntegrity(reader.get());
            }
        } catch (CorruptIndexException found) {
            throw place.damaged(found);
        }
    }

    /** Throws if the index is damaged, or could not be opened and still cannot. */
    void requireWell() throws IOException {
        place.requireWhole();
        if (trouble != null) {
            open(true, Optional.empty());
            trouble = null;
        }
    }

    /** Opens the index, for reading alone if it cannot be written and is not to be. */
    private void open(boolean toWrite, Optional<ModelNote> first) throws IOException {
        others.makeRoom();
        lock.writeLock().lock();
        try {
            OpenIndex index = opened;
            boolean ready = index != null && (toWrite ? index.writable() : !index.failed());
            if (ready || index == null && first.isEmpty() && !place.exists()) {
                return;
            }
            lastUsed = System.nanoTime();
            try {
                replaceOpened(place.openToWrite(first));
                trouble = null;
            } catch (IOException failure) {
                trouble = failure;
                openToRead(failure);
                if (toWrite) {
                    throw failure;
                }
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Goes back to the last commit after {@code failure}, which came of opening it to write. */
    private void openToRead(IOException failure) throws IOException {
        OpenIndex before = opened;
        boolean held = failure.getCause() instanceof LockObtainFailedException; // what another writes becomes old here
        if (place.isDamaged() || before == null && held) {
            throw failure;
        }
        if (before != null && !before.failed()) {
            return;
        }
        try {
            replaceOpened(place.openToRead());
        } catch (IOException | RuntimeException more) {
            failure.addSuppressed(more);
            if (before == null) {
                throw failure;
            }
            staged.lose();
            opened = before.withoutWriter();
        }
    }

    private void replaceOpened(OpenIndex next) {
        discardOpened(OpenIndex::discard);
        opened = next;
        others.opened(this);
    }

    private void discardOpened(Consumer<OpenIndex> discard) {
        OpenIndex before = opened;
        opened = null;
        others.closed(this);
        if (before != null) {
            if (before.failed()) {
                staged.lose();
            }
            discard.accept(before);
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
                closeNow(OpenIndex::discard);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Closes it if nobody uses it just now and nothing is to be waited for. */
    void tryClose() throws IOException {
        if (!lock.writeLock().tryLock()) {
            return;
        }
        try {
            if (beside == null
                    && Optional.ofNullable(opened).filter(OpenIndex::atRest).isPresent()) {
                closeNow(OpenIndex::abandon);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** When it was used last, as {@link System#nanoTime} tells. */
    long lastUsed() {
        return lastUsed;
    }

    void close() throws IOException {
        lock.writeLock().lock();
        try {
            giveUpBeside();
            closeNow(OpenIndex::abandon);
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
            discardOpened(OpenIndex::abandon);
            Optional<Path> dropped = Files.isDirectory(path)
                    ? Optional.of(Files.move(path, path.resolveSibling(LeftFolders.DROPPED + UUID.randomUUID())))
                    : Optional.empty();
            staged.clear();
            place.renewed(false);
            trouble = null;
            return dropped;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Commits and closes; one whose last commit fails is as it was before that. */
    private void closeNow(Consumer<OpenIndex> discard) throws IOException {
        OpenIndex index = opened;
        if (index != null && index.writable()) {
            write(index, whole -> {
                whole.commit();
                return whole;
            });
        }
        discardOpened(discard);
    }
}
