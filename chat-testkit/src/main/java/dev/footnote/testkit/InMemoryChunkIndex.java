package dev.footnote.testkit;

import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.retrieval.Candidate;
import dev.footnote.domain.retrieval.ChunkQuery;
import dev.footnote.domain.retrieval.Match;
import dev.footnote.ports.index.ChunkIndex;
import dev.footnote.ports.index.IndexException;
import dev.footnote.ports.index.Matches;
import dev.footnote.ports.index.OtherModelException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An index that compares the question with every chunk; a word is a run of letters, or one Chinese character. */
public final class InMemoryChunkIndex implements ChunkIndex {

    private static final Pattern WORD = Pattern.compile("\\p{IsHan}|[\\p{L}\\p{N}&&[^\\p{IsHan}]]+");
    private static final Set<String> FILLERS = Set.of("a", "the", "is", "of", "in", "what", "how", "who", "do", "does");

    private final Map<KnowledgeBaseId, Map<ChunkId, Entry>> entries = new HashMap<>();

    /** Those that are being built anew. */
    private final Map<KnowledgeBaseId, Map<ChunkId, Entry>> besides = new HashMap<>();

    private final Map<KnowledgeBaseId, String> models = new HashMap<>();
    private final Map<KnowledgeBaseId, String> modelsBeside = new HashMap<>();

    private record Entry(IndexedChunk indexed, Set<String> words, boolean staged) {

        boolean isOf(DocumentId document) {
            return indexed.chunk().document().equals(document);
        }

        Entry available(boolean available) {
            return of(indexed.chunk().available(available));
        }

        Entry named(String name) {
            return of(indexed.chunk().named(name));
        }

        private Entry of(Chunk chunk) {
            var changed = new IndexedChunk(chunk, indexed.embedding(), indexed.model());
            return new Entry(changed, InMemoryChunkIndex.words(chunk), staged);
        }
    }

    @Override
    public synchronized void stage(KnowledgeBaseId knowledgeBase, List<IndexedChunk> chunks) {
        write(knowledgeBase, chunks, true);
    }

    @Override
    public synchronized void put(KnowledgeBaseId knowledgeBase, List<IndexedChunk> chunks) {
        write(knowledgeBase, chunks, false);
    }

    private void write(KnowledgeBaseId base, List<IndexedChunk> chunks, boolean staged) {
        String first = chunks.isEmpty() ? "" : chunks.getFirst().model();
        if (!entries.containsKey(base) && !first.isEmpty()) {
            models.put(base, first);
        }
        String has = models.getOrDefault(base, "");
        for (IndexedChunk chunk : chunks) {
            if (!fits(chunk, has)) {
                throw new OtherModelException(chunk.model(), has);
            }
        }
        add(entries.computeIfAbsent(base, id -> new LinkedHashMap<>()), chunks, staged);
        Map<ChunkId, Entry> beside = besides.get(base);
        if (beside != null) {
            String there = modelsBeside.getOrDefault(base, "");
            add(beside, chunks.stream().filter(chunk -> fits(chunk, there)).toList(), staged);
        }
    }

    private static boolean fits(IndexedChunk chunk, String model) {
        return model.isEmpty() || chunk.model().isEmpty() || chunk.model().equals(model);
    }

    @Override
    public synchronized Optional<String> model(KnowledgeBaseId knowledgeBase) {
        return Optional.ofNullable(models.get(knowledgeBase));
    }

    private static void add(Map<ChunkId, Entry> there, List<IndexedChunk> chunks, boolean staged) {
        chunks.forEach(chunk -> there.put(chunk.chunk().id(), new Entry(chunk, words(chunk.chunk()), staged)));
    }

    /** The index, and what is built beside it. */
    private List<Map<ChunkId, Entry>> each(KnowledgeBaseId knowledgeBase) {
        return Stream.of(entries.get(knowledgeBase), besides.get(knowledgeBase))
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public synchronized void setAvailable(KnowledgeBaseId knowledgeBase, Set<ChunkId> chunks, boolean available) {
        each(knowledgeBase)
                .forEach(there ->
                        there.replaceAll((id, entry) -> chunks.contains(id) ? entry.available(available) : entry));
    }

    @Override
    public synchronized void rename(KnowledgeBaseId knowledgeBase, DocumentId document, String name) {
        each(knowledgeBase)
                .forEach(there -> there.replaceAll((id, entry) -> entry.isOf(document) ? entry.named(name) : entry));
    }

    @Override
    public synchronized void publish(KnowledgeBaseId knowledgeBase, DocumentId document) {
        each(knowledgeBase)
                .forEach(there -> there.replaceAll((id, entry) ->
                        entry.isOf(document) ? new Entry(entry.indexed(), entry.words(), false) : entry));
    }

    @Override
    public synchronized void remove(KnowledgeBaseId knowledgeBase, DocumentId document, Set<ChunkId> kept) {
        each(knowledgeBase)
                .forEach(there -> there.entrySet()
                        .removeIf(one -> one.getValue().isOf(document) && !kept.contains(one.getKey())));
    }

    @Override
    public synchronized void removeChunks(KnowledgeBaseId knowledgeBase, Set<ChunkId> chunks) {
        each(knowledgeBase).forEach(there -> there.keySet().removeAll(chunks));
    }

    @Override
    public synchronized void drop(KnowledgeBaseId knowledgeBase) {
        entries.remove(knowledgeBase);
        besides.remove(knowledgeBase);
        models.remove(knowledgeBase);
    }

    /** Never damaged. */
    @Override
    public void check(KnowledgeBaseId knowledgeBase) {}

    @Override
    public synchronized Set<KnowledgeBaseId> knowledgeBases() {
        return Set.copyOf(entries.keySet());
    }

    @Override
    public synchronized Set<DocumentId> documents(KnowledgeBaseId knowledgeBase) {
        return in(knowledgeBase).values().stream()
                .map(entry -> entry.indexed().chunk().document())
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized Set<ChunkId> chunks(KnowledgeBaseId knowledgeBase, DocumentId document) {
        return in(knowledgeBase).values().stream()
                .filter(entry -> !entry.staged() && entry.isOf(document))
                .map(entry -> entry.indexed().chunk().id())
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized List<IndexedChunk> load(KnowledgeBaseId knowledgeBase, Set<ChunkId> chunks) {
        return loaded(in(knowledgeBase), chunks);
    }

    private static List<IndexedChunk> loaded(Map<ChunkId, Entry> from, Set<ChunkId> chunks) {
        return from.values().stream()
                .filter(entry -> !entry.staged()
                        && chunks.contains(entry.indexed().chunk().id()))
                .map(Entry::indexed)
                .toList();
    }

    @Override
    public synchronized Rebuild rebuild(KnowledgeBaseId knowledgeBase, String model) {
        Map<ChunkId, Entry> fresh = new LinkedHashMap<>(in(knowledgeBase));
        String before = models.getOrDefault(knowledgeBase, "");
        boolean same = model.isEmpty() || before.isEmpty() || before.equals(model);
        fresh.values().removeIf(entry -> !entry.staged() || !same || !fits(entry.indexed(), model));
        if (besides.putIfAbsent(knowledgeBase, fresh) != null) {
            throw new IndexException("the index is being rebuilt already", null);
        }
        modelsBeside.put(knowledgeBase, model);
        return new Building(knowledgeBase, fresh);
    }

    private final class Building implements Rebuild {

        private final KnowledgeBaseId base;
        private final Map<ChunkId, Entry> fresh;

        Building(KnowledgeBaseId base, Map<ChunkId, Entry> fresh) {
            this.base = base;
            this.fresh = fresh;
        }

        @Override
        public void add(List<IndexedChunk> chunks) {
            synchronized (InMemoryChunkIndex.this) {
                InMemoryChunkIndex.add(fresh, chunks, false);
            }
        }

        @Override
        public List<IndexedChunk> load(Set<ChunkId> chunks) {
            synchronized (InMemoryChunkIndex.this) {
                return loaded(fresh, chunks);
            }
        }

        @Override
        public void finish() {
            synchronized (InMemoryChunkIndex.this) {
                if (!besides.remove(base, fresh)) {
                    throw new IndexException("the index is not being rebuilt", null);
                }
                entries.put(base, fresh);
                String model = modelsBeside.getOrDefault(base, "");
                models.compute(base, (id, before) -> model.isEmpty() ? null : model);
            }
        }

        @Override
        public void close() {
            synchronized (InMemoryChunkIndex.this) {
                besides.remove(base, fresh);
            }
        }
    }

    @Override
    public synchronized Matches search(ChunkQuery query) {
        List<Entry> all = query.knowledgeBases().stream()
                .flatMap(id -> in(id).values().stream())
                .toList();
        Map<String, Double> weights = weights(
                words(query.text()),
                all.stream().filter(entry -> !entry.staged()).toList());
        List<Entry> found = all.stream().filter(entry -> findable(entry, query)).toList();
        Stream<Candidate> byWords = found.stream()
                .map(entry -> candidate(entry, weights, query))
                .filter(candidate -> candidate.match().relevance() > 0)
                .sorted(Comparator.comparingDouble(
                                (Candidate candidate) -> candidate.match().relevance())
                        .reversed())
                .limit(query.limit());
        Stream<Candidate> byVector = found.stream()
                .filter(entry -> query.embedding()
                        .filter(asked -> comparable(entry, asked))
                        .isPresent())
                .map(entry -> candidate(entry, weights, query))
                .sorted(Comparator.comparingDouble(
                                (Candidate candidate) -> candidate.match().cosine())
                        .reversed())
                .limit(query.limit());
        return new Loaded(Stream.concat(byWords, byVector).distinct().toList());
    }

    private Map<ChunkId, Entry> in(KnowledgeBaseId knowledgeBase) {
        return entries.getOrDefault(knowledgeBase, new HashMap<>());
    }

    private static boolean findable(Entry entry, ChunkQuery query) {
        Chunk chunk = entry.indexed().chunk();
        return !entry.staged()
                && chunk.available()
                && query.documents().map(ids -> ids.contains(chunk.document())).orElse(true);
    }

    private static boolean comparable(Entry entry, Embedding asked) {
        return entry.indexed().embedding().dimension() == asked.dimension();
    }

    private static Map<String, Double> weights(Set<String> question, List<Entry> all) {
        return question.stream().collect(Collectors.toMap(word -> word, word -> {
            long having =
                    all.stream().filter(entry -> entry.words().contains(word)).count();
            return Math.log(1 + (all.size() - having + 0.5) / (having + 0.5));
        }));
    }

    private static Candidate candidate(Entry entry, Map<String, Double> weights, ChunkQuery query) {
        double total =
                weights.values().stream().mapToDouble(Double::doubleValue).sum();
        double shared = weights.entrySet().stream()
                .filter(weight -> entry.words().contains(weight.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
        var embedding = entry.indexed().embedding();
        double cosine = query.embedding()
                .filter(asked -> comparable(entry, asked))
                .map(embedding::cosine)
                .orElse(0d);
        double similarity = total == 0 ? 0 : Math.min(1, shared / total);
        Chunk chunk = entry.indexed().chunk();
        var match = new Match(
                chunk.id(),
                chunk.knowledgeBase(),
                chunk.document(),
                chunk.documentName(),
                similarity,
                similarity,
                cosine,
                chunk.tags());
        return new Candidate(match, chunk);
    }

    private record Loaded(List<Candidate> candidates) implements Matches {
        @Override
        public List<Match> all() {
            return candidates.stream().map(Candidate::match).toList();
        }

        @Override
        public List<Candidate> load(List<Match> some) {
            return some.stream()
                    .map(match -> candidates.stream()
                            .filter(candidate -> candidate.match().equals(match))
                            .findFirst()
                            .orElseThrow())
                    .toList();
        }

        @Override
        public void close() {}
    }

    private static Set<String> words(Chunk chunk) {
        return words(String.join(
                " ",
                chunk.content(),
                chunk.documentName(),
                String.join(" ", chunk.keywords()),
                String.join(" ", chunk.questions())));
    }

    private static Set<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .filter(word -> !FILLERS.contains(word))
                .collect(Collectors.toSet());
    }
}
