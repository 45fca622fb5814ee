package dev.footnote.adapter.http;

import dev.footnote.adapter.http.Tickets.Ticket;
import dev.footnote.domain.dialog.Share;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Listing;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** One request to one route, its sender known. */
final class Call {

    private static final int MAX_PAGE = 10_000;

    private final Context context;
    private final Optional<Caller> caller;
    private final Optional<Ticket> ticket;
    private final Optional<Share> share;
    private final Function<Context, Runnable> slot;
    private Optional<SseWriter> writer = Optional.empty();

    Call(Context context, Optional<Caller> caller) {
        this(context, caller, Optional.empty(), Optional.empty(), same -> () -> {});
    }

    /** @param slot is asked before a stream begins, may refuse it, and says what is to be done when it is over */
    Call(
            Context context,
            Optional<Caller> caller,
            Optional<Ticket> ticket,
            Optional<Share> share,
            Function<Context, Runnable> slot) {
        this.context = context;
        this.caller = caller;
        this.ticket = ticket;
        this.share = share;
        this.slot = slot;
    }

    /** The stream that this request is answered with; the same one each time. To be closed. */
    SseWriter stream() {
        if (writer.isEmpty()) {
            Runnable over = slot.apply(context);
            var opened = new SseWriter(context.res());
            opened.onClose(over);
            writer = Optional.of(opened);
        }
        return writer.get();
    }

    /** Closes the stream, if there is one. */
    void giveUp() {
        writer.ifPresent(SseWriter::close);
    }

    /** The ticket that the request came with. */
    Optional<Ticket> ticket() {
        return ticket;
    }

    Context context() {
        return context;
    }

    Caller caller() {
        return caller.orElseThrow(() -> new IllegalStateException("the route asks for no credential"));
    }

    /** What the share token of the request opens. */
    Share share() {
        return share.orElseThrow(() -> new IllegalStateException("the route asks for no share token"));
    }

    /** What the client sent as a JSON object; the parameters of the query where a request has no body. */
    Body body() {
        return context.method().equals(HandlerType.GET)
                ? QueryBody.of(context.queryParamMap(), ticket)
                : Json.body(context.bodyAsBytes());
    }

    String path(String name) {
        String value = context.pathParam(name);
        if (value.isBlank()) {
            throw Refusal.missing("`%s` is blank.".formatted(name));
        }
        return value;
    }

    /** A parameter of the query; empty if it is absent or blank. */
    Optional<String> query(String name) {
        return Optional.ofNullable(context.queryParam(name)).filter(value -> !value.isBlank());
    }

    /** Whether the query has the parameter, with nothing in it. */
    boolean blank(String name) {
        String value = context.queryParam(name);
        return value != null && value.isBlank();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(context.header(name)).filter(value -> !value.isBlank());
    }

    int number(String name, int fallback) {
        return query(name)
                .map(text -> {
                    try {
                        return Integer.parseInt(text.strip());
                    } catch (NumberFormatException e) {
                        throw Refusal.unusable("`%s` must be an integer.".formatted(name));
                    }
                })
                .orElse(fallback);
    }

    int limit() {
        return Math.clamp(number("page_size", 30), 0, MAX_PAGE);
    }

    int offset() {
        return (int) Math.min((Math.max(1, number("page", 1)) - 1L) * limit(), Integer.MAX_VALUE);
    }

    Listing listing() {
        var order = switch (query("orderby").orElse("create_time")) {
            case "create_time", "create_date" -> Listing.Order.CREATED;
            case "update_time", "update_date" -> Listing.Order.UPDATED;
            case "name" -> Listing.Order.NAME;
            default -> throw Refusal.unusable("`orderby` names no column to order by.");
        };
        boolean descending =
                !query("desc").orElse("true").strip().toLowerCase(Locale.ROOT).equals("false");
        return new Listing(query("name"), query("keywords").orElse(""), order, descending, offset(), limit());
    }
}
