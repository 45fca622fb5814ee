package dev.footnote.testkit.memory;

import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.Feedback;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.store.UsageRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

record InMemoryUsage(InMemoryDatabase database) implements UsageRepository {

    @Override
    public void turns(TenantId tenant, Instant from, Instant to, Sink<Use> sink) {
        List<Use> uses =
                database.with(() -> database.turns.values().stream()
                        .filter(row -> row.tenant().equals(tenant))
                        .filter(row -> !row.question().at().isBefore(from)
                                && row.question().at().isBefore(to))
                        .flatMap(row -> Optional.ofNullable(database.conversations.get(row.key()))
                                .map(conversation -> use(row, conversation))
                                .stream())
                        .sorted(Comparator.comparing(Use::askedAt))
                        .toList());
        for (Use use : uses) {
            if (!sink.push(use)) {
                return;
            }
        }
    }

    private static Use use(InMemoryTurns.Row row, Conversation conversation) {
        Optional<Reply> reply = row.reply();
        Instant askedAt = row.question().at();
        return new Use(
                conversation.id(),
                conversation.userLabel(),
                askedAt,
                reply.map(Reply::text).orElse(""),
                reply.map(said -> Duration.between(askedAt, said.at())).orElse(Duration.ZERO),
                reply.filter(said -> said.feedback().thumb() == Feedback.Thumb.UP)
                        .isPresent());
    }
}
