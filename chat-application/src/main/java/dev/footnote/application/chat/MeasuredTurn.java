package dev.footnote.application.chat;

import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.answer.AnswerEvent.Progress;
import dev.footnote.domain.answer.Delta;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.model.Completion;
import dev.footnote.ports.model.ModelCatalog.ChatEntry;
import dev.footnote.ports.runtime.Telemetry;
import dev.footnote.ports.runtime.Telemetry.Step;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A turn that is logged and measured: at its beginning, its first word and its end, and at no word between. What the
 * log knows of the request is known of its turn too.
 */
final class MeasuredTurn implements TurnWork {

    private static final Logger log = LoggerFactory.getLogger(MeasuredTurn.class);

    private final Exchange exchange;
    private final Telemetry telemetry;
    private final BiFunction<Exchange, Sink<AnswerEvent>, Answer> work;
    private final long asked = System.nanoTime();
    private final Map<String, String> request;
    private final Telemetry.Trail trail;
    private final AtomicLong tokensRead = new AtomicLong();
    private final AtomicLong tokensWritten = new AtomicLong();
    private boolean spoke;

    /** Made by the thread of the request. */
    MeasuredTurn(Exchange exchange, Telemetry telemetry, BiFunction<Exchange, Sink<AnswerEvent>, Answer> work) {
        this.exchange = exchange;
        this.telemetry = telemetry;
        this.work = work;
        @Nullable Map<String, String> known = MDC.getCopyOfContextMap();
        this.request = Objects.requireNonNullElse(known, Map.of());
        this.trail = telemetry.trail();
    }

    @Override
    public Answer write(Sink<AnswerEvent> events) {
        MDC.setContextMap(request);
        return trail.step(Step.TURN, () -> written(events));
    }

    private Answer written(Sink<AnswerEvent> events) {
        told().log("Chat completion started");
        return work.apply(exchange.with(counting(exchange.model())), event -> {
            if (!spoke && event instanceof Progress(Delta.Text text)) {
                spoke = true;
                telemetry.answerBegan(exchange.model().name(), sinceAsked());
            }
            return events.push(event);
        });
    }

    @Override
    public void ended(TurnEnd end) {
        Duration took = sinceAsked();
        telemetry.turnEnded(
                new Telemetry.Turn(exchange.model().name(), end, took, tokensRead.get(), tokensWritten.get()));
        told().addKeyValue("response_time", took.toMillis() / 1000.0)
                .addKeyValue("token_count", tokensWritten.get())
                .addKeyValue("success", end instanceof TurnEnd.Complete)
                .log("Chat completion completed");
    }

    private LoggingEventBuilder told() {
        return log.atInfo()
                .addKeyValue(
                        "conversation_id", exchange.open().conversation().id().value())
                .addKeyValue("message_count", exchange.history().size() + 1)
                .addKeyValue("streaming", exchange.request().streaming());
    }

    private Duration sinceAsked() {
        return Duration.ofNanos(System.nanoTime() - asked);
    }

    private ChatEntry counting(ChatEntry entry) {
        return new ChatEntry(
                entry.name(),
                (prompt, sink) -> counted(entry, prompt, sink),
                entry.contextTokens(),
                entry.generative());
    }

    private Completion counted(ChatEntry entry, ChatPrompt prompt, Sink<String> sink) {
        Completion completion = entry.model().stream(prompt, sink);
        tokensRead.addAndGet(completion.promptTokens());
        tokensWritten.addAndGet(completion.tokens());
        return completion;
    }
}
