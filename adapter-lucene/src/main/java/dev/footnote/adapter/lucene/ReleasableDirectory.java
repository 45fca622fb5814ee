package dev.footnote.adapter.lucene;

import java.io.IOException;
import org.apache.lucene.index.MergePolicy.MergeAbortedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.Lock;
import org.jspecify.annotations.Nullable;

/**
 * The folder of an index that its writer can be made to let go of at once. A merge may compute for minutes before it
 * notices that it is not wanted any more; meanwhile the folder can be moved, deleted or opened by another writer.
 */
final class ReleasableDirectory extends FilterDirectory {

    private volatile boolean released;
    private volatile @Nullable Lock held;

    ReleasableDirectory(Directory folder) {
        super(folder);
    }

    /** From now on nothing is written or deleted by who used it, and somebody else can have the lock. */
    void release() throws IOException {
        released = true;
        Lock lock = held;
        if (lock != null) {
            lock.close();
        }
    }

    @Override
    public Lock obtainLock(String name) throws IOException {
        Lock lock = super.obtainLock(name);
        held = lock;
        return new Lock() {
            @Override
            public void close() throws IOException {
                lock.close();
            }

            @Override
            public void ensureValid() throws IOException {
                if (!released) {
                    lock.ensureValid();
                }
            }
        };
    }

    @Override
    public void deleteFile(String name) throws IOException {
        if (!released) {
            super.deleteFile(name);
        }
    }

    @Override
    public IndexOutput createOutput(String name, IOContext context) throws IOException {
        requireHeld();
        return super.createOutput(name, context);
    }

    @Override
    public IndexOutput createTempOutput(String prefix, String suffix, IOContext context) throws IOException {
        requireHeld();
        return super.createTempOutput(prefix, suffix, context);
    }

    private void requireHeld() throws IOException {
        if (released) {
            throw new MergeAbortedException("the index is closed");
        }
    }
}
