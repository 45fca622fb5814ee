package dev.footnote.adapter.lucene;

import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.IndexedChunk;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.IOUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An index that is open until {@link IndexFolder} closes it; without a writer it can only be read.
 *
 * @param note of its model
 */
record OpenIndex(
        ReleasableDirectory directory, Optional<IndexWriter> writing, SearcherManager searchers, ModelNote note) {

    /** What is done with an open index. */
    @FunctionalInterface
    interface Use<T> {
        T of(OpenIndex index) throws IOException;
    }

    /** What is taken over from an index by the one that is built beside it. */
    @FunctionalInterface
    interface Fill {
        void fill(OpenIndex old, OpenIndex fresh) throws IOException;
    }

    private static final Logger log = LoggerFactory.getLogger(OpenIndex.class);

    /** Opens what is in {@code directory}, or begins a new index there; closes it if that fails. */
    static OpenIndex toWrite(ReleasableDirectory directory, IndexWriterConfig config, ModelNote note)
            throws IOException {
        IndexWriter writer = null;
        try {
            writer = new IndexWriter(directory, config);
            writer.maybeMerge(); // what a close broke off
            return new OpenIndex(directory, Optional.of(writer), new SearcherManager(writer, null), note);
        } catch (IOException | RuntimeException failure) {
            IOUtils.closeWhileHandlingException(writer, directory);
            throw failure;
        }
    }

    /** Opens the last commit in {@code directory}; closes it if that fails. */
    static OpenIndex toRead(ReleasableDirectory directory, ModelNote note) throws IOException {
        try {
            var reader = DirectoryReader.open(directory);
            return new OpenIndex(directory, Optional.empty(), new SearcherManager(reader, null), note);
        } catch (IOException | RuntimeException failure) {
            IOUtils.closeWhileHandlingException(directory);
            throw failure;
        }
    }

    /** The same, to be read alone. */
    OpenIndex withoutWriter() {
        return new OpenIndex(directory, Optional.empty(), searchers, note);
    }

    /** Throws if what {@code reader} reads is not as it was written; gives the reader back. */
    static void requireIntegrity(IndexReader reader) throws IOException {
        try {
            for (LeafReaderContext leaf : reader.leaves()) {
                ((CodecReader) leaf.reader()).checkIntegrity();
            }
        } finally {
            reader.decRef();
        }
    }

    /** Whether it has a writer that failed: what was not committed is lost, and must not be seen. */
    boolean failed() {
        return writing.filter(writer -> !writer.isOpen()).isPresent();
    }

    boolean writable() {
        return writing.filter(IndexWriter::isOpen).isPresent();
    }

    IndexWriter writer() throws IOException {
        return writing.orElseThrow(() -> new IOException("the index can only be read"));
    }

    /** Makes all changes durable, then findable. */
    void commit() throws IOException {
        writer().commit();
        searchers.maybeRefreshBlocking();
    }

    /** Makes all changes findable, durable or not. */
    void refresh() throws IOException {
        try {
            searchers.maybeRefreshBlocking();
        } catch (AlreadyClosedException failure) {
            if (!failed()) {
                throw failure;
            }
        }
    }

    /** Undoes what is not committed and closes the writer, which is of no use after {@code failure}. */
    void giveUpWriting(Exception failure) {
        try {
            writer().rollback();
        } catch (IOException | RuntimeException more) {
            failure.addSuppressed(more);
        }
    }

    /** Whether it can be written and no merge is under way. */
    boolean atRest() {
        return writing.filter(IndexWriter::isOpen)
                .filter(writer -> !writer.hasPendingMerges())
                .isPresent();
    }

    /**
     * Lets go of it at once, without what is not committed; what a merge still holds is let go of when it ends, and the
     * merge begins anew when the index is written to the next time.
     */
    void abandon() {
        try {
            directory.release();
        } catch (IOException failure) {
            log.warn("The lock of an index that nobody uses was not given back", failure);
        }
        Closeable rollback = () -> {
            if (writing.isPresent()) {
                writing.get().rollback();
            }
        };
        Thread.ofVirtual()
                .name("index-close")
                .start(() -> IOUtils.closeWhileHandlingException(searchers, rollback, directory));
    }

    /**
     * Closes it, whatever goes wrong; waits for merges, which make it faster; what is not committed yet is, if it can
     * be.
     */
    void discard() {
        IOUtils.closeWhileHandlingException(searchers, writing.orElse(null), directory);
    }

    /** What {@code read} finds, in what was written last. */
    <T> T read(KeptChunks.Read<T> read) throws IOException {
        refresh();
        IndexSearcher searcher = searchers.acquire();
        try {
            return read.of(new KeptChunks(searcher));
        } finally {
            searchers.release(searcher);
        }
    }

    /** Those of {@code chunks} that there are and that are not staged. */
    List<IndexedChunk> published(Set<ChunkId> chunks) throws IOException {
        return read(kept -> kept.published(chunks)).stream()
                .map(one -> new IndexedChunk(one.chunk(), one.embedding(), note.model()))
                .toList();
    }

    /**
     * Writes what fits: an index that is built for another model takes no others.
     *
     * @return how many were written
     */
    int write(List<IndexedChunk> chunks, boolean staged, ChunkAnalyzer analyzer) throws IOException {
        List<Document> documents = new ArrayList<>();
        for (IndexedChunk chunk : chunks) {
            if (note.fits(chunk)) {
                documents.add(ChunkFields.toDocument(chunk, staged, analyzer));
            }
        }
        for (Document document : documents) {
            var id = new Term(ChunkFields.ID, ChunkFields.string(document, ChunkFields.ID));
            writer().updateDocument(id, document);
        }
        return documents.size();
    }
}
