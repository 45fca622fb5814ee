package dev.footnote.adapter.jdbi;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.UserId;
import dev.footnote.domain.knowledge.Attachment;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.ports.store.AttachmentRepository;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Attachments in PostgreSQL. */
public final class JdbiAttachmentRepository implements AttachmentRepository {

    private final Store store;

    public JdbiAttachmentRepository(Database database) {
        this.store = database.store();
    }

    @Override
    public void add(Attachment attachment) {
        store.with(handle -> handle.createUpdate("""
                        insert into attachment (id, tenant_id, created_by, name, bytes, created_at)
                        values (:id, :tenant, :createdBy, :name, :bytes, :createdAt)
                        """)
                .bind("id", attachment.id().value())
                .bind("tenant", attachment.tenant().value())
                .bind("createdBy", attachment.createdBy().value())
                .bind("name", StorableText.of(attachment.name()))
                .bind("bytes", attachment.bytes())
                .bind("createdAt", attachment.createdAt())
                .execute());
    }

    @Override
    public List<Attachment> findAll(TenantId tenant, Set<DocumentId> ids) {
        return store.with(handle -> handle.createQuery("""
                        select id, created_by, name, bytes, created_at from attachment
                        where tenant_id = :tenant and id = any(:ids) and not retired
                        """)
                .bind("tenant", tenant.value())
                .bindArray(
                        "ids", String.class, ids.stream().map(DocumentId::value).toList())
                .map((row, context) -> new Attachment(
                        new DocumentId(row.getString("id")),
                        tenant,
                        new UserId(row.getString("created_by")),
                        row.getString("name"),
                        row.getLong("bytes"),
                        Columns.instant(row, "created_at")))
                .list());
    }

    @Override
    public List<DocumentId> retireUnused(Instant before) {
        return store.with(handle -> {
            handle.createUpdate("""
                            update attachment set retired = true
                            where not retired and created_at < :before and id not in (
                                select file->>'id' from turn cross join lateral json_array_elements(files) file
                                where files::text <> '[]')
                            """).bind("before", before).execute();
            return handle.createQuery("select id from attachment where retired")
                    .map((row, context) -> new DocumentId(row.getString("id")))
                    .list();
        });
    }

    @Override
    public void forget(DocumentId retired) {
        store.with(handle -> handle.createUpdate("delete from attachment where id = :id and retired")
                .bind("id", retired.value())
                .execute());
    }
}
