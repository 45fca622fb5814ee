package dev.footnote.adapter.jdbi;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.UserId;
import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.Contents;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentFilter;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Metadata;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.domain.knowledge.Parsing;
import dev.footnote.ports.store.DocumentRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

/** Documents in PostgreSQL. */
public final class JdbiDocumentRepository implements DocumentRepository {

    private static final String COLUMNS = """
            t.id, t.tenant_id, t.knowledge_base_id, t.created_by, t.origin, t.name, t.bytes, t.chunking, t.parser, t.enabled, t.metadata,
            t.status, t.progress, t.reason, t.log, t.parsed_at, t.parsing_nanos, t.chunks, t.tokens,
            t.created_at, t.updated_at
            """;

    private final Store store;

    public JdbiDocumentRepository(Database database) {
        this.store = database.store();
    }

    @Override
    public boolean add(Document document) {
        return store.with(handle -> bound(handle.createUpdate("""
                                        insert into document
                                        (id, tenant_id, knowledge_base_id, created_by, origin, name, bytes, chunking, parser,
                                        enabled, metadata, status, progress, reason, log, parsed_at, parsing_nanos,
                                        chunks, tokens, created_at, updated_at)
                                        select :id, tenant_id, id, :createdBy, :origin, :name, :bytes, cast(:chunking as json),
                                        cast(:parser as json), :enabled, cast(:metadata as json), :status, :progress, :reason, :log,
                                        cast(:parsedAt as timestamptz), :parsingNanos, :chunks, :tokens,
                                        :createdAt, :updatedAt
                                        from knowledge_base
                                        where tenant_id = :tenant and id = :knowledgeBase
                                        for key share
                                        """), document.parsing())
                        .bind("id", document.id().value())
                        .bind("tenant", document.tenant().value())
                        .bind("knowledgeBase", document.knowledgeBase().value())
                        .bind("createdBy", document.createdBy().value())
                        .bind("origin", document.origin().name().toLowerCase(Locale.ROOT))
                        .bind("name", document.name())
                        .bind("bytes", document.bytes())
                        .bind("chunking", JsonColumn.write(document.chunking(), Chunking.class))
                        .bind("parser", JsonColumn.write(document.parser(), ClientSettings.class))
                        .bind("enabled", document.enabled())
                        .bind("metadata", json(document.metadata()))
                        .bind("createdAt", document.createdAt())
                        .bind("updatedAt", document.updatedAt())
                        .execute())
                > 0;
    }

    @Override
    public boolean save(Document document) {
        return store.with(handle -> handle.createUpdate("""
                                update document
                                set name = :name, chunking = cast(:chunking as json), parser = cast(:parser as json),
                                enabled = :enabled, metadata = cast(:metadata as json), updated_at = :updatedAt
                                where tenant_id = :tenant and id = :id
                                """)
                        .bind("id", document.id().value())
                        .bind("tenant", document.tenant().value())
                        .bind("name", document.name())
                        .bind("chunking", JsonColumn.write(document.chunking(), Chunking.class))
                        .bind("parser", JsonColumn.write(document.parser(), ClientSettings.class))
                        .bind("enabled", document.enabled())
                        .bind("metadata", json(document.metadata()))
                        .bind("updatedAt", document.updatedAt())
                        .execute())
                > 0;
    }

    @Override
    public boolean report(TenantId tenant, DocumentId id, Parsing parsing) {
        return store.with(handle -> bound(handle.createUpdate("""
                                        update document
                                        set status = :status, progress = :progress, reason = :reason, log = :log,
                                        parsed_at = :parsedAt, parsing_nanos = :parsingNanos, chunks = :chunks,
                                        tokens = :tokens
                                        where tenant_id = :tenant and id = :id
                                        """), parsing)
                        .bind("id", id.value())
                        .bind("tenant", tenant.value())
                        .execute())
                > 0;
    }

    @Override
    public Optional<Document> find(TenantId tenant, KnowledgeBaseId knowledgeBase, DocumentId id) {
        return store.with(handle -> handle.createQuery("select " + COLUMNS + """
                          from document t
                          where t.tenant_id = :tenant and t.knowledge_base_id = :knowledgeBase and t.id = :id
                          """)
                .bind("tenant", tenant.value())
                .bind("knowledgeBase", knowledgeBase.value())
                .bind("id", id.value())
                .map(JdbiDocumentRepository::document)
                .findOne());
    }

    @Override
    public List<Document> findAll(TenantId tenant, Set<DocumentId> ids) {
        return store.with(handle -> handle.createQuery("select " + COLUMNS + """
                                from document t join knowledge_base k on k.id = t.knowledge_base_id
                                where t.id = any(:ids) and
                                """ + TeamAccess.usable("k", ":tenant"))
                .bind("tenant", tenant.value())
                .bindArray(
                        "ids", String.class, ids.stream().map(DocumentId::value).toList())
                .map(JdbiDocumentRepository::document)
                .list());
    }

    @Override
    public Map<KnowledgeBaseId, Long> bytes(TenantId tenant) {
        return store.with(handle -> handle.createQuery("""
                        select knowledge_base_id, sum(bytes) as bytes from document
                        where tenant_id = :tenant
                        group by knowledge_base_id
                        """)
                .bind("tenant", tenant.value())
                .map((row, context) ->
                        Map.entry(new KnowledgeBaseId(row.getString("knowledge_base_id")), row.getLong("bytes")))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Override
    public Page<Document> list(TenantId tenant, KnowledgeBaseId knowledgeBase, Listing listing, DocumentFilter filter) {
        var chosen = new FilteredDocuments(filter);
        var listed = new Listed(
                COLUMNS,
                "document t where t.tenant_id = :tenant and t.knowledge_base_id = :knowledgeBase" + chosen.conditions(),
                chosen.values(Map.of("tenant", tenant.value(), "knowledgeBase", knowledgeBase.value())));
        return store.with(handle -> listed.page(handle, listing, JdbiDocumentRepository::document));
    }

    @Override
    public Map<DocumentId, Metadata> metadata(TenantId tenant, KnowledgeBaseId knowledgeBase) {
        var found = new LinkedHashMap<DocumentId, Metadata>();
        store.with(handle -> handle.createQuery("""
                        select id, metadata from document
                        where tenant_id = :tenant and knowledge_base_id = :knowledgeBase
                        order by created_at, id
                        """)
                        .bind("tenant", tenant.value())
                        .bind("knowledgeBase", knowledgeBase.value())
                        .map((row, context) -> Map.entry(new DocumentId(row.getString("id")), metadata(row)))
                        .list())
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    @Override
    public boolean count(TenantId tenant, DocumentId id, int chunks, long tokens) {
        return store.with(handle -> handle.createUpdate("""
                                update document
                                set chunks = greatest(0, chunks + :chunks), tokens = greatest(0, tokens + :tokens)
                                where tenant_id = :tenant and id = :id
                                """)
                        .bind("chunks", chunks)
                        .bind("tokens", tokens)
                        .bind("tenant", tenant.value())
                        .bind("id", id.value())
                        .execute())
                > 0;
    }

    @Override
    public boolean outline(TenantId tenant, DocumentId id, Contents contents) {
        return store.with(handle -> handle.createUpdate("""
                                update document set contents = cast(:contents as json)
                                where tenant_id = :tenant and id = :id
                                """)
                        .bind("contents", JsonColumn.writeList(contents.entries(), Contents.Entry.class))
                        .bind("tenant", tenant.value())
                        .bind("id", id.value())
                        .execute())
                > 0;
    }

    @Override
    public Contents contents(TenantId tenant, DocumentId id) {
        return store.with(handle -> handle.createQuery(
                                "select contents from document where tenant_id = :tenant and id = :id")
                        .bind("tenant", tenant.value())
                        .bind("id", id.value())
                        .map((row, context) ->
                                new Contents(JsonColumn.readList(row.getString("contents"), Contents.Entry.class)))
                        .findOne())
                .orElse(Contents.NONE);
    }

    @Override
    public boolean named(TenantId tenant, KnowledgeBaseId knowledgeBase, String name) {
        return store.with(handle -> handle.createQuery("""
                        select exists (
                            select from document
                            where tenant_id = :tenant and knowledge_base_id = :knowledgeBase
                            and lower(name) = lower(:name))
                        """)
                .bind("tenant", tenant.value())
                .bind("knowledgeBase", knowledgeBase.value())
                .bind("name", name)
                .mapTo(Boolean.class)
                .one());
    }

    @Override
    public List<Document> running() {
        return store.with(handle -> handle.createQuery(
                        "select " + COLUMNS + " from document t where t.status = 'running' order by t.created_at, t.id")
                .map(JdbiDocumentRepository::document)
                .list());
    }

    @Override
    public boolean remove(TenantId tenant, KnowledgeBaseId knowledgeBase, DocumentId id) {
        return store.with(handle -> handle.createUpdate("""
                                delete from document
                                where tenant_id = :tenant and knowledge_base_id = :knowledgeBase and id = :id
                                """)
                        .bind("tenant", tenant.value())
                        .bind("knowledgeBase", knowledgeBase.value())
                        .bind("id", id.value())
                        .execute())
                > 0;
    }

    private static Update bound(Update update, Parsing parsing) {
        var status = StatusColumns.of(parsing.status());
        return update.bind("status", status.name())
                .bind("progress", status.progress())
                .bind("reason", status.reason().orElse(null))
                .bind("log", parsing.log())
                .bind("parsedAt", parsing.startedAt().orElse(null))
                .bind("parsingNanos", parsing.duration().toNanos())
                .bind("chunks", parsing.chunks())
                .bind("tokens", parsing.tokens());
    }

    private static Document document(ResultSet row, StatementContext context) throws SQLException {
        return new Document(
                new DocumentId(row.getString("id")),
                new TenantId(row.getString("tenant_id")),
                new KnowledgeBaseId(row.getString("knowledge_base_id")),
                new UserId(row.getString("created_by")),
                Document.Origin.valueOf(row.getString("origin").toUpperCase(Locale.ROOT)),
                row.getString("name"),
                row.getLong("bytes"),
                Columns.json(row, "chunking", Chunking.class),
                Columns.json(row, "parser", ClientSettings.class),
                row.getBoolean("enabled"),
                metadata(row),
                parsing(row),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    private static String json(Metadata metadata) {
        return JsonColumn.write(metadata.fields(), ClientSettings.class);
    }

    private static Metadata metadata(ResultSet row) throws SQLException {
        return new Metadata(Columns.json(row, "metadata", ClientSettings.class));
    }

    private static Parsing parsing(ResultSet row) throws SQLException {
        var status = new StatusColumns(
                row.getString("status"), row.getDouble("progress"), Optional.ofNullable(row.getString("reason")));
        return new Parsing(
                status.status(),
                row.getString("log"),
                Columns.optionalInstant(row, "parsed_at"),
                Duration.ofNanos(row.getLong("parsing_nanos")),
                row.getInt("chunks"),
                row.getLong("tokens"));
    }
}
