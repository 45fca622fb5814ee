package dev.footnote.adapter.jdbi;

import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.citation.Reference;
import dev.footnote.domain.conversation.CitedReply;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.Feedback;
import dev.footnote.domain.conversation.Message.Question;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.conversation.Place;
import dev.footnote.domain.conversation.Turn;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Attachment;
import dev.footnote.ports.store.TurnRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Turns in PostgreSQL; their events in batches, as they were appended. Who changes a turn and its conversation locks
 * the conversation first.
 */
public final class JdbiTurnRepository implements TurnRepository {

    private final Store store;
    private final StoredText texts;

    public JdbiTurnRepository(Database database) {
        this.store = database.store();
        this.texts = database.texts();
    }

    @Override
    public Begun begin(TenantId tenant, ConversationId conversation, Question question, Place place) {
        var columns = PlaceColumns.of(place);
        return store.attempt(
                handle -> handle.createUpdate("""
                                        with before as materialized (
                                            select id, leaf_id from conversation
                                            where tenant_id = :tenant and id = :conversation
                                            and removed_at is null
                                            for no key update),
                                        owned as (
                                            update conversation c set turns = turns + 1, leaf_id = :turn, completed = false
                                            from before where c.tenant_id = :tenant and c.id = before.id
                                            and (:after is null or exists (
                                                select 1 from turn
                                                where id = :after and tenant_id = c.tenant_id and conversation_id = c.id))
                                            returning c.id, c.tenant_id, c.turns, before.leaf_id)
                                        insert into turn
                                        (id, conversation_id, tenant_id, seq, question, files, started_at, parent_id)
                                        select :turn, id, tenant_id, turns, :question, cast(:files as json), :at,
                                        case when :atEnd then leaf_id else :after end
                                        from owned
                                        """)
                                        .bind("tenant", tenant.value())
                                        .bind("conversation", conversation.value())
                                        .bind("turn", question.turn().value())
                                        .bind("question", texts.write(question.text()))
                                        .bind("files", JsonColumn.writeList(question.files(), Attachment.class))
                                        .bind("at", question.at())
                                        .bind("atEnd", columns.atEnd())
                                        .bind("after", columns.after())
                                        .execute()
                                > 0
                        ? Begun.STARTED
                        : Begun.NO_CONVERSATION,
                key -> key.equals("turn_known") ? Begun.KNOWN : Begun.TURN_RUNNING);
    }

    @Override
    public void append(TurnId turn, int from, List<AnswerEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        store.with(handle -> handle.createUpdate("""
                        insert into turn_event (turn_id, first, size, events)
                        select id, :from, :size, cast(:events as json) from turn where id = :turn
                        on conflict do nothing
                        """)
                .bind("turn", turn.value())
                .bind("from", from)
                .bind("size", events.size())
                .bind("events", texts.writeJson(JsonColumn.writeList(events, AnswerEvent.class)))
                .execute());
    }

    @Override
    public boolean end(TurnId turn, Reply reply, int from, List<AnswerEvent> events) {
        var end = EndColumns.of(reply.end());
        return store.with(handle -> handle.createUpdate("""
                                with locked as materialized (
                                    select c.id, c.tenant_id from conversation c
                                    join turn t on t.tenant_id = c.tenant_id and t.conversation_id = c.id
                                    where t.id = :turn
                                    for no key update of c),
                                ended as (
                                    update turn t set end_kind = :kind, end_reason = :reason
                                    from locked
                                    where t.id = :turn and t.conversation_id = locked.id and t.end_kind is null
                                    returning t.id, t.tenant_id, t.conversation_id),
                                replied as (
                                    insert into reply (turn_id, text, thinking, reference, cited, at)
                                    select id, :text, :thinking, cast(:reference as json), :cited, :at from ended),
                                told as (
                                    insert into turn_event (turn_id, first, size, events)
                                    select id, :from, :size, cast(:events as json) from ended where :size > 0
                                    on conflict do nothing)
                                update conversation c set updated_at = greatest(c.updated_at, :at)
                                from ended where c.tenant_id = ended.tenant_id and c.id = ended.conversation_id
                                """)
                        .bind("turn", turn.value())
                        .bind("kind", end.kind())
                        .bind("reason", end.reason().orElse(null))
                        .bind("text", texts.write(reply.text()))
                        .bind("thinking", texts.write(reply.thinking()))
                        .bind("reference", texts.writeJson(JsonColumn.write(reply.reference(), Reference.class)))
                        .bind("cited", !reply.reference().citations().isEmpty())
                        .bind("at", reply.at())
                        .bind("from", from)
                        .bind("size", events.size())
                        .bind("events", texts.writeJson(JsonColumn.writeList(events, AnswerEvent.class)))
                        .execute())
                > 0;
    }

    @Override
    public Optional<Turn> find(TenantId tenant, TurnId turn) {
        return store.with(handle -> handle.createQuery("""
                        select t.id, t.conversation_id, t.end_kind, t.end_reason, t.started_at
                        from turn t join conversation c on c.id = t.conversation_id
                        where t.tenant_id = :tenant and t.id = :turn and c.removed_at is null
                        """)
                .bind("tenant", tenant.value())
                .bind("turn", turn.value())
                .map(JdbiTurnRepository::turn)
                .findOne());
    }

    @Override
    public Optional<Turn> latest(TenantId tenant, ConversationId conversation) {
        return store.with(handle -> handle.createQuery("""
                        select t.id, t.conversation_id, t.end_kind, t.end_reason, t.started_at
                        from turn t join conversation c on c.id = t.conversation_id
                        where t.tenant_id = :tenant and c.id = :conversation and c.removed_at is null
                        order by t.seq desc
                        limit 1
                        """)
                .bind("tenant", tenant.value())
                .bind("conversation", conversation.value())
                .map(JdbiTurnRepository::turn)
                .findOne());
    }

    private static Turn turn(ResultSet row, StatementContext context) throws SQLException {
        return new Turn(
                new TurnId(row.getString("id")),
                new ConversationId(row.getString("conversation_id")),
                EndColumns.read(row),
                Columns.instant(row, "started_at"));
    }

    @Override
    public List<AnswerEvent> events(TenantId tenant, TurnId turn, int from) {
        List<Batch> batches = store.with(handle -> handle.createQuery("""
                        select e.first, e.events
                        from turn_event e
                        join turn t on t.id = e.turn_id
                        join conversation c on c.id = t.conversation_id
                        where t.tenant_id = :tenant and t.id = :turn and e.first + e.size > :from
                        and (c.removed_at is null or t.end_kind is null)
                        order by e.first, e.size
                        """)
                .bind("tenant", tenant.value())
                .bind("turn", turn.value())
                .bind("from", from)
                .map((row, context) -> new Batch(
                        row.getInt("first"),
                        JsonColumn.readList(texts.readJson(row.getString("events")), AnswerEvent.class)))
                .list());
        var events = new ArrayList<AnswerEvent>();
        int next = from;
        for (Batch batch : batches) { // they overlap where one was sent again with more
            int known = Math.clamp(next - batch.first(), 0, batch.events().size());
            events.addAll(batch.events().subList(known, batch.events().size()));
            next = Math.max(next, batch.first() + batch.events().size());
        }
        return List.copyOf(events);
    }

    @Override
    public Removed remove(TenantId tenant, TurnId turn) {
        return store.with(handle -> handle.createQuery("""
                        with locked as materialized (
                            select c.id, t.end_kind from conversation c
                            join turn t on t.tenant_id = c.tenant_id and t.conversation_id = c.id
                            where t.tenant_id = :tenant and t.id = :turn
                            for no key update of c),
                        removed as (
                            delete from turn t using locked
                            where t.id = :turn and t.conversation_id = locked.id and t.end_kind is not null
                            returning t.id, t.parent_id, t.tenant_id, t.conversation_id),
                        moved as (
                            update turn t set parent_id = removed.parent_id
                            from removed where t.parent_id = removed.id),
                        shortened as (
                            update conversation c set leaf_id = removed.parent_id
                            from removed where c.tenant_id = removed.tenant_id and c.id = removed.conversation_id
                            and c.leaf_id = removed.id)
                        select exists (select 1 from removed) as removed, exists (select 1 from locked) as known
                        """)
                .bind("tenant", tenant.value())
                .bind("turn", turn.value())
                .map((row, context) -> row.getBoolean("removed")
                        ? Removed.REMOVED
                        : row.getBoolean("known") ? Removed.RUNNING : Removed.UNKNOWN)
                .one());
    }

    @Override
    public boolean rate(TenantId tenant, TurnId turn, Feedback feedback) {
        return store.with(handle -> handle.createUpdate("""
                                update reply r set thumb = :thumb, remark = :remark
                                from turn t
                                where t.tenant_id = :tenant and t.id = :turn and r.turn_id = t.id
                                """)
                        .bind("tenant", tenant.value())
                        .bind("turn", turn.value())
                        .bind("thumb", FeedbackColumns.thumb(feedback))
                        .bind("remark", texts.write(feedback.remark()))
                        .execute())
                > 0;
    }

    @Override
    public List<CitedReply> cited(TenantId tenant, Optional<TurnId> after, int limit) {
        return store.with(handle -> new TurnRows(texts).cited(handle, tenant, after, limit));
    }

    @Override
    public List<Unfinished> unfinished() {
        return store.with(handle -> handle.createQuery(
                        "select tenant_id, id from turn where end_kind is null order by started_at, id")
                .map((row, context) ->
                        new Unfinished(new TenantId(row.getString("tenant_id")), new TurnId(row.getString("id"))))
                .list());
    }

    private record Batch(int first, List<AnswerEvent> events) {}
}
