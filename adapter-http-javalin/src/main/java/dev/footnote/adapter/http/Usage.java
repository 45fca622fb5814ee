package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.identity.CountUsage;
import dev.footnote.application.identity.CountUsage.Day;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How much was asked, by the day. */
final class Usage {

    private static final int DAYS = 7;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final ChatApplication app;

    Usage(ChatApplication app) {
        this.app = app;
    }

    List<Route> routes() {
        return List.of(Route.of(GET, "/v1/api/stats", Credential.SESSION, this::stats));
    }

    private Result stats(Call call) {
        Optional<Instant> from = time(call, "from_date", Duration.ZERO);
        Optional<Instant> to = time(call, "to_date", Duration.ofDays(1));
        CountUsage.Span span = app.countUsage().lastDays(DAYS);
        List<Day> days = app.countUsage()
                .count(call.caller(), new CountUsage.Span(from.orElse(span.from()), to.orElse(span.to())));
        return Envelope.web(Shape.of(
                "pv", column(days, Day::sessions),
                "uv", column(days, Day::users),
                "speed", column(days, day -> day.tokens() / (seconds(day.answering()) + 0.1)),
                "tokens", column(days, day -> day.tokens() / 1000.0),
                "round", column(days, day -> (double) day.turns() / day.sessions()),
                "thumb_up", column(days, Day::liked)));
    }

    private static List<List<Object>> column(List<Day> days, Function<Day, Object> value) {
        return days.stream()
                .map(day -> List.of(day.date().toString(), value.apply(day)))
                .toList();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** A day, to the end of which {@code rest} is added, or a time to the second. */
    private static Optional<Instant> time(Call call, String name, Duration rest) {
        return call.query(name).map(text -> {
            try {
                return text.length() == "yyyy-MM-dd".length()
                        ? LocalDate.parse(text)
                                .atStartOfDay()
                                .toInstant(ZoneOffset.UTC)
                                .plus(rest)
                        : LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
            } catch (DateTimeParseException e) {
                throw Refusal.invalid(101, "`%s` must be a day or a time, as 2026-01-02 03:04:05.".formatted(name));
            }
        });
    }
}
