package dev.footnote.adapter.jdbi;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkFilter;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.domain.knowledge.Position;
import dev.footnote.domain.knowledge.Tags;
import dev.footnote.ports.store.ChunkRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.StatementContext;

/** Chunks in PostgreSQL. A chunk's document has the name that it has now. */
public final class JdbiChunkRepository implements ChunkRepository {

    private static final String COLUMNS = """
            c.id, c.knowledge_base_id, c.document_id, d.name as document_name, c.content, c.keywords, c.questions,
            c.positions, c.tokens, c.available, c.place, c.created_at, c.parent_id, c.tags, c.by_hand
            """;

    private static final Pattern SPECIAL = Pattern.compile("[^\\p{L}\\p{N}_\\s]");

    private final Store store;

    public JdbiChunkRepository(Database database) {
        this.store = database.store();
    }

    @Override
    public void add(TenantId tenant, DocumentId document, List<Chunk> chunks) {
        var last = new LinkedHashMap<ChunkId, Chunk>(); // one statement cannot write a row twice
        chunks.forEach(chunk -> last.put(chunk.id(), chunk));
        store.with(handle -> handle.createUpdate("""
                        insert into chunk
                        (id, document_id, tenant_id, knowledge_base_id, content, keywords, questions, positions,
                        tokens, available, place, created_at, parent_id, tags, by_hand)
                        select n.id, d.id, d.tenant_id, d.knowledge_base_id, n.content, n.keywords, n.questions,
                        n.positions, n.tokens, n.available, n."order", n."createdAt", n.parent,
                        case when json_array_length(n.tags->'names') > 0 or n.tags->>'weights' <> '{}' then n.tags end,
                        n."byHand"
                        from json_to_recordset(cast(:chunks as json)) as n (
                            id text, content text, keywords json, questions json, positions json, tokens integer,
                            available boolean, "order" integer, "createdAt" timestamptz, parent text, tags json,
                            "byHand" boolean)
                        join document d on d.tenant_id = :tenant and d.id = :document
                        on conflict (document_id, id) do update
                        set content = excluded.content, keywords = excluded.keywords, questions = excluded.questions,
                        positions = excluded.positions, tokens = excluded.tokens, available = excluded.available,
                        place = excluded.place, created_at = excluded.created_at, parent_id = excluded.parent_id,
                        tags = excluded.tags, by_hand = excluded.by_hand
                        """)
                .bind("tenant", tenant.value())
                .bind("document", document.value())
                .bind("chunks", JsonColumn.writeList(List.copyOf(last.values()), Chunk.class))
                .execute());
    }

    @Override
    public Optional<Chunk> find(TenantId tenant, KnowledgeBaseId knowledgeBase, ChunkId id) {
        return store.with(handle -> handle.createQuery("select " + COLUMNS + """
                          from chunk c join document d on d.id = c.document_id
                          where c.tenant_id = :tenant and c.knowledge_base_id = :knowledgeBase and c.id = :id
                          limit 1
                          """)
                .bind("tenant", tenant.value())
                .bind("knowledgeBase", knowledgeBase.value())
                .bind("id", id.value())
                .map(JdbiChunkRepository::chunk)
                .findOne());
    }

    @Override
    public List<Chunk> findAll(TenantId tenant, Map<DocumentId, Set<ChunkId>> ids) {
        var documents = new ArrayList<String>();
        var chunks = new ArrayList<String>();
        ids.forEach((document, wanted) -> wanted.forEach(id -> {
            documents.add(document.value());
            chunks.add(id.value());
        }));
        return store.with(handle -> handle.createQuery("select " + COLUMNS + """
                          from unnest(:documents, :chunks) as w (document_id, id)
                          join chunk c on c.document_id = w.document_id and c.id = w.id
                          join document d on d.id = c.document_id
                          where c.tenant_id = :tenant
                          """)
                .bind("tenant", tenant.value())
                .bindArray("documents", String.class, documents)
                .bindArray("chunks", String.class, chunks)
                .map(JdbiChunkRepository::chunk)
                .list());
    }

    @Override
    public Optional<Chunk> find(TenantId tenant, ChunkId id) {
        return store.with(handle -> handle.createQuery("select " + COLUMNS + """
                          from chunk c join document d on d.id = c.document_id
                          where c.tenant_id = :tenant and c.id = :id
                          limit 1
                          """)
                .bind("tenant", tenant.value())
                .bind("id", id.value())
                .map(JdbiChunkRepository::chunk)
                .findOne());
    }

    @Override
    public Page<Chunk> list(TenantId tenant, DocumentId document, ChunkFilter filter, int offset, int limit) {
        String matching = """
                from chunk c join document d on d.id = c.document_id
                where c.tenant_id = :tenant and c.document_id = :document and c.parent_id is distinct from c.id
                and (:any or concat_ws(' ', c.content, c.keywords, c.questions,
                    case when json_array_length(c.positions) > 0 then translate(d.name, '_.-', '   ') end)
                    ~* any(:patterns))
                and (cast(:available as boolean) is null or c.available = :available)
                and (c.by_hand or not :byHand)
                """;
        boolean any = filter.keywords().isBlank(); // nothing is compared then
        List<String> patterns = Stream.of(filter.keywords().strip().split("\\s+"))
                .map(StorableText::of)
                .map(JdbiChunkRepository::pattern)
                .toList();
        return store.with(handle -> {
            long total = handle.createQuery("select count(*) " + matching)
                    .bind("tenant", tenant.value())
                    .bind("document", document.value())
                    .bind("any", any)
                    .bindArray("patterns", String.class, patterns)
                    .bind("available", filter.available().orElse(null))
                    .bind("byHand", filter.byHand())
                    .mapTo(Long.class)
                    .one();
            List<Chunk> chunks = handle.createQuery(
                            "select " + COLUMNS + matching + " order by c.place, c.id limit :limit offset :offset")
                    .bind("tenant", tenant.value())
                    .bind("document", document.value())
                    .bind("any", any)
                    .bindArray("patterns", String.class, patterns)
                    .bind("available", filter.available().orElse(null))
                    .bind("byHand", filter.byHand())
                    .bind("limit", limit)
                    .bind("offset", offset)
                    .map(JdbiChunkRepository::chunk)
                    .list();
            return new Page<>(chunks, total);
        });
    }

    /** What a text with {@code word} in it matches; a plural is the same word. */
    private static String pattern(String word) {
        if (word.isEmpty()) {
            return "";
        }
        String literal = SPECIAL.matcher(word).replaceAll("\\\\$0");
        boolean ends = Character.isLetterOrDigit(word.codePointBefore(word.length()));
        boolean begins = Character.isLetterOrDigit(word.codePointAt(0));
        return word.codePoints().anyMatch(Character::isIdeographic)
                ? literal
                : (begins ? "\\m" : "") + literal + (ends ? "s?\\M" : "");
    }

    @Override
    public Set<ChunkId> setAvailable(TenantId tenant, DocumentId document, Set<ChunkId> ids, boolean available) {
        return store.with(handle -> handle.createQuery("""
                        update chunk set available = :available
                        where tenant_id = :tenant and document_id = :document and id = any(:ids)
                        and parent_id is distinct from id
                        returning id
                        """)
                .bind("available", available)
                .bind("tenant", tenant.value())
                .bind("document", document.value())
                .bindArray("ids", String.class, ids.stream().map(ChunkId::value).toList())
                .map((row, context) -> new ChunkId(row.getString("id")))
                .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public Set<ChunkId> setAllAvailable(TenantId tenant, DocumentId document, boolean available) {
        return store.with(handle -> handle.createQuery("""
                        update chunk set available = :available
                        where tenant_id = :tenant and document_id = :document and parent_id is distinct from id
                        returning id
                        """)
                .bind("available", available)
                .bind("tenant", tenant.value())
                .bind("document", document.value())
                .map((row, context) -> new ChunkId(row.getString("id")))
                .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public Set<ChunkId> remove(TenantId tenant, DocumentId document, Set<ChunkId> ids) {
        return store.with(handle -> handle.createQuery("""
                        delete from chunk
                        where tenant_id = :tenant and document_id = :document and id = any(:ids)
                        returning id
                        """)
                .bind("tenant", tenant.value())
                .bind("document", document.value())
                .bindArray("ids", String.class, ids.stream().map(ChunkId::value).toList())
                .map((row, context) -> new ChunkId(row.getString("id")))
                .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public int removeAll(TenantId tenant, DocumentId document) {
        return store.with(
                handle -> handle.createUpdate("delete from chunk where tenant_id = :tenant and document_id = :document")
                        .bind("tenant", tenant.value())
                        .bind("document", document.value())
                        .execute());
    }

    @Override
    public int removeCut(TenantId tenant, DocumentId document) {
        return store.with(handle -> handle.createUpdate("""
                        delete from chunk where tenant_id = :tenant and document_id = :document and not by_hand
                        """)
                .bind("tenant", tenant.value())
                .bind("document", document.value())
                .execute());
    }

    @Override
    public Map<String, Integer> tags(TenantId tenant, KnowledgeBaseId knowledgeBase) {
        return store.with(handle -> handle.createQuery("""
                        select tag, count(distinct (document_id, id)) as chunks
                        from chunk, json_array_elements_text(tags->'names') as tag
                        where tenant_id = :tenant and knowledge_base_id = :knowledgeBase and tags is not null
                        and parent_id is distinct from id
                        group by tag
                        """)
                .bind("tenant", tenant.value())
                .bind("knowledgeBase", knowledgeBase.value())
                .reduceRows(new HashMap<>(), (counts, row) -> {
                    counts.put(row.getColumn("tag", String.class), row.getColumn("chunks", Integer.class));
                    return counts;
                }));
    }

    @Override
    public List<Chunk> tagged(TenantId tenant, KnowledgeBaseId knowledgeBase, Set<String> tags) {
        return store.with(handle -> handle.createQuery("select " + COLUMNS + """
                          from chunk c join document d on d.id = c.document_id
                          where c.tenant_id = :tenant and c.knowledge_base_id = :knowledgeBase and c.tags is not null
                          and c.parent_id is distinct from c.id
                          and exists (
                              select from json_array_elements_text(c.tags->'names') as tag where tag = any(:tags))
                          """)
                .bind("tenant", tenant.value())
                .bind("knowledgeBase", knowledgeBase.value())
                .bindArray("tags", String.class, tags)
                .map(JdbiChunkRepository::chunk)
                .list());
    }

    private static Chunk chunk(ResultSet row, StatementContext context) throws SQLException {
        return new Chunk(
                new ChunkId(row.getString("id")),
                new KnowledgeBaseId(row.getString("knowledge_base_id")),
                new DocumentId(row.getString("document_id")),
                row.getString("document_name"),
                row.getString("content"),
                JsonColumn.readList(row.getString("keywords"), String.class),
                JsonColumn.readList(row.getString("questions"), String.class),
                JsonColumn.readList(row.getString("positions"), Position.class),
                row.getInt("tokens"),
                row.getBoolean("available"),
                row.getInt("place"),
                Columns.instant(row, "created_at"),
                Optional.ofNullable(row.getString("parent_id")).map(ChunkId::new),
                tags(row),
                row.getBoolean("by_hand"));
    }

    private static Tags tags(ResultSet row) throws SQLException {
        String tags = row.getString("tags");
        return tags == null ? Tags.NONE : JsonColumn.read(tags, Tags.class);
    }
}
