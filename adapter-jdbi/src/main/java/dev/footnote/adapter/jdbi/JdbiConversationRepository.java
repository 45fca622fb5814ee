package dev.footnote.adapter.jdbi;

import dev.footnote.domain.conversation.Activity;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.ConversationTree;
import dev.footnote.domain.conversation.Message;
import dev.footnote.domain.conversation.OpenConversation;
import dev.footnote.domain.conversation.Place;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.ports.store.ConversationRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.StatementContext;

/** Conversations in PostgreSQL; their messages are read from their turns. */
public final class JdbiConversationRepository implements ConversationRepository {

    private static final String COLUMNS =
            "t.id, t.tenant_id, t.dialog_id, t.name, t.user_label, t.opener, t.created_at, t.updated_at";

    private final Store store;
    private final StoredText texts;

    public JdbiConversationRepository(Database database) {
        this.store = database.store();
        this.texts = database.texts();
    }

    @Override
    public boolean add(Conversation conversation) {
        return add(conversation, false);
    }

    @Override
    public boolean addShared(Conversation conversation) {
        return add(conversation, true);
    }

    private boolean add(Conversation conversation, boolean shared) {
        return store.with(handle -> handle.createUpdate("""
                                insert into conversation
                                (id, tenant_id, dialog_id, name, user_label, opener, shared, created_at, updated_at)
                                select :id, tenant_id, id, :name, :userLabel, :opener, :shared, :createdAt, :updatedAt
                                from dialog
                                where tenant_id = :tenant and id = :dialog
                                for key share
                                on conflict (tenant_id, id) do nothing
                                """)
                        .bind("id", conversation.id().value())
                        .bind("tenant", conversation.tenant().value())
                        .bind("dialog", conversation.dialog().value())
                        .bind("name", conversation.name())
                        .bind("userLabel", conversation.userLabel())
                        .bind("opener", texts.write(conversation.opener()))
                        .bind("shared", shared)
                        .bind("createdAt", conversation.createdAt())
                        .bind("updatedAt", conversation.updatedAt())
                        .execute())
                > 0;
    }

    @Override
    public boolean save(Conversation conversation) {
        return store.with(handle -> handle.createUpdate("""
                                update conversation
                                set name = :name, user_label = :userLabel, updated_at = :updatedAt
                                where tenant_id = :tenant and dialog_id = :dialog and id = :id and removed_at is null
                                """)
                        .bind("id", conversation.id().value())
                        .bind("tenant", conversation.tenant().value())
                        .bind("dialog", conversation.dialog().value())
                        .bind("name", conversation.name())
                        .bind("userLabel", conversation.userLabel())
                        .bind("updatedAt", conversation.updatedAt())
                        .execute())
                > 0;
    }

    @Override
    public Optional<Conversation> find(TenantId tenant, DialogId dialog, ConversationId id) {
        return store.with(handle -> handle.createQuery("select " + COLUMNS + """
                           from conversation t
                          where t.tenant_id = :tenant and t.dialog_id = :dialog and t.id = :id and t.removed_at is null
                          """)
                .bind("tenant", tenant.value())
                .bind("dialog", dialog.value())
                .bind("id", id.value())
                .map(this::conversation)
                .findOne());
    }

    @Override
    public Optional<Conversation> find(TenantId tenant, ConversationId id) {
        return store.with(handle -> handle.createQuery("select " + COLUMNS + """
                           from conversation t
                          where t.tenant_id = :tenant and t.id = :id
                          """)
                .bind("tenant", tenant.value())
                .bind("id", id.value())
                .map(this::conversation)
                .findOne());
    }

    @Override
    public Optional<Conversation> findShared(TenantId tenant, DialogId dialog, ConversationId id) {
        return store.with(handle -> handle.createQuery("select " + COLUMNS + """
                           from conversation t
                          where t.tenant_id = :tenant and t.dialog_id = :dialog and t.id = :id and t.shared
                          """)
                .bind("tenant", tenant.value())
                .bind("dialog", dialog.value())
                .bind("id", id.value())
                .map(this::conversation)
                .findOne());
    }

    @Override
    public Optional<OpenConversation> open(
            TenantId tenant, DialogId dialog, ConversationId id, Place place, int maxMessages) {
        return store.with(
                handle -> new OpenConversationQuery(texts, tenant, dialog, id, maxMessages).run(handle, place));
    }

    @Override
    public Page<Conversation> list(TenantId tenant, DialogId dialog, Optional<String> userLabel, Listing listing) {
        var values = new HashMap<String, Object>(Map.of("tenant", tenant.value(), "dialog", dialog.value()));
        userLabel.ifPresent(label -> values.put("userLabel", label));
        var listed = new Listed(
                COLUMNS,
                "conversation t where t.tenant_id = :tenant and t.dialog_id = :dialog and not t.shared"
                        + " and t.removed_at is null"
                        + (userLabel.isPresent() ? " and t.user_label = :userLabel" : ""),
                values);
        return store.with(handle -> listed.page(handle, listing, this::conversation));
    }

    @Override
    public Map<ConversationId, List<Message>> messages(TenantId tenant, Set<ConversationId> ids) {
        return store.with(handle -> new TurnRows(texts).messages(handle, tenant, ids));
    }

    @Override
    public Optional<ConversationTree> tree(TenantId tenant, ConversationId id) {
        return store.with(handle -> new TurnRows(texts).tree(handle, tenant, id));
    }

    @Override
    public boolean choose(TenantId tenant, ConversationId id, TurnId leaf) {
        return store.with(handle -> handle.createUpdate("""
                                update conversation c set leaf_id = t.id
                                from turn t
                                where c.tenant_id = :tenant and c.id = :id and t.id = :leaf
                                and t.tenant_id = c.tenant_id and t.conversation_id = c.id
                                """)
                        .bind("tenant", tenant.value())
                        .bind("id", id.value())
                        .bind("leaf", leaf.value())
                        .execute())
                > 0;
    }

    @Override
    public Map<ConversationId, Activity> activity(TenantId tenant, Set<ConversationId> ids) {
        var found = new HashMap<ConversationId, Activity>();
        store.with(handle -> {
            handle.createQuery("""
                            select id, turns, completed, updated_at from conversation
                            where tenant_id = :tenant and id = any(:ids) and removed_at is null
                            """)
                    .bind("tenant", tenant.value())
                    .bindArray(
                            "ids",
                            String.class,
                            ids.stream().map(ConversationId::value).toList())
                    .map((row, context) -> Map.entry(
                            new ConversationId(row.getString("id")),
                            new Activity(
                                    row.getLong("turns"),
                                    row.getBoolean("completed"),
                                    Columns.instant(row, "updated_at"))))
                    .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
            return found;
        });
        return Map.copyOf(found);
    }

    @Override
    public boolean complete(TenantId tenant, DialogId dialog, ConversationId id) {
        return change(tenant, dialog, id, """
                update conversation set completed = true
                where tenant_id = :tenant and dialog_id = :dialog and id = :id and removed_at is null
                """);
    }

    @Override
    public boolean remove(TenantId tenant, DialogId dialog, ConversationId id) {
        return change(tenant, dialog, id, """
                update conversation set removed_at = now()
                where tenant_id = :tenant and dialog_id = :dialog and id = :id and removed_at is null
                """);
    }

    private boolean change(TenantId tenant, DialogId dialog, ConversationId id, String sql) {
        return store.with(handle -> handle.createUpdate(sql)
                        .bind("tenant", tenant.value())
                        .bind("dialog", dialog.value())
                        .bind("id", id.value())
                        .execute())
                > 0;
    }

    @Override
    public int purge(Instant before) {
        return store.with(handle -> handle.createUpdate("delete from conversation where removed_at < :before")
                .bind("before", before)
                .execute());
    }

    private Conversation conversation(ResultSet row, StatementContext context) throws SQLException {
        return new Conversation(
                new ConversationId(row.getString("id")),
                new TenantId(row.getString("tenant_id")),
                new DialogId(row.getString("dialog_id")),
                row.getString("name"),
                row.getString("user_label"),
                texts.read(row.getString("opener")),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }
}
