package dev.footnote.adapter.jdbi;

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

    public JdbiConversationRepository(Database database) {
        this.store = database.store();
    }

    @Override
    public boolean add(Conversation conversation) {
        return store.with(handle -> handle.createUpdate("""
                                insert into conversation
                                (id, tenant_id, dialog_id, name, user_label, opener, created_at, updated_at)
                                select :id, tenant_id, id, :name, :userLabel, :opener, :createdAt, :updatedAt
                                from dialog
                                where tenant_id = :tenant and id = :dialog
                                for key share
                                on conflict (id) do nothing
                                """)
                        .bind("id", conversation.id().value())
                        .bind("tenant", conversation.tenant().value())
                        .bind("dialog", conversation.dialog().value())
                        .bind("name", conversation.name())
                        .bind("userLabel", conversation.userLabel())
                        .bind("opener", conversation.opener())
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
                                where tenant_id = :tenant and dialog_id = :dialog and id = :id
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
                          where t.tenant_id = :tenant and t.dialog_id = :dialog and t.id = :id
                          """)
                .bind("tenant", tenant.value())
                .bind("dialog", dialog.value())
                .bind("id", id.value())
                .map(JdbiConversationRepository::conversation)
                .findOne());
    }

    @Override
    public Optional<OpenConversation> open(
            TenantId tenant, DialogId dialog, ConversationId id, Place place, int maxMessages) {
        return store.with(handle -> new OpenConversationQuery(tenant, dialog, id, maxMessages).run(handle, place));
    }

    @Override
    public Page<Conversation> list(TenantId tenant, DialogId dialog, Optional<String> userLabel, Listing listing) {
        var values = new HashMap<String, Object>(Map.of("tenant", tenant.value(), "dialog", dialog.value()));
        userLabel.ifPresent(label -> values.put("userLabel", label));
        var listed = new Listed(
                COLUMNS,
                "conversation t where t.tenant_id = :tenant and t.dialog_id = :dialog"
                        + (userLabel.isPresent() ? " and t.user_label = :userLabel" : ""),
                values);
        return store.with(handle -> listed.page(handle, listing, JdbiConversationRepository::conversation));
    }

    @Override
    public Map<ConversationId, List<Message>> messages(TenantId tenant, Set<ConversationId> ids) {
        return store.with(handle -> TurnRows.messages(handle, tenant, ids));
    }

    @Override
    public Optional<ConversationTree> tree(TenantId tenant, ConversationId id) {
        return store.with(handle -> TurnRows.tree(handle, tenant, id));
    }

    @Override
    public boolean choose(TenantId tenant, ConversationId id, TurnId leaf) {
        return store.with(handle -> handle.createUpdate("""
                                update conversation c set leaf_id = t.id
                                from turn t
                                where c.tenant_id = :tenant and c.id = :id and t.id = :leaf and t.conversation_id = c.id
                                """)
                        .bind("tenant", tenant.value())
                        .bind("id", id.value())
                        .bind("leaf", leaf.value())
                        .execute())
                > 0;
    }

    @Override
    public boolean remove(TenantId tenant, DialogId dialog, ConversationId id) {
        return store.with(handle -> handle.createUpdate("""
                                delete from conversation
                                where tenant_id = :tenant and dialog_id = :dialog and id = :id
                                """)
                        .bind("tenant", tenant.value())
                        .bind("dialog", dialog.value())
                        .bind("id", id.value())
                        .execute())
                > 0;
    }

    private static Conversation conversation(ResultSet row, StatementContext context) throws SQLException {
        return new Conversation(
                new ConversationId(row.getString("id")),
                new TenantId(row.getString("tenant_id")),
                new DialogId(row.getString("dialog_id")),
                row.getString("name"),
                row.getString("user_label"),
                row.getString("opener"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }
}
