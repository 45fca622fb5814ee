package dev.footnote.adapter.lucene;

import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.retrieval.ChunkQuery;
import dev.footnote.ports.index.ChunkIndex;
import dev.footnote.ports.index.IndexException;
import dev.footnote.ports.index.Matches;
import dev.footnote.ports.runtime.HealthProbe;
import java.io.IOException;
import java.nio.file.DirectoryStream;
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
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.AlreadyClosedException;
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
    private static final int MOST_OPEN = 256;
    private static final Pattern FOLDER_NAME = Pattern.compile("[A-Za-z0-9_-]{1,200}");

    private final Path root;
    private final ChunkAnalyzer analyzer = new ChunkAnalyzer();
    private final HiddenCounts hidden = new HiddenCounts();
    private final OpenFolders open;
    private final Map<KnowledgeBaseId, IndexFolder> folders = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("index-idle").factory());

    private LuceneChunkIndex(Path root, int mostOpen) {
        this.root = root;
        this.open = new OpenFolders(mostOpen);
    }

    /**
     * Opens the indexes below {@code folder}, which is made if there is none. Indexes of another version are deleted;
     * who has the chunks elsewhere writes them anew.
     *
     * @param idle after how long without use an index is closed, more than zero
     * @throws IndexException if the folder cannot be made or written
     */
    public static LuceneChunkIndex open(Path folder, Duration idle) {
        return open(folder, idle, MOST_OPEN);
    }

    /** @param mostOpen how many indexes may be open, at least 1 */
    static LuceneChunkIndex open(Path folder, Duration idle, int mostOpen) {
        if (!idle.isPositive()) {
            throw new IllegalArgumentException("idle is %s, must be more than zero".formatted(idle));
        }
        attempt("open", () -> {
            Files.createDirectories(folder);
            IndexFormat.require(folder);
            tidy(folder);
            return folder;
        });
        var index = new LuceneChunkIndex(folder, mostOpen);
        long period = Math.max(1, idle.toMillis() / 2);
        var unused =
                index.timer.scheduleWithFixedDelay(() -> index.closeIdle(idle), period, period, TimeUnit.MILLISECONDS);
        return index;
    }

    /** Finishes what a process that died had begun. */
    private static void tidy(Path folder) throws IOException {
        try (DirectoryStream<Path> built = Files.newDirectoryStream(folder, IndexFolder.READY + "*")) {
            for (Path path : built) {
                String name = path.getFileName().toString().substring(IndexFolder.READY.length());
                IndexFolder.takePlace(path, folder.resolve(name));
            }
        }
        String left = "{%s,%s}*".formatted(IndexFolder.DROPPED, IndexFolder.BESIDE);
        try (DirectoryStream<Path> dropped = Files.newDirectoryStream(folder, left)) {
            for (Path path : dropped) {
                IOUtils.rm(path);
            }
        }
    }

    @Override
    public void stage(KnowledgeBaseId knowledgeBase, List<IndexedChunk> chunks) {
        create(knowledgeBase, chunks, index -> write(index, chunks, true));
    }

    @Override
    public void put(KnowledgeBaseId knowledgeBase, List<IndexedChunk> chunks) {
        create(knowledgeBase, chunks, index -> {
            int written = write(index, chunks, false);
            index.commit();
            return written;
        });
    }

    private void create(KnowledgeBaseId knowledgeBase, List<IndexedChunk> chunks, IndexFolder.Use<?> write) {
        IndexFolder folder = folder(knowledgeBase);
        if (!chunks.isEmpty()) {
            attempt("write", () -> {
                folder.change(write, true);
                return chunks;
            });
        }
    }

    private int write(IndexFolder.Opened index, List<IndexedChunk> chunks, boolean staged) throws IOException {
        List<Document> documents = new ArrayList<>();
        for (IndexedChunk chunk : chunks) {
            documents.add(ChunkFields.toDocument(chunk, staged, analyzer));
        }
        for (Document document : documents) {
            var id = new Term(ChunkFields.ID, ChunkFields.string(document, ChunkFields.ID));
            index.writer().updateDocument(id, document);
        }
        return documents.size();
    }

    @Override
    public void publish(KnowledgeBaseId knowledgeBase, DocumentId document) {
        change(knowledgeBase, index -> {
            if (index.writer().getFieldNames().contains(ChunkFields.STAGED)) { // not so if nothing was ever staged
                index.writer().updateNumericDocValue(of(document), ChunkFields.STAGED, 0);
            }
            return index;
        });
    }

    @Override
    public void remove(KnowledgeBaseId knowledgeBase, DocumentId document) {
        change(knowledgeBase, index -> index.writer().deleteDocuments(of(document)));
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
            for (var kept : reading(index, chunks -> chunks.of(document))) { // what is staged is renamed too
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

    private void change(KnowledgeBaseId knowledgeBase, IndexFolder.Use<?> change) {
        IndexFolder folder = folder(knowledgeBase);
        attempt("write", () -> {
            folder.change(
                    index -> {
                        Object changed = change.of(index);
                        index.commit();
                        return changed;
                    },
                    false);
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
        List<IndexReader> readers = new ArrayList<>();
        if (query.documents().filter(Set::isEmpty).isEmpty()) {
            List<IndexFolder> searched =
                    query.knowledgeBases().stream().map(this::folder).toList();
            attempt("read", () -> opened(searched, readers));
        }
        return attempt("read", () -> LuceneMatches.of(readers, query, analyzer, hidden));
    }

    private static List<IndexReader> opened(List<IndexFolder> searched, List<IndexReader> readers) throws IOException {
        try {
            for (IndexFolder folder : searched) {
                folder.use(index -> index.searchers().acquire().getIndexReader())
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
        return reading(knowledgeBase, kept -> kept.published(chunks)).orElse(List.of());
    }

    private <T> Optional<T> reading(KnowledgeBaseId knowledgeBase, KeptChunks.Read<T> read) {
        IndexFolder folder = folder(knowledgeBase);
        return attempt("read", () -> folder.use(index -> reading(index, read)));
    }

    private static <T> T reading(IndexFolder.Opened index, KeptChunks.Read<T> read) throws IOException {
        index.searchers().maybeRefreshBlocking();
        IndexSearcher searcher = index.searchers().acquire();
        try {
            return read.of(new KeptChunks(searcher));
        } finally {
            index.searchers().release(searcher);
        }
    }

    @Override
    public Rebuild rebuild(KnowledgeBaseId knowledgeBase) {
        IndexFolder folder = folder(knowledgeBase);
        attempt("rebuild", () -> {
            folder.beginBeside((old, fresh) -> {
                for (var kept : reading(old, KeptChunks::staged)) {
                    fresh.writer().addDocument(ChunkFields.toDocument(kept.indexed(), true, analyzer));
                }
            });
            return folder;
        });
        return new Rebuild() {
            @Override
            public void add(List<IndexedChunk> chunks) {
                attempt("rebuild", () -> {
                    folder.useBeside(fresh -> write(fresh, chunks, false));
                    return folder;
                });
            }

            @Override
            public void finish() {
                attempt("rebuild", () -> {
                    folder.finishBeside();
                    return folder;
                });
            }

            @Override
            public void close() {
                attempt("rebuild", () -> {
                    folder.giveUpBeside();
                    return folder;
                });
            }
        };
    }

    /** Tells whether the folder of the indexes can be written. */
    public HealthProbe probe() {
        return new HealthProbe() {
            @Override
            public String name() {
                return "index";
            }

            @Override
            public void check() {
                attempt("write", () -> {
                    Files.delete(Files.writeString(Files.createTempFile(root, ".probe", ""), "well"));
                    return root;
                });
            }
        };
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
        return folders.computeIfAbsent(knowledgeBase, id -> new IndexFolder(root.resolve(name), analyzer, open));
    }

    private static Term of(DocumentId document) {
        return new Term(ChunkFields.DOCUMENT, document.value());
    }

    @FunctionalInterface
    private interface Attempt<T> {
        T run() throws IOException;
    }

    private static <T> T attempt(String purpose, Attempt<T> attempt) {
        try {
            return attempt.run();
        } catch (IOException | AlreadyClosedException failure) {
            throw new IndexException("cannot %s the index: %s".formatted(purpose, failure.getMessage()), failure);
        }
    }
}
