package dev.footnote.adapter.http;

import dev.footnote.application.chat.CheckCitations.Stale;
import dev.footnote.application.chat.ManageConversations.Transcript;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.Message;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.conversation.TurnId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How conversations stand on the wire of the web API: messages, and beside them a reference for each reply. */
final class ConversationShape {

    private ConversationShape() {}

    static Map<String, @Nullable Object> conversation(Transcript transcript) {
        return conversation(transcript, Map.of());
    }

    /** The same; {@code stale} tells which citations no longer hold. */
    static Map<String, @Nullable Object> conversation(Transcript transcript, Map<TurnId, Stale> stale) {
        Conversation one = transcript.conversation();
        var messages = new ArrayList<Map<String, @Nullable Object>>();
        messages.add(opener(one));
        transcript.messages().forEach(message -> messages.add(message(message)));
        var shape = Shape.of(
                "id", one.id().value(),
                "dialog_id", one.dialog().value(),
                "name", one.name(),
                "message", messages,
                "reference", references(transcript, stale),
                "user_id", one.userLabel());
        return Shape.dated(shape, one.createdAt(), one.updatedAt());
    }

    /** The reference at k belongs to the reply at k, the opener not counted. */
    private static List<Map<String, @Nullable Object>> references(Transcript transcript, Map<TurnId, Stale> stale) {
        return transcript.messages().stream()
                .filter(Message.Reply.class::isInstance)
                .map(Message.Reply.class::cast)
                .map(reply -> whole(reply.end())
                        ? ReferenceShape.reference(reply.reference(), stale.getOrDefault(reply.turn(), Stale.NONE))
                        : Shape.of("chunks", List.of(), "doc_aggs", List.of()))
                .toList();
    }

    private static boolean whole(TurnEnd end) {
        return switch (end) {
            case TurnEnd.Complete complete -> true;
            case TurnEnd.Stopped stopped -> true;
            case TurnEnd.Failed failed -> false;
            case TurnEnd.Interrupted interrupted -> false;
        };
    }

    private static Map<String, @Nullable Object> opener(Conversation one) {
        return Shape.of(
                "role", "assistant",
                "content", one.opener(),
                "id", one.id().value(),
                "created_at", Shape.seconds(one.createdAt()));
    }

    private static Map<String, @Nullable Object> message(Message message) {
        return switch (message) {
            case Message.Question question ->
                FileShape.with(
                        question.files(),
                        Shape.of(
                                "role", "user",
                                "content", question.text(),
                                "id", question.turn().value(),
                                "created_at", Shape.seconds(question.at())));
            case Message.Reply reply -> reply(reply);
        };
    }

    private static Map<String, @Nullable Object> reply(Message.Reply reply) {
        Map<String, @Nullable Object> shape = Shape.of(
                "role", "assistant",
                "content", content(reply),
                "id", reply.turn().value(),
                "created_at", Shape.seconds(reply.at()));
        switch (reply.feedback().thumb()) {
            case UP -> shape.put("thumbup", true);
            case DOWN -> shape.put("thumbup", false);
            case NONE -> {}
        }
        if (!reply.feedback().remark().isEmpty()) {
            shape.put("feedback", reply.feedback().remark());
        }
        switch (reply.end()) {
            case TurnEnd.Complete complete -> {}
            case TurnEnd.Stopped stopped -> shape.put("status", "stopped");
            case TurnEnd.Failed failed -> shape.put("status", "failed");
            case TurnEnd.Interrupted interrupted -> shape.put("status", "interrupted");
        }
        return shape;
    }

    private static String content(Message.Reply reply) {
        return reply.thinking().isEmpty() ? reply.text() : "<think>" + reply.thinking() + "</think>" + reply.text();
    }
}
