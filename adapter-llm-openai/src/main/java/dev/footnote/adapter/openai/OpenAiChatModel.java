package dev.footnote.adapter.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.prompt.PromptMessage;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.model.ChatModel;
import dev.footnote.ports.model.Completion;
import dev.footnote.ports.model.Completion.FinishReason;
import java.net.http.HttpClient;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A chat model behind {@code /chat/completions}, streamed.
 *
 * <p>A request is sent again only before the first piece of text, after a refused or broken connection, 429 and 5xx.
 * Events that are no JSON are passed over, up to three of them.
 */
public final class OpenAiChatModel implements ChatModel {

    private final OpenAiConfig config;
    private final Upstream upstream;
    private final ObjectReader json = new ObjectMapper().reader();

    /**
     * @param client with a connect time-out, as {@link OpenAiConfig#newClient} makes it; not closed by this
     * @param timer gives up silent connections; one thread serves all models; not closed by this
     */
    public OpenAiChatModel(HttpClient client, OpenAiConfig config, ScheduledExecutorService timer) {
        this(Transport.over(client), config, timer);
    }

    OpenAiChatModel(Transport transport, OpenAiConfig config, ScheduledExecutorService timer) {
        this.config = config;
        this.upstream = new Upstream(transport, config, timer);
    }

    @Override
    public Completion stream(ChatPrompt prompt, Sink<String> sink) {
        try {
            return upstream.post("/chat/completions", body(prompt), new AnswerReading(json, sink));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Completion(FinishReason.CANCELLED, 0, 0);
        }
    }

    private ObjectNode body(ChatPrompt prompt) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", config.model()).put("stream", true);
        body.putObject("stream_options").put("include_usage", true);
        ArrayNode messages = body.putArray("messages");
        if (!prompt.system().isEmpty()) {
            messages.addObject().put("role", "system").put("content", prompt.system());
        }
        for (PromptMessage message : prompt.messages()) {
            String role = switch (message.role()) {
                case USER -> "user";
                case ASSISTANT -> "assistant";
            };
            messages.addObject().put("role", role).put("content", message.text());
        }
        GenerationSettings generation = prompt.generation();
        generation.temperature().ifPresent(value -> body.put("temperature", value));
        generation.topP().ifPresent(value -> body.put("top_p", value));
        generation.presencePenalty().ifPresent(value -> body.put("presence_penalty", value));
        generation.frequencyPenalty().ifPresent(value -> body.put("frequency_penalty", value));
        generation.maxTokens().ifPresent(value -> body.put("max_tokens", value));
        return body;
    }
}
