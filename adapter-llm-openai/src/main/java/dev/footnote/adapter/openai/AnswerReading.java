package dev.footnote.adapter.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.model.Completion;
import dev.footnote.ports.model.Completion.FinishReason;
import dev.footnote.ports.model.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a streamed answer and pushes its text.
 *
 * <p>An event that is no JSON object is passed over, up to {@value #GARBAGE_LIMIT} of them; the next one ends the
 * stream. After the model has given a reason to finish, nothing that goes wrong matters any more.
 */
final class AnswerReading implements Upstream.Reading<Completion> {

    static final int GARBAGE_LIMIT = 3;

    /** The longest answer, in characters. */
    static final int ANSWER_LIMIT = 4 << 20;

    private final ObjectReader json;
    private final Sink<String> sink;
    private @Nullable FinishReason finish;
    private boolean begun;
    private boolean thinking;
    private int events;
    private int garbage;
    private int length;
    private int promptTokens;
    private int tokens;

    AnswerReading(ObjectReader json, Sink<String> sink) {
        this.json = json;
        this.sink = sink;
    }

    @Override
    public boolean begun() {
        return begun;
    }

    @Override
    public Completion read(InputStream body) throws IOException, PassingException {
        var reader = new SseReader(body);
        try {
            for (Optional<String> data = reader.next(); data.isPresent(); data = reader.next()) {
                if (data.get().strip().equals("[DONE]")) {
                    return ended(finish == null ? FinishReason.STOP : finish);
                }
                if (!take(data.get())) {
                    return completion(FinishReason.CANCELLED);
                }
            }
        } catch (IOException e) {
            if (finish == null || Thread.currentThread().isInterrupted()) {
                throw e;
            }
        }
        if (finish != null) {
            return ended(finish);
        }
        if (events == 0 && reader.strange()) {
            throw new ModelException.Unintelligible("what the model sent is no stream of events", null);
        }
        throw new PassingException(new ModelException.Unavailable("the model broke off", null), Duration.ZERO);
    }

    /** Takes an event; false if no more is wanted. */
    private boolean take(String data) {
        JsonNode event = parse(data);
        if (!event.isObject()) {
            if (++garbage > GARBAGE_LIMIT) {
                throw new ModelException.Unintelligible("the model sent too much that is no JSON", null);
            }
            return true;
        }
        events++;
        if (event.hasNonNull("error")) {
            throw new ModelException.Unintelligible("the model sent an error instead of text", null);
        }
        count(event.path("usage"));
        for (JsonNode choice : event.path("choices")) {
            if (choice.path("index").asInt(0) == 0 && !take(choice)) {
                return false;
            }
        }
        return true;
    }

    private boolean take(JsonNode choice) {
        JsonNode delta = choice.path("delta");
        String thought = text(delta.path("reasoning_content"));
        boolean wanted = push(true, thought.isEmpty() ? text(delta.path("reasoning")) : thought)
                && push(false, text(delta.path("content")));
        String reason = choice.path("finish_reason").asText("");
        if (!reason.isEmpty() && !reason.equals("null")) {
            finish = reason.equals("length") ? FinishReason.LENGTH : FinishReason.STOP;
        }
        return wanted && !Thread.currentThread().isInterrupted();
    }

    private boolean push(boolean thought, String text) {
        if (text.isEmpty()) {
            return true;
        }
        length += text.length();
        if (length > ANSWER_LIMIT) {
            throw new ModelException.Unintelligible("the model's answer has no end", null);
        }
        String mark = thought == thinking ? "" : thought ? "<think>" : "</think>";
        thinking = thought;
        begun = true;
        return sink.push(mark + text);
    }

    private void count(JsonNode usage) {
        promptTokens = Math.max(promptTokens, usage.path("prompt_tokens").asInt(0));
        tokens = Math.max(tokens, usage.path("completion_tokens").asInt(0));
    }

    private Completion ended(FinishReason reason) {
        return thinking && !sink.push("</think>") ? completion(FinishReason.CANCELLED) : completion(reason);
    }

    private Completion completion(FinishReason reason) {
        return new Completion(reason, promptTokens, tokens);
    }

    private JsonNode parse(String data) {
        try {
            return json.readTree(data);
        } catch (JsonProcessingException garbled) { // its message would repeat what the model sent
            return MissingNode.getInstance();
        }
    }

    private static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.isTextual() || content.isNumber() ? content.asText() : "";
        }
        var text = new StringBuilder();
        for (JsonNode part : content) {
            text.append(text(part.isObject() ? part.path("text") : part));
        }
        return text.toString();
    }
}
