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
            "cross_languages",
            "keyword",
            "reasoning",
            "toc_enhance",
            "similarity_threshold",
            "keywords_similarity_weight",
            "top_n",
            "top_k",
            "rerank_model",
            "rerank_id",
            "vector_similarity_weight",
            "show_quotation");
    private static final Set<String> BESIDE = Set.of("meta_data_filter", "prompt_type");
    private static final Set<String> CHAT = Set.of(
            "name",
            "description",
            "avatar",
            "icon",
            "language",
            "dataset_ids",
            "llm",
            "prompt",
            "meta_data_filter",
            "prompt_type",
            "show_quotation",
            "do_refer",
            "similarity_threshold",
            "keywords_similarity_weight",
            "vector_similarity_weight",
            "top_n",
            "top_k",
            "rerank_model",
            "rerank_id",
            CitationPolicyShape.FIELD,
            // what a client reads and may send back; it has no effect
            "id",
            "tenant_id",
            "status",
            "datasets",
            "create_time",
            "create_date",
            "update_time",
            "update_date");

    /** What a prompt that leaves no place for the dataset ends with. */
    private static final String KNOWLEDGE = """


            Here is the dataset:
            {knowledge}
            This is the end of the dataset.""";

    private final Profile profile;

    ChatShape(Profile profile) {
        this.profile = profile;
    }

    /** Refuses a change of something that a chat does not have, and one that changes nothing where it promises to. */
    static void refuseUnknown(Body body) {
        for (String name : List.of("llm", "prompt")) {
            if (body.object(name).filter(part -> part.json().isEmpty()).isPresent()) {
                throw unrecognized(name);
            }
        }
        body.others(CHAT).keySet().stream().findFirst().ifPresent(name -> {
            throw unrecognized(name);
        });
    }

    private static Refusal unrecognized(String name) {
        return Refusal.unusable("ValueError: Unrecognized field name: \"%s\"".formatted(name));
    }

    /** {@code base} with what {@code body} says written over it. */
    Dialog.Settings settings(Body body, Dialog.Settings base, GenerationSettings generation) {
        Optional<Body> llm = body.object("llm");
        Body prompt = body.object("prompt").orElse(Body.EMPTY);
        Optional<String> reranker = first(prompt, "rerank_model", "rerank_id");
        return new Dialog.Settings(
                body.text("name").map(String::strip).orElse(base.name()),
                body.text("description").orElse(base.description()),
                first(body, "avatar", "icon").orElse(base.icon()),
                body.text("language").orElse(base.language()),
                llm.flatMap(sent -> sent.text("model_name")).orElse(base.model()),
                llm.map(sent -> generation(sent, generation)).orElse(base.generation()),
                prompt(body, prompt, base.prompt()),
                retrieval(prompt, retrieval(body, base.retrieval())),
                reranker.or(() -> first(body, "rerank_model", "rerank_id")).orElse(base.reranker()),
                body.has("dataset_ids") ? datasets(body) : base.knowledgeBases());
    }

    private static List<KnowledgeBaseId> datasets(Body body) {
        List<String> ids = body.find("dataset_ids").filter(JsonNode::isTextual).isPresent()
                ? body.text("dataset_ids")
                        .orElse("")
                        .codePoints()
                        .mapToObj(Character::toString)
                        .toList()
                : body.texts("dataset_ids");
        return ids.stream()
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

    private static PromptSettings prompt(Body body, Body prompt, PromptSettings base) {
        var variables = prompt.has("variables") || prompt.has("parameters") ? variables(prompt) : base.variables();
        return new PromptSettings(
                system(prompt, variables).orElse(base.system()),
                prompt.has("opener") || prompt.has("prologue")
                        ? first(prompt, "opener", "prologue").orElse("")
                        : base.opener(),
                variables,
                prompt.has("empty_response")
                        ? prompt.text("empty_response").filter(text -> !text.isEmpty())
                        : base.emptyResponse(),
                quoting(body, prompt, base.quoting()),
                prompt.flag("refine_multiturn", base.refinesMultiTurn()),
                SearchShape.options(body, prompt, base.searching()),
                CitationPolicyShape.policy(body, base.policy()),
                base.other()
                        .merged(new ClientSettings(prompt.others(PROMPT)))
                        .replaced(new ClientSettings(body.only(BESIDE))));
    }

    /** A prompt under its older name gets a place for the dataset if it has none. */
    private static Optional<PromptTemplate> system(Body prompt, List<PromptVariable> variables) {
        Optional<PromptTemplate> sent = first(prompt, "prompt", "system")
                .filter(text -> !text.isEmpty())
                .map(PromptTemplate::new);
        boolean placeless = !prompt.has("prompt")
                && variables.stream().anyMatch(variable -> variable.name().equals(PromptVariable.KNOWLEDGE));
        return sent.map(template -> placeless && !template.uses(PromptVariable.KNOWLEDGE)
                ? new PromptTemplate(template.text() + KNOWLEDGE)
                : template);
    }

    private static boolean quoting(Body body, Body prompt, boolean base) {
        boolean asked = prompt.flag("show_quote", prompt.flag("quote", prompt.flag("show_quotation", base)));
        return body.text("do_refer").map(text -> !text.equals("0")).orElseGet(() -> body.flag("show_quotation", asked));
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

    private RetrievalSettings retrieval(Body body, RetrievalSettings base) {
        OptionalDouble keywords = body.number("keywords_similarity_weight");
        double vector = keywords.isPresent()
                ? profile.swapsWeights() ? keywords.getAsDouble() : 1 - keywords.getAsDouble()
                : body.number("vector_similarity_weight").orElse(base.vectorWeight());
        return new RetrievalSettings(
                body.integer("top_n").orElse(base.topN()),
                body.integer("top_k").orElse(base.topK()),
                body.number("similarity_threshold").orElse(base.similarityThreshold()),
                vector);
    }

    Map<String, @Nullable Object> chat(Dialog dialog) {
        Dialog.Settings settings = dialog.settings();
        RetrievalSettings retrieval = settings.retrieval();
        List<String> datasets =
                settings.knowledgeBases().stream().map(KnowledgeBaseId::value).toList();
        Map<String, @Nullable Object> beside = settings.prompt().other().values();
        var chat = Shape.of(
                "id",
                dialog.id().value(),
                "tenant_id",
                dialog.tenant().value(),
                "name",
                settings.name(),
                "description",
                settings.description(),
                "avatar",
                settings.icon(),
                "language",
                settings.language(),
                "dataset_ids",
                datasets,
                "llm",
                llm(settings),
                "prompt",
                prompt(settings),
                "prompt_type",
                beside.getOrDefault("prompt_type", "simple"),
                "do_refer",
                settings.prompt().quoting() ? "1" : "0",
                "status",
                "1",
                "meta_data_filter",
                beside.getOrDefault("meta_data_filter", Shape.of()),
                "top_k",
                retrieval.topK(),
                "similarity_threshold",
                retrieval.similarityThreshold(),
                "keywords_similarity_weight",
                keywordsWeight(retrieval),
                "top_n",
                retrieval.topN(),
                "rerank_model",
                settings.reranker(),
                CitationPolicyShape.FIELD,
                CitationPolicyShape.shape(settings.prompt().policy()));
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

    private Map<String, @Nullable Object> prompt(Dialog.Settings settings) {
        PromptSettings prompt = settings.prompt();
        RetrievalSettings retrieval = settings.retrieval();
        Map<String, @Nullable Object> shape = Shape.of("tts", false);
        shape.putAll(prompt.other().values());
        shape.keySet().removeAll(BESIDE);
        shape.putAll(SearchShape.shape(prompt.searching()));
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

    private double keywordsWeight(RetrievalSettings retrieval) {
        if (profile.swapsWeights()) {
            return 1 - retrieval.vectorWeight();
        }
        return Math.round((1 - retrieval.vectorWeight()) * 1e9) / 1e9;
    }

    private static OptionalDouble either(OptionalDouble sent, OptionalDouble base) {
        return sent.isPresent() ? sent : base;
    }

    private static Optional<String> first(Body body, String name, String other) {
        return body.has(name) ? body.text(name) : body.text(other);
    }
}
