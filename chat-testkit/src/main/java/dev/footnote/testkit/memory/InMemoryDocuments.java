package dev.footnote.testkit.memory;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Contents;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentFilter;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Metadata;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.domain.knowledge.Parsing;
import dev.footnote.ports.store.DocumentRepository;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

record InMemoryDocuments(InMemoryDatabase database) implements DocumentRepository {

    private static final Listed<Document> LISTED = new Listed<>(
            Document::name,
            Document::createdAt,
            Document::updatedAt,
            document -> document.id().value());

    @Override
    public boolean add(Document document) {
        return database.with(() -> {
            KnowledgeBase base = database.knowledgeBases.get(document.knowledgeBase());
            if (base == null || !base.tenant().equals(document.tenant())) {
                return false;
            }
            InMemoryDatabase.insert(database.documents, document.id(), document);
            return true;
        });
    }

    @Override
    public boolean save(Document changed) {
        return database.with(() -> owned(changed.tenant(), changed.id())
                .map(known -> database.documents.put(
                        known.id(),
                        new Document(
                                known.id(),
                                known.tenant(),
                                known.knowledgeBase(),
                                known.createdBy(),
                                known.origin(),
                                changed.name(),
                                known.bytes(),
                                changed.chunking(),
                                changed.parser(),
                                changed.enabled(),
                                changed.metadata(),
                                known.parsing(),
                                known.createdAt(),
                                changed.updatedAt())))
                .isPresent());
    }

    @Override
    public boolean report(TenantId tenant, DocumentId id, Parsing parsing) {
        return database.with(() -> owned(tenant, id)
                .map(known -> database.documents.put(id, parsed(known, parsing)))
                .isPresent());
    }

    @Override
    public boolean count(TenantId tenant, DocumentId id, int chunks, long tokens) {
        return database.with(() -> owned(tenant, id)
                .map(known -> database.documents.put(id, parsed(known, counted(known.parsing(), chunks, tokens))))
                .isPresent());
    }

    private static Parsing counted(Parsing before, int chunks, long tokens) {
        return new Parsing(
                before.status(),
                before.log(),
                before.startedAt(),
                before.duration(),
                Math.max(0, before.chunks() + chunks),
                Math.max(0, before.tokens() + tokens));
    }

    private static Document parsed(Document known, Parsing parsing) {
        return new Document(
                known.id(),
                known.tenant(),
                known.knowledgeBase(),
                known.createdBy(),
                known.origin(),
                known.name(),
                known.bytes(),
                known.chunking(),
                known.parser(),
                known.enabled(),
                known.metadata(),
                parsing,
                known.createdAt(),
                known.updatedAt());
    }

    @Override
    public Optional<Document> find(TenantId tenant, KnowledgeBaseId knowledgeBase, DocumentId id) {
        return database.with(() ->
                owned(tenant, id).filter(document -> document.knowledgeBase().equals(knowledgeBase)));
    }

    @Override
    public List<Document> findAll(TenantId tenant, Set<DocumentId> ids) {
        return database.with(() -> ids.stream()
                .flatMap(id -> Optional.ofNullable(database.documents.get(id)).stream())
                .filter(document -> database.knowledgeBases()
                        .find(tenant, document.knowledgeBase())
                        .isPresent())
                .toList());
    }

    @Override
    public Map<KnowledgeBaseId, Long> bytes(TenantId tenant) {
        return database.with(() -> database.documents.values().stream()
                .filter(document -> document.tenant().equals(tenant))
                .collect(Collectors.groupingBy(Document::knowledgeBase, Collectors.summingLong(Document::bytes))));
    }

    @Override
    public Page<Document> list(TenantId tenant, KnowledgeBaseId knowledgeBase, Listing listing, DocumentFilter filter) {
        return database.with(() ->
                LISTED.page(in(tenant, knowledgeBase).filter(document -> chosen(document, filter)), listing));
    }

    private static boolean chosen(Document document, DocumentFilter filter) {
        return filter.ids().map(ids -> ids.contains(document.id())).orElse(true)
                && filter.statuses()
                        .map(kinds -> kinds.contains(document.parsing().status().kind()))
                        .orElse(true)
                && filter.suffixes()
                        .map(suffixes -> suffixes.contains(Listed.folded(document.suffix())))
                        .orElse(true)
                && filter.from()
                        .map(from -> !document.createdAt().isBefore(from))
                        .orElse(true)
                && filter.to().map(to -> !document.createdAt().isAfter(to)).orElse(true);
    }

    @Override
    public Map<DocumentId, Metadata> metadata(TenantId tenant, KnowledgeBaseId knowledgeBase) {
        return database.with(
                () -> in(tenant, knowledgeBase).collect(Collectors.toMap(Document::id, Document::metadata)));
    }

    @Override
    public boolean outline(TenantId tenant, DocumentId id, Contents contents) {
        return database.with(() -> owned(tenant, id)
                .map(known -> {
                    database.contents.put(id, contents);
                    return known;
                })
                .isPresent());
    }

    @Override
    public Contents contents(TenantId tenant, DocumentId id) {
        return database.with(() -> owned(tenant, id)
                .map(known -> database.contents.getOrDefault(id, Contents.NONE))
                .orElse(Contents.NONE));
    }

    @Override
    public boolean named(TenantId tenant, KnowledgeBaseId knowledgeBase, String name) {
        return database.with(() -> in(tenant, knowledgeBase).anyMatch(document -> Listed.same(document.name(), name)));
    }

    @Override
    public List<Document> running() {
        return database.with(() -> database.documents.values().stream()
                .filter(document -> document.parsing().status() instanceof DocumentStatus.Running)
                .sorted(Comparator.comparing(Document::createdAt)
                        .thenComparing(document -> document.id().value()))
                .toList());
    }

    @Override
    public boolean remove(TenantId tenant, KnowledgeBaseId knowledgeBase, DocumentId id) {
        return database.with(() -> {
            if (find(tenant, knowledgeBase, id).isEmpty()) {
                return false;
            }
            database.documents.remove(id);
            database.chunks.keySet().removeIf(key -> key.document().equals(id));
            return true;
        });
    }

    private Optional<Document> owned(TenantId tenant, DocumentId id) {
        return Optional.ofNullable(database.documents.get(id))
                .filter(document -> document.tenant().equals(tenant));
    }

    private Stream<Document> in(TenantId tenant, KnowledgeBaseId knowledgeBase) {
        return database.documents.values().stream()
                .filter(document -> document.tenant().equals(tenant))
                .filter(document -> document.knowledgeBase().equals(knowledgeBase));
    }
}
