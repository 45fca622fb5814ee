package dev.footnote.adapter.lucene;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where an index is, and what is known of it: whether there was one, and whether it is damaged. */
final class IndexPlace {

    private static final Logger log = LoggerFactory.getLogger(IndexPlace.class);

    private final Path path;
    private final Opener opener;
    private final Supplier<IndexWriterConfig> config;
    private volatile boolean committed; // as far as this process knows; an index that was is never begun anew
    private volatile @Nullable IOException damage;

    IndexPlace(Path path, Opener opener, Supplier<IndexWriterConfig> config) {
        this.path = path;
        this.opener = opener;
        this.config = config;
    }

    /** Opens a folder, which is made if there is none. */
    @FunctionalInterface
    interface Opener {
        Directory open(Path folder) throws IOException;
    }

    Path path() {
        return path;
    }

    /** Whether there is an index, or was one that nobody dropped. */
    boolean exists() {
        return committed || Files.isDirectory(path);
    }

    /** Opens the index, or begins a new one if there never was any, with the note {@code first} if that is told. */
    OpenIndex openToWrite(Optional<ModelNote> first) throws IOException {
        if (first.isPresent() && !exists()) {
            first.get().write(path);
        }
        ReleasableDirectory directory = directory();
        boolean there = DirectoryReader.indexExists(directory);
        if (committed && !there) {
            directory.close();
            throw gone();
        }
        try {
            OpenIndex opened = OpenIndex.toWrite(directory, config.get(), note());
            committed = there;
            return opened;
        } catch (LockObtainFailedException held) {
            throw new IOException("the index %s is in use by another process".formatted(path), held);
        } catch (CorruptIndexException | IndexFormatTooNewException | IndexFormatTooOldException | EOFException found) {
            throw damaged(found);
        } catch (RuntimeException found) { // as by the name of a codec that is not there
            throw damaged(found);
        }
    }

    /** Opens the last commit. */
    OpenIndex openToRead() throws IOException {
        return OpenIndex.toRead(directory(), note());
    }

    private ReleasableDirectory directory() throws IOException {
        requireThere();
        return new ReleasableDirectory(opener.open(path));
    }

    /** The note beside the index; one that says nothing if there is no index. */
    ModelNote note() throws IOException {
        return ModelNote.read(path);
    }

    /** Begins an index in another folder, which must be empty. */
    OpenIndex begin(Path folder, ModelNote note) throws IOException {
        note.write(folder);
        return OpenIndex.toWrite(new ReleasableDirectory(opener.open(folder)), config.get(), note);
    }

    /** Remembers that there is something to be lost, if {@code index} has been committed. */
    void written(OpenIndex index) throws IOException {
        if (!committed) {
            committed = DirectoryReader.indexExists(index.directory());
        }
    }

    /** Throws if the index is known to be damaged, or is gone although nobody dropped it. */
    void requireWhole() throws IOException {
        requireUndamaged();
        requireThere();
    }

    void requireUndamaged() throws IOException {
        IOException found = damage;
        if (found != null) {
            throw new IOException(found.getMessage(), found);
        }
    }

    private void requireThere() throws IOException {
        if (committed && !Files.isDirectory(path)) {
            throw gone();
        }
    }

    private NoSuchFileException gone() {
        return new NoSuchFileException(path.toString(), null, "the index is gone and must be built anew");
    }

    /** Remembers that the index is damaged, and yields what is to be thrown. */
    IOException damaged(Exception found) {
        var known = new IOException("the index %s is damaged and must be built anew".formatted(path), found);
        if (damage == null) {
            log.error("The index {} is damaged; `footnote reindex` builds it anew", path, found);
            damage = known;
        }
        return known;
    }

    boolean isDamaged() {
        return damage != null;
    }

    /** There is another index now, or none. */
    void renewed(boolean there) {
        damage = null;
        committed = there;
    }
}
