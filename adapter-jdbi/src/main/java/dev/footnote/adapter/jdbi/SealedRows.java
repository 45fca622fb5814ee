package dev.footnote.adapter.jdbi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Rows with messages, sealed anew.
 *
 * @param before reads what is not sealed under {@code key}
 * @param key what they are to be sealed under
 */
record SealedRows(StoredText before, StorageKey key) {

    private static final int OPENERS_AT_ONCE = 500;

    /** Seals the questions, replies and events of {@code turns} and says how many rows that were. */
    int reseal(Handle handle, List<String> turns) {
        return rows(
                        handle,
                        turns,
                        "select id, question from turn where id = any(:turns)",
                        "update turn set question = :question where id = :id")
                + rows(
                        handle,
                        turns,
                        "select turn_id, text, thinking, remark, cast(reference as text) as reference from reply where turn_id = any(:turns)",
                        """
                        update reply
                        set text = :text, thinking = :thinking, remark = :remark, reference = cast(:reference as json)
                        where turn_id = :turn_id
                        """)
                + rows(
                        handle,
                        turns,
                        "select turn_id, first, size, cast(events as text) as events from turn_event where turn_id = any(:turns)",
                        """
                        update turn_event set events = cast(:events as json)
                        where turn_id = :turn_id and first = :first and size = :size
                        """);
    }

    private int rows(Handle handle, List<String> turns, String select, String update) {
        var found = handle.createQuery(select)
                .bindArray("turns", String.class, turns)
                .mapToMap()
                .list();
        return changed(handle, found, update);
    }

    /** Seals the first words of all conversations and says how many rows that were. */
    int resealOpeners(Handle handle) {
        int count = 0;
        List<Map<String, Object>> found = openers(handle, "", "");
        while (!found.isEmpty()) {
            count += changed(
                    handle,
                    found,
                    "update conversation set opener = :opener where tenant_id = :tenant_id and id = :id");
            Map<String, Object> last = found.getLast();
            found = openers(handle, String.valueOf(last.get("tenant_id")), String.valueOf(last.get("id")));
        }
        return count;
    }

    private static List<Map<String, Object>> openers(Handle handle, String tenant, String id) {
        return handle.createQuery("""
                        select tenant_id, id, opener from conversation
                        where (tenant_id, id) > (:tenant, :id)
                        order by tenant_id, id
                        limit :count
                        """)
                .bind("tenant", tenant)
                .bind("id", id)
                .bind("count", OPENERS_AT_ONCE)
                .mapToMap()
                .list();
    }

    private int changed(Handle handle, List<Map<String, Object>> rows, String update) {
        PreparedBatch batch = handle.prepareBatch(update);
        for (Map<String, Object> row : rows) {
            Map<String, Object> sealed = new HashMap<>(row);
            sealed.replaceAll(this::again);
            if (!sealed.equals(row)) {
                batch.bindMap(sealed).add();
            }
        }
        return batch.size() == 0 ? 0 : batch.execute().length;
    }

    private Object again(String column, Object value) {
        return switch (column) {
            case "question", "text", "thinking", "remark", "opener" -> text((String) value);
            case "reference", "events" -> json((String) value);
            default -> value;
        };
    }

    private String text(String stored) {
        return stored.startsWith(StoredText.prefix(key)) ? stored : after().write(before.read(stored));
    }

    private String json(String stored) {
        boolean done =
                stored.startsWith("\"") && JsonColumn.read(stored, String.class).startsWith(StoredText.prefix(key));
        return done ? stored : after().writeJson(before.readJson(stored));
    }

    private StoredText after() {
        return new StoredText(Optional.of(key));
    }
}
