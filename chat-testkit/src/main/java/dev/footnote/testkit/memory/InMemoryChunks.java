package dev.footnote.testkit.memory;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkFilter;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.ports.store.ChunkRepository;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A chunk's document has the name that it has now. */
record InMemoryChunks(InMemoryDatabase database) implements ChunkRepository {

    record Key(DocumentId document, ChunkId id) {}

    @Override
    public void add(TenantId tenant, DocumentId document, List<Chunk> chunks) {
        database.with(() -> {
            Document owner = database.documents.get(document);
            if (owner != null && owner.tenant().equals(tenant)) {
                chunks.forEach(chunk -> database.chunks.put(new Key(document, chunk.id()), chunk));
            }
            return true;
        });
    }

    @Override
    public Optional<Chunk> find(TenantId tenant, KnowledgeBaseId knowledgeBase, ChunkId id) {
        return database.with(() -> of(tenant)
                .filter(chunk -> chunk.id().equals(id))
                .filter(chunk -> chunk.knowledgeBase().equals(knowledgeBase))
                .findFirst());
    }

    @Override
    public Optional<Chunk> find(TenantId tenant, ChunkId id) {
        return database.with(
                () -> of(tenant).filter(chunk -> chunk.id().equals(id)).findFirst());
    }

    @Override
    public List<Chunk> findAll(TenantId tenant, Map<DocumentId, Set<ChunkId>> ids) {
        return database.with(() -> of(tenant)
                .filter(chunk -> ids.getOrDefault(chunk.document(), Set.of()).contains(chunk.id()))
                .toList());
    }

    @Override
    public Set<ChunkId> setAvailable(TenantId tenant, DocumentId document, Set<ChunkId> ids, boolean available) {
        return database.with(() -> {
            List<Chunk> there = of(tenant)
                    .filter(chunk -> chunk.document().equals(document) && ids.contains(chunk.id()))
                    .filter(chunk -> !chunk.standsForOthers())
                    .toList();
            there.forEach(chunk -> database.chunks.put(new Key(document, chunk.id()), chunk.available(available)));
            return there.stream().map(Chunk::id).collect(Collectors.toUnmodifiableSet());
        });
    }

    @Override
    public Set<ChunkId> setAllAvailable(TenantId tenant, DocumentId document, boolean available) {
        return database.with(() -> setAvailable(
                tenant,
                document,
                database.chunks.keySet().stream().map(Key::id).collect(Collectors.toSet()),
                available));
    }

    @Override
    public Page<Chunk> list(TenantId tenant, DocumentId document, ChunkFilter filter, int offset, int limit) {
        List<Pattern> words = Stream.of(filter.keywords().strip().split("\\s+", -1))
                .map(InMemoryChunks::pattern)
                .toList();
        return database.with(() -> {
            List<Chunk> matching = of(tenant)
                    .filter(chunk -> chunk.document().equals(document) && !chunk.standsForOthers())
                    .filter(chunk -> filter.available()
                            .map(wanted -> wanted == chunk.available())
                            .orElse(true))
                    .filter(chunk -> chunk.byHand() || !filter.byHand())
                    .filter(chunk -> words.stream()
                            .anyMatch(word -> word.matcher(searched(chunk)).find()))
                    .sorted(Comparator.comparingInt(Chunk::order)
                            .thenComparing(chunk -> chunk.id().value()))
                    .toList();
            return new Page<>(matching.stream().skip(offset).limit(limit).toList(), matching.size());
        });
    }

    @Override
    public Set<ChunkId> remove(TenantId tenant, DocumentId document, Set<ChunkId> ids) {
        return database.with(() -> {
            Set<ChunkId> there = of(tenant)
                    .filter(chunk -> chunk.document().equals(document) && ids.contains(chunk.id()))
                    .map(Chunk::id)
                    .collect(Collectors.toUnmodifiableSet());
            there.forEach(id -> database.chunks.remove(new Key(document, id)));
            return there;
        });
    }

    @Override
    public int removeAll(TenantId tenant, DocumentId document) {
        return database.with(() -> remove(
                        tenant,
                        document,
                        database.chunks.keySet().stream().map(Key::id).collect(Collectors.toSet()))
                .size());
    }

    @Override
    public int removeCut(TenantId tenant, DocumentId document) {
        return database.with(() -> remove(
                        tenant,
                        document,
                        of(tenant)
                                .filter(chunk -> chunk.document().equals(document) && !chunk.byHand())
                                .map(Chunk::id)
                                .collect(Collectors.toSet()))
                .size());
    }

    @Override
    public Map<String, Integer> tags(TenantId tenant, KnowledgeBaseId knowledgeBase) {
        return database.with(() -> of(tenant)
                .filter(chunk -> chunk.knowledgeBase().equals(knowledgeBase) && !chunk.standsForOthers())
                .flatMap(chunk -> chunk.tags().names().stream().distinct())
                .collect(Collectors.toMap(tag -> tag, tag -> 1, Integer::sum)));
    }

    @Override
    public List<Chunk> tagged(TenantId tenant, KnowledgeBaseId knowledgeBase, Set<String> tags) {
        return database.with(() -> of(tenant)
                .filter(chunk -> chunk.knowledgeBase().equals(knowledgeBase) && !chunk.standsForOthers())
                .filter(chunk -> chunk.tags().names().stream().anyMatch(tags::contains))
                .toList());
    }

    private static Pattern pattern(String word) {
        String literal = Pattern.quote(word);
        boolean whole = !word.isEmpty() && word.codePoints().noneMatch(Character::isIdeographic);
        return Pattern.compile(
                whole ? "(?<![\\w])" + literal + "s?(?![\\w])" : literal,
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    }

    private static String searched(Chunk chunk) {
        String title = chunk.positions().isEmpty() ? "" : chunk.documentName().replaceAll("[_.-]", " ");
        return String.join(
                "\n",
                chunk.content(),
                String.join("\n", chunk.keywords()),
                String.join("\n", chunk.questions()),
                title);
    }

    private Stream<Chunk> of(TenantId tenant) {
        return database.chunks.entrySet().stream().flatMap(row -> current(tenant, row).stream());
    }

    private Optional<Chunk> current(TenantId tenant, Map.Entry<Key, Chunk> row) {
        Chunk chunk = row.getValue();
        return Optional.ofNullable(database.documents.get(row.getKey().document()))
                .filter(document -> document.tenant().equals(tenant))
                .map(document -> chunk.named(document.name()));
    }
}
