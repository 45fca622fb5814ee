package dev.footnote.adapter.jdbi;

import dev.footnote.domain.citation.Reference;
import dev.footnote.domain.conversation.CitedReply;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.ConversationTree;
import dev.footnote.domain.conversation.ConversationTree.Node;
import dev.footnote.domain.conversation.Message;
import dev.footnote.domain.conversation.Message.Question;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Attachment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Reads turns with their replies: those of the current branch, or all.
 *
 * @param texts how messages are stored
 */
record TurnRows(StoredText texts) {

    Map<ConversationId, List<Message>> messages(Handle handle, TenantId tenant, Set<ConversationId> ids) {
        var messages = new HashMap<ConversationId, List<Message>>();
        ids.forEach(id -> messages.put(id, new ArrayList<>()));
        handle.createQuery("""
                        with recursive branch as (
                            select t.id, t.parent_id from conversation c join turn t on t.id = c.leaf_id
                            where c.tenant_id = :tenant and c.id = any(:ids) and c.removed_at is null
                            union all
                            select t.id, t.parent_id from branch b join turn t on t.id = b.parent_id)
                        select t.conversation_id, t.parent_id, t.id, t.question, t.files, t.started_at, t.end_kind, t.end_reason,
                        r.text, r.thinking, r.reference, r.at, r.thumb, r.remark
                        from branch b join turn t on t.id = b.id left join reply r on r.turn_id = t.id
                        order by t.conversation_id, t.seq
                        """)
                .bind("tenant", tenant.value())
                .bindArray(
                        "ids",
                        String.class,
                        ids.stream().map(ConversationId::value).toList())
                .map((row, context) ->
                        Map.entry(new ConversationId(row.getString("conversation_id")), node(row, context)))
                .forEach(row -> {
                    List<Message> told = messages.computeIfAbsent(row.getKey(), key -> new ArrayList<>());
                    told.add(row.getValue().question());
                    row.getValue().reply().ifPresent(told::add);
                });
        return messages;
    }

    Optional<ConversationTree> tree(Handle handle, TenantId tenant, ConversationId id) {
        Optional<Optional<TurnId>> leaf = handle.createQuery(
                        "select leaf_id from conversation where tenant_id = :tenant and id = :id and removed_at is null")
                .bind("tenant", tenant.value())
                .bind("id", id.value())
                .map((row, context) -> turn(row, "leaf_id"))
                .findOne();
        return leaf.map(last -> new ConversationTree(
                last,
                handle.createQuery("""
                                select t.parent_id, t.id, t.question, t.files, t.started_at, t.end_kind, t.end_reason,
                                r.text, r.thinking, r.reference, r.at, r.thumb, r.remark
                                from turn t left join reply r on r.turn_id = t.id
                                where t.tenant_id = :tenant and t.conversation_id = :id
                                order by t.seq
                                """)
                        .bind("tenant", tenant.value())
                        .bind("id", id.value())
                        .map(this::node)
                        .list()));
    }

    List<CitedReply> cited(Handle handle, TenantId tenant, Optional<TurnId> after, int limit) {
        return handle.createQuery("""
                        select c.dialog_id, t.conversation_id, t.id, t.end_kind, t.end_reason,
                        r.text, r.thinking, r.reference, r.at, r.thumb, r.remark
                        from turn t join reply r on r.turn_id = t.id
                        join conversation c on c.tenant_id = t.tenant_id and c.id = t.conversation_id
                        where t.tenant_id = :tenant and t.id > :after and t.end_kind is not null
                        and c.removed_at is null and r.cited
                        order by t.id
                        limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("after", after.map(TurnId::value).orElse(""))
                .bind("limit", limit)
                .map((row, context) -> new CitedReply(
                        new DialogId(row.getString("dialog_id")),
                        new ConversationId(row.getString("conversation_id")),
                        reply(
                                row,
                                new TurnId(row.getString("id")),
                                EndColumns.read(row).orElseThrow())))
                .list();
    }

    private Node node(ResultSet row, StatementContext context) throws SQLException {
        var turn = new TurnId(row.getString("id"));
        Optional<TurnEnd> end = EndColumns.read(row);
        return new Node(
                turn(row, "parent_id"),
                new Question(
                        turn,
                        texts.read(row.getString("question")),
                        Columns.instant(row, "started_at"),
                        JsonColumn.readList(row.getString("files"), Attachment.class)),
                end.isPresent() ? Optional.of(reply(row, turn, end.get())) : Optional.empty());
    }

    private Reply reply(ResultSet row, TurnId turn, TurnEnd end) throws SQLException {
        return new Reply(
                turn,
                texts.read(row.getString("text")),
                texts.read(row.getString("thinking")),
                JsonColumn.read(texts.readJson(row.getString("reference")), Reference.class),
                end,
                Columns.instant(row, "at"),
                FeedbackColumns.read(row, texts));
    }

    private static Optional<TurnId> turn(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).map(TurnId::new);
    }
}
