package dev.footnote.application.identity;

import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.identity.Caller;
import dev.footnote.ports.Ports;
import dev.footnote.ports.store.UsageRepository.Use;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** How much was asked and answered, by the day. */
public final class CountUsage {

    private final Ports ports;

    public CountUsage(Ports ports) {
        this.ports = ports;
    }

    /** From the beginning of the day so many days ago, of UTC, until now. */
    public Span lastDays(int days) {
        Instant now = ports.clock().instant();
        LocalDate first = now.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(days);
        return new Span(first.atStartOfDay().toInstant(ZoneOffset.UTC), now.plusNanos(1_000));
    }

    /**
     * Counts the questions that the caller's tenant was asked in {@code span}.
     *
     * @return the days of UTC on which there was any, in their order
     */
    public List<Day> count(Caller caller, Span span) {
        var days = new TreeMap<LocalDate, Sum>();
        ports.usage().turns(caller.tenant(), span.from(), span.to(), use -> {
            LocalDate date = use.askedAt().atOffset(ZoneOffset.UTC).toLocalDate();
            days.computeIfAbsent(date, any -> new Sum()).add(use, ports.tokens().count(use.reply()));
            return true;
        });
        return days.entrySet().stream()
                .map(day -> day.getValue().day(day.getKey()))
                .toList();
    }

    /** A time from {@code from} on and before {@code to}. */
    public record Span(Instant from, Instant to) {}

    /**
     * A day.
     *
     * @param sessions conversations in which something was asked
     * @param users labels of users who asked; who has none counts as one
     * @param turns questions
     * @param tokens of the replies
     * @param answering how long the replies took together
     * @param liked replies that were rated up
     */
    public record Day(LocalDate date, int sessions, int users, int turns, long tokens, Duration answering, int liked) {}

    private static final class Sum {

        private final Set<ConversationId> sessions = new HashSet<>();
        private final Set<String> users = new HashSet<>();
        private int turns;
        private long tokens;
        private Duration answering = Duration.ZERO;
        private int liked;

        void add(Use use, int replyTokens) {
            sessions.add(use.conversation());
            users.add(use.userLabel());
            turns++;
            tokens += replyTokens;
            answering = answering.plus(use.duration());
            liked += use.liked() ? 1 : 0;
        }

        Day day(LocalDate date) {
            return new Day(date, sessions.size(), users.size(), turns, tokens, answering, liked);
        }
    }
}
