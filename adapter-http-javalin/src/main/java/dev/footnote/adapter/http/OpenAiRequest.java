package dev.footnote.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.MetadataFields;
import dev.footnote.domain.knowledge.MetadataFilter;
import dev.footnote.domain.prompt.PromptMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A question in OpenAI's form.
 *
 * @param model as the client wrote it
 * @param history what was said before, oldest first; it begins with a question
 * @param streaming empty if the client leaves it to the route
 * @param citing empty if the client leaves it to the route
 * @param options everything else: the body, and over it what stands in {@code extra_body}
 */
record OpenAiRequest(
        String model,
        String question,
        List<PromptMessage> history,
        Optional<Boolean> streaming,
        Optional<Boolean> citing,
        Body options) {

    /** What OpenAI's API knows, and what this one adds; anything else is the value of a prompt variable. */
    private static final Set<String> KNOWN = Set.of(
            "model",
            "messages",
            "stream",
            "stream_options",
            "store",
            "metadata",
            "temperature",
            "top_p",
            "presence_penalty",
            "frequency_penalty",
            "max_tokens",
            "max_completion_tokens",
            "n",
            "stop",
            "seed",
            "user",
            "logprobs",
            "top_logprobs",
            "logit_bias",
            "response_format",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "functions",
            "function_call",
            "reasoning_effort",
            "service_tier",
            "modalities",
            "audio",
            "prediction",
            "safety_identifier",
            "prompt_cache_key",
            "prompt_cache_retention",
            "verbosity",
            "web_search_options",
            "extra_body",
            "reference",
            "reference_metadata",
            "metadata_condition",
            "llm_id");

    OpenAiRequest {
        history = List.copyOf(history);
    }

    /** Reads {@code body}; refuses what cannot be answered. */
    static OpenAiRequest of(Body body) {
        body.requiring("model", "messages");
        Body options = options(body);
        AskFields.noted(options);
        List<Said> said = messages(body);
        if (options.integer("n").orElse(1) != 1) {
            throw Refusal.invalid(102, "`n` must be 1.");
        }
        return new OpenAiRequest(
                body.text("model").orElse(""),
                said.getLast().text(),
                history(said.subList(0, said.size() - 1)),
                body.find("stream").map(node -> body.flag("stream", false)),
                options.find("reference").map(Json::truthy),
                options);
    }

    /** The values of prompt variables: every simple value whose name has no other meaning here. */
    Map<String, String> variables() {
        return AskFields.variables(options, KNOWN);
    }

    /** How the model is to write, where the client says so. */
    GenerationSettings generation() {
        OptionalInt tokens = options.integer("max_completion_tokens");
        OptionalInt maxTokens = tokens.isPresent() ? tokens : options.integer("max_tokens");
        if (maxTokens.isPresent() && maxTokens.getAsInt() < 1) {
            throw Refusal.invalid(102, "`max_tokens` must be at least 1.");
        }
        return new GenerationSettings(
                options.number("temperature"),
                options.number("top_p"),
                options.number("presence_penalty"),
                options.number("frequency_penalty"),
                maxTokens,
                ClientSettings.NONE);
    }

    /** Which documents the answer may rest on; empty for all. */
    Optional<MetadataFilter> condition() {
        return AskFields.condition(options);
    }

    /** What of the documents' metadata is to be told. */
    Optional<MetadataFields> noted() {
        return AskFields.noted(options);
    }

    /** Some clients send {@code extra_body} as it is, others its content in its place. */
    private static Body options(Body body) {
        Optional<JsonNode> extra = body.find("extra_body").filter(Json::truthy);
        if (extra.isEmpty()) {
            return body;
        }
        if (!extra.get().isObject()) {
            throw Refusal.invalid(102, "extra_body must be an object.");
        }
        var merged = body.json().deepCopy();
        extra.get().properties().forEach(field -> merged.set(field.getKey(), field.getValue()));
        return new Body(merged);
    }

    private static List<Said> messages(Body body) {
        JsonNode list = body.find("messages")
                .filter(node -> node.isArray() && !node.isEmpty())
                .orElseThrow(() -> Refusal.invalid(102, "You have to provide messages."));
        var said = new ArrayList<Said>();
        for (JsonNode message : list) {
            said.add(new Said(role(message.path("role").asText("")), text(message.path("content"))));
        }
        if (said.getLast().role() != Role.USER) {
            throw Refusal.invalid(102, "The last content of this conversation is not from user.");
        }
        if (said.getLast().text().isBlank()) {
            throw Refusal.invalid(102, "The last message is empty.");
        }
        return said;
    }

    private static Role role(String name) {
        return switch (name) {
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "system", "developer" -> Role.SYSTEM;
            default -> throw Refusal.invalid(102, "A message is from `user`, `assistant` or `system`.");
        };
    }

    private static String text(JsonNode content) {
        if (content.isTextual() || content.isNull() || content.isMissingNode()) {
            return content.asText("");
        }
        var text = new StringBuilder();
        for (JsonNode part : content) {
            if (!part.path("text").isTextual()) {
                throw Refusal.invalid(102, "The content of a message is text, or a list of parts with text.");
            }
            text.append(text.isEmpty() ? "" : "\n").append(part.path("text").textValue());
        }
        return text.toString();
    }

    /** A chat has instructions of its own, so the client's are left out; and a history begins with a question. */
    private static List<PromptMessage> history(List<Said> said) {
        return said.stream()
                .filter(one -> one.role() != Role.SYSTEM && !one.text().isBlank())
                .dropWhile(one -> one.role() == Role.ASSISTANT)
                .map(one -> new PromptMessage(
                        one.role() == Role.USER ? PromptMessage.Role.USER : PromptMessage.Role.ASSISTANT, one.text()))
                .toList();
    }

    /** One message. */
    private record Said(Role role, String text) {}

    /** Who speaks. */
    private enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }
}
