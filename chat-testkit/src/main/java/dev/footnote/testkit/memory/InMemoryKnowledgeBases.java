package dev.footnote.testkit.memory;

import dev.footnote.domain.identity.Member;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.UserId;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.ports.store.KnowledgeBaseRepository;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

record InMemoryKnowledgeBases(InMemoryDatabase database) implements KnowledgeBaseRepository {

    private static final Listed<KnowledgeBase> LISTED = new Listed<>(
            base -> base.settings().name(),
            KnowledgeBase::createdAt,
            KnowledgeBase::updatedAt,
            base -> base.id().value());

    @Override
    public boolean add(KnowledgeBase base) {
        return database.with(() -> {
            if (taken(base)) {
                return false;
            }
            InMemoryDatabase.insert(database.knowledgeBases, base.id(), base);
            return true;
        });
    }

    @Override
    public boolean save(KnowledgeBase base) {
        return database.with(() -> {
            Optional<KnowledgeBase> known = own(base.tenant(), base.id());
            if (known.isEmpty() || taken(base)) {
                return false;
            }
            database.knowledgeBases.put(
                    base.id(),
                    new KnowledgeBase(
                            base.id(),
                            base.tenant(),
                            known.get().createdBy(),
                            base.settings(),
                            KnowledgeBase.Size.EMPTY,
                            known.get().createdAt(),
                            base.updatedAt()));
            return true;
        });
    }

    @Override
    public Optional<KnowledgeBase> find(TenantId tenant, KnowledgeBaseId id) {
        return findAll(tenant, Set.of(id)).stream().findFirst();
    }

    @Override
    public List<KnowledgeBase> findAll(TenantId tenant, Set<KnowledgeBaseId> ids) {
        return database.with(
                () -> usable(tenant).filter(base -> ids.contains(base.id())).toList());
    }

    @Override
    public Page<KnowledgeBase> list(TenantId tenant, Listing listing) {
        return database.with(() -> LISTED.page(usable(tenant), listing));
    }

    @Override
    public List<KnowledgeBase> everyTenants() {
        return database.with(() -> List.copyOf(database.knowledgeBases.values()));
    }

    @Override
    public boolean remove(TenantId tenant, KnowledgeBaseId id) {
        return database.with(() -> {
            if (own(tenant, id).isEmpty()) {
                return false;
            }
            database.knowledgeBases.remove(id);
            database.embeddingChanges.remove(id);
            database.documents
                    .values()
                    .removeIf(document -> document.knowledgeBase().equals(id));
            database.chunks.values().removeIf(chunk -> chunk.knowledgeBase().equals(id));
            return true;
        });
    }

    private Optional<KnowledgeBase> own(TenantId tenant, KnowledgeBaseId id) {
        return Optional.ofNullable(database.knowledgeBases.get(id))
                .filter(base -> base.tenant().equals(tenant));
    }

    private Stream<KnowledgeBase> usable(TenantId tenant) {
        return database.knowledgeBases.values().stream()
                .filter(base -> base.tenant().equals(tenant) || letsUse(base, new UserId(tenant.value())))
                .map(this::counted);
    }

    private boolean letsUse(KnowledgeBase base, UserId user) {
        return base.settings().permission() == KnowledgeBase.Permission.TEAM
                && database.members()
                        .find(base.tenant(), user)
                        .filter(member -> member.role() == Member.Role.NORMAL)
                        .isPresent();
    }

    private boolean taken(KnowledgeBase base) {
        return database.knowledgeBases.values().stream()
                .filter(other -> other.tenant().equals(base.tenant()))
                .filter(other -> !other.id().equals(base.id()))
                .anyMatch(other ->
                        Listed.same(other.settings().name(), base.settings().name()));
    }

    private KnowledgeBase counted(KnowledgeBase base) {
        List<Document> inside = database.documents.values().stream()
                .filter(document -> document.knowledgeBase().equals(base.id()))
                .toList();
        var size = new KnowledgeBase.Size(
                inside.size(),
                inside.stream()
                        .mapToInt(document -> document.parsing().chunks())
                        .sum(),
                inside.stream()
                        .mapToLong(document -> document.parsing().tokens())
                        .sum());
        return new KnowledgeBase(
                base.id(), base.tenant(), base.createdBy(), base.settings(), size, base.createdAt(), base.updatedAt());
    }
}
