package dev.footnote.adapter.jdbi;

import dev.footnote.domain.citation.Reference;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.Message;
import dev.footnote.domain.conversation.Message.Question;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.conversation.OpenConversation;
import dev.footnote.domain.conversation.Place;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.UserId;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** The one statement that reads all that a question needs: lists inside the row are JSON. */
record OpenConversationQuery(StoredText texts, TenantId tenant, DialogId dialog, ConversationId id, int maxMessages) {

    private static final String SQL = """
            select c.name, c.user_label, c.opener, c.created_at, c.updated_at,
            d.settings, d.created_at as dialog_created_at, d.updated_at as dialog_updated_at,
            (select coalesce(json_agg(k order by k.place), '[]') from (
                select listed.place, k.id, k.tenant_id as tenant, k.created_by as "createdBy", k.settings,
                k.created_at as "createdAt", k.updated_at as "updatedAt",
                (select count(*) from document where knowledge_base_id = k.id) as documents,
                (select coalesce(sum(chunks), 0) from document where knowledge_base_id = k.id) as chunks,
                (select coalesce(sum(tokens), 0) from document where knowledge_base_id = k.id) as tokens
                from json_array_elements_text(d.settings -> 'knowledgeBases') with ordinality as listed (id, place)
                join knowledge_base k on k.id = listed.id and
            """ + TeamAccess.usable("k", "d.tenant_id") + """
                ) k) as knowledge_bases,
            (with recursive branch as (
                select t.id, t.parent_id, t.seq, t.question, t.started_at, t.end_kind,
                (coalesce(t.end_kind, '') in ('complete', 'stopped'))::integer as told
                from turn t
                where t.tenant_id = c.tenant_id and t.conversation_id = c.id
                and t.id = case when :atEnd then c.leaf_id else :after end
                union all
                select t.id, t.parent_id, t.seq, t.question, t.started_at, t.end_kind,
                b.told + (coalesce(t.end_kind, '') in ('complete', 'stopped'))::integer
                from branch b join turn t on t.id = b.parent_id
                where b.told < :turns)
            select coalesce(json_agg(t order by t.seq), '[]') from (
                select t.seq, t.id, t.question, t.started_at as "askedAt", t.end_kind as "end",
                r.text, r.thinking, r.at
                from branch t join reply r on r.turn_id = t.id
                where t.end_kind in ('complete', 'stopped') and t.told <= :turns) t) as recent
            from conversation c join dialog d on d.id = c.dialog_id
            where c.tenant_id = :tenant and c.dialog_id = :dialog and c.id = :id and c.removed_at is null
            """;

    Optional<OpenConversation> run(Handle handle, Place place) {
        var columns = PlaceColumns.of(place);
        return handle.createQuery(SQL)
                .bind("tenant", tenant.value())
                .bind("dialog", dialog.value())
                .bind("id", id.value())
                .bind("atEnd", columns.atEnd())
                .bind("after", columns.after())
                .bind("turns", (maxMessages + 1) / 2)
                .map((row, context) -> open(row))
                .findOne();
    }

    private OpenConversation open(ResultSet row) throws SQLException {
        List<KnowledgeBase> knowledgeBases =
                JsonColumn.readList(row.getString("knowledge_bases"), KnowledgeBaseRow.class).stream()
                        .map(KnowledgeBaseRow::knowledgeBase)
                        .toList();
        List<Message> recent = JsonColumn.readList(row.getString("recent"), TurnRow.class).stream()
                .flatMap(turn -> turn.messages(texts))
                .toList();
        return new OpenConversation(
                new Conversation(
                        id,
                        tenant,
                        dialog,
                        row.getString("name"),
                        row.getString("user_label"),
                        texts.read(row.getString("opener")),
                        Columns.instant(row, "created_at"),
                        Columns.instant(row, "updated_at")),
                new Dialog(
                        dialog,
                        tenant,
                        Columns.json(row, "settings", Dialog.Settings.class),
                        Columns.instant(row, "dialog_created_at"),
                        Columns.instant(row, "dialog_updated_at")),
                knowledgeBases,
                recent.subList(Math.max(0, recent.size() - maxMessages), recent.size()));
    }

    /** A knowledge base inside the row. */
    record KnowledgeBaseRow(
            String id,
            String tenant,
            String createdBy,
            KnowledgeBase.Settings settings,
            int documents,
            int chunks,
            long tokens,
            Instant createdAt,
            Instant updatedAt) {

        KnowledgeBase knowledgeBase() {
            return new KnowledgeBase(
                    new KnowledgeBaseId(id),
                    new TenantId(tenant),
                    new UserId(createdBy),
                    settings,
                    new KnowledgeBase.Size(documents, chunks, tokens),
                    createdAt,
                    updatedAt);
        }
    }

    /** A turn inside the row. */
    record TurnRow(String id, String question, Instant askedAt, String end, String text, String thinking, Instant at) {

        Stream<Message> messages(StoredText texts) {
            var turn = new TurnId(id);
            return Stream.of(
                    new Question(turn, texts.read(question), askedAt),
                    new Reply(
                            turn,
                            texts.read(text),
                            texts.read(thinking),
                            Reference.NONE,
                            new EndColumns(end, Optional.empty()).end(),
                            at));
        }
    }
}
