package dev.footnote.adapter.lucene;

import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.retrieval.ChunkQuery;
import dev.footnote.ports.index.ChunkIndex;
import dev.footnote.ports.index.IndexException;
import dev.footnote.ports.index.Matches;
import dev.footnote.ports.index.OtherModelException;
import dev.footnote.ports.runtime.Background;
import dev.footnote.ports.runtime.HealthProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chunks in Lucene indexes, a folder for each knowledge base, named by its id. One process writes to a folder at a
 * time.
 *
 * <p>An index is opened when it is needed and closed when it was idle, or when more than 256 are open and it was not
 * used for longest. An embedding comes back with length 1.
 */
public final class LuceneChunkIndex implements ChunkIndex, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LuceneChunkIndex.class);
    static final int MOST_OPEN = 256;
    private static final double RAM_BUFFER_MB = 32;
    private static final Pattern FOLDER_NAME = Pattern.compile("[A-Za-z0-9_-]{1,200}");

    private final Path root;
    private final IndexPlace.Opener opener;
    private final Background background;
    private final ChunkAnalyzer analyzer = new ChunkAnalyzer();
    private final ShownChunks shown = new ShownChunks();
    private final OpenFolders open;
    private final Map<KnowledgeBaseId, IndexFolder> folders = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("index-idle").factory());

    private LuceneChunkIndex(Path root, IndexPlace.Opener opener, int mostOpen, Background background) {
        this.root = root;
        this.opener = opener;
        this.background = background;
        this.open = new OpenFolders(mostOpen);
    }

    /**
     * Opens the indexes below {@code folder}, which is made if there is none. Indexes of another version are deleted;
     * who has the chunks elsewhere writes them anew.
     *
     * @param idle after how long without use an index is closed, more than zero
     * @param background where segments are merged; searches are ahead of it
     * @throws IndexException if the folder cannot be made or written
     */
    public static LuceneChunkIndex open(Path folder, Duration idle, Background background) {
        return open(folder, idle, FSDirectory::open, MOST_OPEN, background);
    }

    /** @param mostOpen how many indexes may be open, at least 1 */
    static LuceneChunkIndex open(
            Path folder, Duration idle, IndexPlace.Opener opener, int mostOpen, Background background) {
        if (!idle.isPositive()) {
            throw new IllegalArgumentException("idle is %s, must be more than zero".formatted(idle));
        }
        attempt("open", () -> {
            Files.createDirectories(folder);
            IndexFormat.require(folder);
            LeftFolders.tidy(folder);
            return folder;
        });
        var index = new LuceneChunkIndex(folder, opener, mostOpen, background);
        long period = Math.max(1, idle.toMillis() / 2);
        var unused =
                index.timer.scheduleWithFixedDelay(() -> index.closeIdle(idle), period, period, TimeUnit.MILLISECONDS);
        return index;
    }

    @Override
    public void stage(KnowledgeBaseId knowledgeBase, List<IndexedChunk> chunks) {
        StagedDocuments staged = folder(knowledgeBase).staged();
        create(knowledgeBase, chunks, index -> {
            staged.begin(chunks.getFirst().chunk().document());
            return index.write(chunks, true, analyzer);
        });
    }

    @Override
    public Optional<String> model(KnowledgeBaseId knowledgeBase) {
        IndexFolder folder = folder(knowledgeBase);
        return attempt("read", () -> Optional.of(folder.note().model()).filter(model -> !model.isEmpty()));
    }

    @Override
    public void put(KnowledgeBaseId knowledgeBase, List<IndexedChunk> chunks) {
        create(knowledgeBase, chunks, index -> {
            int written = index.write(chunks, false, analyzer);
            index.commit();
            return written;
        });
    }

    private void create(KnowledgeBaseId knowledgeBase, List<IndexedChunk> chunks, OpenIndex.Use<?> write) {
        IndexFolder folder = folder(knowledgeBase);
        if (!chunks.isEmpty()) {
            attempt("write", () -> {
                folder.change(
                        index -> {
                            requireFitting(chunks, index.note());
                            return write.of(index);
                        },
                        write,
                        Optional.of(new ModelNote(chunks.getFirst().model())));
                return chunks;
            });
        }
    }

    private static void requireFitting(List<IndexedChunk> chunks, ModelNote note) {
        for (IndexedChunk chunk : chunks) {
            if (!note.fits(chunk)) {
                throw new OtherModelException(chunk.model(), note.model());
            }
        }
    }

    @Override
    public void publish(KnowledgeBaseId knowledgeBase, DocumentId document) {
        StagedDocuments staged = folder(knowledgeBase).staged();
        change(knowledgeBase, index -> {
            staged.requireWhole(document);
            if (index.writer().getFieldNames().contains(ChunkFields.STAGED)) { // not so if nothing was ever staged
                index.writer().updateNumericDocValue(of(document), ChunkFields.STAGED, 0);
            }
            return index;
        });
        staged.end(document);
    }

    @Override
    public void remove(KnowledgeBaseId knowledgeBase, DocumentId document, Set<ChunkId> kept) {
        change(knowledgeBase, index -> index.writer().deleteDocuments(KeptChunks.others(of(document), kept)));
        folder(knowledgeBase).staged().end(document);
    }

    @Override
    public void setAvailable(KnowledgeBaseId knowledgeBase, Set<ChunkId> chunks, boolean available) {
        change(knowledgeBase, index -> {
            if (index.writer().getFieldNames().contains(ChunkFields.AVAILABLE)) {
                for (ChunkId chunk : chunks) {
                    var id = new Term(ChunkFields.ID, chunk.value());
                    index.writer().updateNumericDocValue(id, ChunkFields.AVAILABLE, available ? 1 : 0);
                }
            }
            return index;
        });
    }

    @Override
    public void rename(KnowledgeBaseId knowledgeBase, DocumentId document, String name) {
        change(knowledgeBase, index -> {
            for (var kept : index.read(chunks -> chunks.of(document))) { // what is staged is renamed too
                var renamed = ChunkFields.toDocument(kept.named(name), kept.staged(), analyzer);
                index.writer().updateDocument(new Term(ChunkFields.ID, kept.id()), renamed);
            }
            return index;
        });
    }

    @Override
    public void removeChunks(KnowledgeBaseId knowledgeBase, Set<ChunkId> chunks) {
        Term[] ids =
                chunks.stream().map(id -> new Term(ChunkFields.ID, id.value())).toArray(Term[]::new);
        change(knowledgeBase, index -> index.writer().deleteDocuments(ids));
    }

    private void change(KnowledgeBaseId knowledgeBase, OpenIndex.Use<?> change) {
        IndexFolder folder = folder(knowledgeBase);
        OpenIndex.Use<?> durably = index -> {
            Object changed = change.of(index);
            index.commit();
            return changed;
        };
        attempt("write", () -> {
            folder.change(durably, durably, Optional.empty());
            return folder;
        });
    }

    @Override
    public void drop(KnowledgeBaseId knowledgeBase) {
        IndexFolder folder = folder(knowledgeBase);
        attempt("drop", () -> {
            folder.drop()
                    .ifPresent(dropped -> Thread.ofVirtual().name("index-drop").start(() -> delete(dropped)));
            return folder;
        });
    }

    private static void delete(Path dropped) {
        try {
            IOUtils.rm(dropped);
        } catch (IOException failure) {
            log.warn("What is left of a dropped index is deleted at the next start", failure);
        }
    }

    @Override
    public Matches search(ChunkQuery query) {
        return background.ahead(() -> find(query));
    }

    private Matches find(ChunkQuery query) {
        List<IndexReader> readers = new ArrayList<>();
        if (query.documents().filter(Set::isEmpty).isEmpty()) {
            List<IndexFolder> searched =
                    query.knowledgeBases().stream().map(this::folder).toList();
            attempt("read", () -> opened(searched, readers));
        }
        return attempt("read", () -> LuceneMatches.of(readers, query, analyzer, shown));
    }

    private static List<IndexReader> opened(List<IndexFolder> searched, List<IndexReader> readers) throws IOException {
        try {
            for (IndexFolder folder : searched) {
                folder.read(index -> index.searchers().acquire().getIndexReader())
                        .ifPresent(readers::add);
            }
            return readers;
        } catch (IOException | RuntimeException failure) {
            LuceneMatches.release(readers);
            throw failure;
        }
    }

    @Override
    public Set<KnowledgeBaseId> knowledgeBases() {
        return attempt("read", () -> {
            try (Stream<Path> all = Files.list(root)) {
                return all.filter(Files::isDirectory)
                        .map(path -> path.getFileName().toString())
                        .filter(name -> FOLDER_NAME.matcher(name).matches())
                        .map(KnowledgeBaseId::new)
                        .collect(Collectors.toUnmodifiableSet());
            }
        });
    }

    @Override
    public Set<DocumentId> documents(KnowledgeBaseId knowledgeBase) {
        return reading(knowledgeBase, KeptChunks::documents).orElse(Set.of());
    }

    @Override
    public Set<ChunkId> chunks(KnowledgeBaseId knowledgeBase, DocumentId document) {
        return reading(knowledgeBase, kept -> kept.published(document)).orElse(Set.of());
    }

    @Override
    public List<IndexedChunk> load(KnowledgeBaseId knowledgeBase, Set<ChunkId> chunks) {
        IndexFolder folder = folder(knowledgeBase);
        return attempt("read", () -> folder.read(index -> index.published(chunks)))
                .orElse(List.of());
    }

    private <T> Optional<T> reading(KnowledgeBaseId knowledgeBase, KeptChunks.Read<T> read) {
        IndexFolder folder = folder(knowledgeBase);
        return attempt("read", () -> folder.read(index -> index.read(read)));
    }

    @Override
    public Rebuild rebuild(KnowledgeBaseId knowledgeBase, String model) {
        IndexFolder folder = folder(knowledgeBase);
        attempt("rebuild", () -> {
            folder.beginBeside(new ModelNote(model), (old, fresh) -> {
                for (var kept : old.read(KeptChunks::staged)) {
                    var indexed = new IndexedChunk(
                            kept.chunk(), kept.embedding(), old.note().model());
                    fresh.write(List.of(indexed), true, analyzer);
                }
            });
            return folder;
        });
        return new IndexBuilding(folder, analyzer);
    }

    @Override
    public void check(KnowledgeBaseId knowledgeBase) {
        IndexFolder folder = folder(knowledgeBase);
        attempt("check", () -> {
            folder.check();
            return folder;
        });
    }

    /** Tells whether the folder of the indexes can be written, and whether all that were used can be and are whole. */
    public HealthProbe probe() {
        return new IndexProbe(root, folders.values());
    }

    /** Closes all indexes; what was staged is kept. Not to be used afterwards. */
    @Override
    public void close() {
        timer.shutdownNow();
        attempt("close", () -> {
            for (IndexFolder folder : folders.values()) {
                folder.close();
            }
            return root;
        });
    }

    private void closeIdle(Duration idle) {
        folders.forEach((knowledgeBase, folder) -> {
            try {
                folder.closeIdle(idle);
            } catch (IOException | RuntimeException failure) {
                log.warn("The idle index of {} could not be closed", knowledgeBase.value(), failure);
            }
        });
    }

    private IndexFolder folder(KnowledgeBaseId knowledgeBase) {
        String name = knowledgeBase.value();
        if (!FOLDER_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("knowledge base id cannot name a folder: " + name);
        }
        return folders.computeIfAbsent(
                knowledgeBase, id -> new IndexFolder(new IndexPlace(root.resolve(name), opener, this::writing), open));
    }

    private IndexWriterConfig writing() {
        return new IndexWriterConfig(analyzer)
                .setRAMBufferSizeMB(RAM_BUFFER_MB)
                .setMergeScheduler(new QuietMerges(background))
                .setCodec(new WideVectorCodec());
    }

    private static Term of(DocumentId document) {
        return new Term(ChunkFields.DOCUMENT, document.value());
    }

    @FunctionalInterface
    interface Attempt<T> {
        T run() throws IOException;
    }

    /** What {@code attempt} yields; what the disk refuses becomes an {@link IndexException}. */
    static <T> T attempt(String purpose, Attempt<T> attempt) {
        try {
            return attempt.run();
        } catch (IOException | AlreadyClosedException failure) {
            throw new IndexException("cannot %s the index: %s".formatted(purpose, failure.getMessage()), failure);
        }
    }
}
