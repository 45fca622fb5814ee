package dev.footnote.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.dialog.PromptSettings;
import dev.footnote.domain.dialog.PromptTemplate;
import dev.footnote.domain.dialog.PromptVariable;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.retrieval.RetrievalSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How chats stand on the wire. */
final class ChatShape {

    private static final Set<String> LLM =
            Set.of("model_name", "temperature", "top_p", "presence_penalty", "frequency_penalty", "max_tokens");
    private static final Set<String> PROMPT = Set.of(
            "prompt",
            "system",
            "opener",
            "prologue",
            "variables",
            "parameters",
            "show_quote",
            "quote",
            "empty_response",
            "refine_multiturn",
            "similarity_threshold",
            "keywords_similarity_weight",
            "top_n",
            "top_k",
            "rerank_model",
            "rerank_id",
            "vector_similarity_weight");

    private ChatShape() {}

    /** {@code base} with what {@code body} says written over it. */
    static Dialog.Settings settings(Body body, Dialog.Settings base, GenerationSettings generation) {
        Optional<Body> llm = body.object("llm");
        Optional<Body> prompt = body.object("prompt");
        return new Dialog.Settings(
                body.text("name").orElse(base.name()),
                body.text("description").orElse(base.description()),
                body.text("avatar").orElse(base.icon()),
                body.text("language").orElse(base.language()),
                llm.flatMap(sent -> sent.text("model_name")).orElse(base.model()),
                llm.map(sent -> generation(sent, generation)).orElse(base.generation()),
                prompt.map(sent -> prompt(sent, base.prompt())).orElse(base.prompt()),
                prompt.map(sent -> retrieval(sent, base.retrieval())).orElse(base.retrieval()),
                prompt.flatMap(sent -> first(sent, "rerank_model", "rerank_id")).orElse(base.reranker()),
                body.has("dataset_ids") ? datasets(body) : base.knowledgeBases());
    }

    private static List<KnowledgeBaseId> datasets(Body body) {
        return body.texts("dataset_ids").stream()
                .filter(id -> !id.isBlank())
                .map(KnowledgeBaseId::new)
                .distinct()
                .toList();
    }

    static GenerationSettings generation(Body llm, GenerationSettings base) {
        OptionalInt maxTokens = llm.integer("max_tokens");
        if (maxTokens.isPresent() && maxTokens.getAsInt() < 1) {
            throw Refusal.invalid(102, "`max_tokens` must be at least 1.");
        }
        return new GenerationSettings(
                either(llm.number("temperature"), base.temperature()),
                either(llm.number("top_p"), base.topP()),
                either(llm.number("presence_penalty"), base.presencePenalty()),
                either(llm.number("frequency_penalty"), base.frequencyPenalty()),
                maxTokens.isPresent() ? maxTokens : base.maxTokens(),
                base.other().merged(new ClientSettings(llm.others(LLM))));
    }

    private static PromptSettings prompt(Body prompt, PromptSettings base) {
        return new PromptSettings(
                first(prompt, "prompt", "system")
                        .filter(text -> !text.isEmpty())
                        .map(PromptTemplate::new)
                        .orElse(base.system()),
                prompt.has("opener") || prompt.has("prologue")
                        ? first(prompt, "opener", "prologue").orElse("")
                        : base.opener(),
                prompt.has("variables") || prompt.has("parameters") ? variables(prompt) : base.variables(),
                prompt.has("empty_response")
                        ? prompt.text("empty_response").filter(text -> !text.isEmpty())
                        : base.emptyResponse(),
                prompt.flag("show_quote", prompt.flag("quote", base.quoting())),
                prompt.flag("refine_multiturn", base.refinesMultiTurn()),
                base.other().merged(new ClientSettings(prompt.others(PROMPT))));
    }

    static List<PromptVariable> variables(Body prompt) {
        var variables = new ArrayList<PromptVariable>();
        Optional<JsonNode> list = prompt.find(prompt.has("variables") ? "variables" : "parameters");
        for (JsonNode item :
                list.filter(JsonNode::isArray).map(List::<JsonNode>of).orElse(List.of())) {
            for (JsonNode variable : item) {
                String key = variable.path("key").asText("");
                if (key.isEmpty()) {
                    throw Refusal.invalid(102, "A variable needs a `key`.");
                }
                variables.add(new PromptVariable(key, variable.path("optional").asBoolean(false)));
            }
        }
        return variables;
    }

    private static RetrievalSettings retrieval(Body prompt, RetrievalSettings base) {
        OptionalDouble keywords = prompt.number("keywords_similarity_weight");
        double vector = keywords.isPresent()
                ? 1 - keywords.getAsDouble()
                : prompt.number("vector_similarity_weight").orElse(base.vectorWeight());
        return new RetrievalSettings(
                prompt.integer("top_n").orElse(base.topN()),
                prompt.integer("top_k").orElse(base.topK()),
                prompt.number("similarity_threshold").orElse(base.similarityThreshold()),
                vector);
    }

    static Map<String, @Nullable Object> chat(Dialog dialog) {
        Dialog.Settings settings = dialog.settings();
        RetrievalSettings retrieval = settings.retrieval();
        List<String> datasets =
                settings.knowledgeBases().stream().map(KnowledgeBaseId::value).toList();
        var chat = Shape.of(
                "id", dialog.id().value(),
                "tenant_id", dialog.tenant().value(),
                "name", settings.name(),
                "description", settings.description(),
                "avatar", settings.icon(),
                "language", settings.language(),
                "dataset_ids", datasets,
                "llm", llm(settings),
                "prompt", prompt(settings),
                "prompt_type", "simple",
                "do_refer", "1",
                "status", "1",
                "meta_data_filter", Shape.of(),
                "top_k", retrieval.topK(),
                "similarity_threshold", retrieval.similarityThreshold(),
                "keywords_similarity_weight", keywordsWeight(retrieval),
                "top_n", retrieval.topN(),
                "rerank_model", settings.reranker());
        return Shape.dated(chat, dialog.createdAt(), dialog.updatedAt());
    }

    static Map<String, @Nullable Object> llm(Dialog.Settings settings) {
        var llm = new LinkedHashMap<String, @Nullable Object>(
                settings.generation().other().values());
        llm.put("model_name", settings.model());
        GenerationSettings generation = settings.generation();
        generation.temperature().ifPresent(value -> llm.put("temperature", value));
        generation.topP().ifPresent(value -> llm.put("top_p", value));
        generation.presencePenalty().ifPresent(value -> llm.put("presence_penalty", value));
        generation.frequencyPenalty().ifPresent(value -> llm.put("frequency_penalty", value));
        generation.maxTokens().ifPresent(value -> llm.put("max_tokens", value));
        return llm;
    }

    private static Map<String, @Nullable Object> prompt(Dialog.Settings settings) {
        PromptSettings prompt = settings.prompt();
        RetrievalSettings retrieval = settings.retrieval();
        Map<String, @Nullable Object> shape = Shape.of("tts", false);
        shape.putAll(prompt.other().values());
        shape.putAll(Shape.of(
                "prompt", prompt.system().text(),
                "system", prompt.system().text(),
                "opener", prompt.opener(),
                "variables",
                        prompt.variables().stream()
                                .map(one -> Shape.of("key", one.name(), "optional", one.optional()))
                                .toList(),
                "show_quote", prompt.quoting(),
                "empty_response", prompt.emptyResponse().orElse(""),
                "refine_multiturn", prompt.refinesMultiTurn(),
                "similarity_threshold", retrieval.similarityThreshold(),
                "keywords_similarity_weight", keywordsWeight(retrieval),
                "top_n", retrieval.topN(),
                "rerank_model", settings.reranker()));
        return shape;
    }

    private static double keywordsWeight(RetrievalSettings retrieval) {
        return Math.round((1 - retrieval.vectorWeight()) * 1e9) / 1e9;
    }

    private static OptionalDouble either(OptionalDouble sent, OptionalDouble base) {
        return sent.isPresent() ? sent : base;
    }

    private static Optional<String> first(Body body, String name, String other) {
        return body.has(name) ? body.text(name) : body.text(other);
    }
}
