package dev.footnote.adapter.http;

import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.dialog.PromptSettings;
import dev.footnote.domain.dialog.PromptTemplate;
import dev.footnote.domain.dialog.PromptVariable;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.retrieval.RetrievalSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How dialogs stand on the wire of the web API. */
final class DialogShape {

    private static final String NAME = "New Dialog";
    private static final String DESCRIPTION = "A helpful dialog";

    /** The keys of a prompt that are looked into; all others are kept as they are. */
    private static final Set<String> PROMPT = Set.of(
            "system",
            "prologue",
            "parameters",
            "empty_response",
            "quote",
            "refine_multiturn",
            "cross_languages",
            "keyword",
            "reasoning",
            "toc_enhance");

    private static final String WEB_SEARCH_KEY = "tavily_api_key";

    /** What stands beside the prompt on the wire but is kept with it. */
    private static final Set<String> BESIDE = Set.of("meta_data_filter", "prompt_type");

    private static final GenerationSettings GENERATION = new GenerationSettings(
            OptionalDouble.of(0.1),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalInt.empty(),
            ClientSettings.NONE);

    private static final PromptSettings EMPTY_PROMPT = new PromptSettings(
            new PromptTemplate(""), Defaults.OPENER, List.of(), Optional.empty(), true, false, ClientSettings.NONE);

    /** What a dialog is made of where its client says nothing. */
    static final Dialog.Settings NEW = new Dialog.Settings(
            NAME, DESCRIPTION, "", "English", "", GENERATION, EMPTY_PROMPT, RetrievalSettings.DEFAULT, "", List.of());

    private DialogShape() {}

    /** {@code base} with what {@code body} says written over it. */
    static Dialog.Settings settings(Body body, String name, Dialog.Settings base) {
        List<KnowledgeBaseId> bases = body.has("kb_ids") ? knowledgeBases(body) : base.knowledgeBases();
        return new Dialog.Settings(
                name,
                body.text("description").orElse(base.description()),
                body.text("icon").orElse(base.icon()),
                body.text("language").orElse(base.language()),
                body.text("llm_id").filter(id -> !id.isBlank()).orElse(base.model()),
                body.object("llm_setting")
                        .filter(sent -> !sent.json().isEmpty())
                        .map(sent -> ChatShape.generation(sent, GenerationSettings.NONE))
                        .orElse(base.generation()),
                prompt(body, base.prompt(), !bases.isEmpty()),
                retrieval(body, base.retrieval()),
                body.text("rerank_id").orElse(base.reranker()),
                bases);
    }

    private static List<KnowledgeBaseId> knowledgeBases(Body body) {
        return body.texts("kb_ids").stream()
                .filter(id -> !id.isBlank())
                .map(KnowledgeBaseId::new)
                .distinct()
                .toList();
    }

    private static PromptSettings prompt(Body body, PromptSettings base, boolean overKnowledge) {
        Body prompt = body.object("prompt_config")
                .orElseThrow(() -> Refusal.invalid(101, "`prompt_config` must be an object."));
        PromptTemplate system = prompt.text("system").map(PromptTemplate::new).orElse(base.system());
        return new PromptSettings(
                system,
                prompt.has("prologue") ? prompt.text("prologue").orElse("") : base.opener(),
                variables(prompt, base, system, overKnowledge),
                prompt.has("empty_response")
                        ? prompt.text("empty_response").filter(text -> !text.isEmpty())
                        : base.emptyResponse(),
                prompt.flag("quote", base.quoting()),
                prompt.flag("refine_multiturn", base.refinesMultiTurn()),
                SearchShape.options(body, prompt, base.searching()),
                CitationPolicyShape.policy(body, base.policy()),
                base.other().merged(new ClientSettings(prompt.others(PROMPT))).replaced(beside(body)));
    }

    /** A prompt over knowledge that has a place for it uses it, also if its client declares no variable. */
    private static List<PromptVariable> variables(
            Body prompt, PromptSettings base, PromptTemplate system, boolean overKnowledge) {
        List<PromptVariable> declared = prompt.has("parameters") ? ChatShape.variables(prompt) : base.variables();
        return declared.isEmpty() && overKnowledge && system.uses(PromptVariable.KNOWLEDGE)
                ? List.of(new PromptVariable(PromptVariable.KNOWLEDGE, false))
                : declared;
    }

    private static ClientSettings beside(Body body) {
        var beside = body.others(Set.of());
        beside.keySet().retainAll(BESIDE);
        return new ClientSettings(beside);
    }

    private static RetrievalSettings retrieval(Body body, RetrievalSettings base) {
        return new RetrievalSettings(
                body.integer("top_n").orElse(base.topN()),
                body.integer("top_k").orElse(base.topK()),
                body.number("similarity_threshold").orElse(base.similarityThreshold()),
                body.number("vector_similarity_weight").orElse(base.vectorWeight()));
    }

    /**
     * The keys that a dialog has when it was just made.
     *
     * @param known the caller's knowledge bases; others are not listed
     */
    static Map<String, @Nullable Object> made(Dialog dialog, Map<KnowledgeBaseId, KnowledgeBase> known) {
        Dialog.Settings settings = dialog.settings();
        RetrievalSettings retrieval = settings.retrieval();
        return Shape.of(
                "id",
                dialog.id().value(),
                "tenant_id",
                dialog.tenant().value(),
                "name",
                settings.name(),
                "kb_ids",
                listed(settings, known).stream().map(base -> base.id().value()).toList(),
                "description",
                settings.description(),
                "llm_id",
                settings.model(),
                "llm_setting",
                generation(settings),
                "prompt_config",
                prompt(settings.prompt()),
                "meta_data_filter",
                beside(settings).getOrDefault("meta_data_filter", Shape.of()),
                "top_n",
                retrieval.topN(),
                "top_k",
                retrieval.topK(),
                "rerank_id",
                settings.reranker(),
                "similarity_threshold",
                retrieval.similarityThreshold(),
                "vector_similarity_weight",
                retrieval.vectorWeight(),
                "icon",
                settings.icon(),
                "status",
                "1",
                CitationPolicyShape.FIELD,
                CitationPolicyShape.shape(settings.prompt().policy()));
    }

    /** All keys of a dialog, and the names of its knowledge bases. */
    static Map<String, @Nullable Object> dialog(Dialog dialog, Map<KnowledgeBaseId, KnowledgeBase> known) {
        Map<String, @Nullable Object> shape = made(dialog, known);
        shape.put("language", dialog.settings().language());
        shape.put("prompt_type", beside(dialog.settings()).getOrDefault("prompt_type", "simple"));
        shape.put("do_refer", dialog.settings().prompt().quoting() ? "1" : "0");
        shape.put(
                "kb_names",
                listed(dialog.settings(), known).stream()
                        .map(base -> base.settings().name())
                        .toList());
        return Shape.dated(shape, dialog.createdAt(), dialog.updatedAt());
    }

    /** All keys of a dialog but those that its owner would not show to whoever has the link. */
    static Map<String, @Nullable Object> shared(Dialog dialog, Map<KnowledgeBaseId, KnowledgeBase> known) {
        Map<String, @Nullable Object> shape = dialog(dialog, known);
        Map<String, @Nullable Object> prompt = prompt(dialog.settings().prompt());
        prompt.remove(WEB_SEARCH_KEY);
        shape.put("prompt_config", prompt);
        shape.remove("kb_names");
        shape.put("avatar", shape.remove("icon"));
        return shape;
    }

    /** Whether its owner has given it a key for searching the web. */
    static boolean searchesTheWeb(Dialog.Settings settings) {
        return beside(settings).get(WEB_SEARCH_KEY) instanceof String key && !key.isBlank();
    }

    private static List<KnowledgeBase> listed(Dialog.Settings settings, Map<KnowledgeBaseId, KnowledgeBase> known) {
        return settings.knowledgeBases().stream()
                .filter(known::containsKey)
                .map(known::get)
                .toList();
    }

    private static Map<String, @Nullable Object> beside(Dialog.Settings settings) {
        return settings.prompt().other().values();
    }

    private static Map<String, @Nullable Object> generation(Dialog.Settings settings) {
        Map<String, @Nullable Object> shape = ChatShape.llm(settings);
        shape.remove("model_name");
        return shape;
    }

    private static Map<String, @Nullable Object> prompt(PromptSettings prompt) {
        var shape = new LinkedHashMap<String, @Nullable Object>(prompt.other().values());
        shape.keySet().removeAll(BESIDE);
        shape.putAll(SearchShape.shape(prompt.searching()));
        shape.putAll(Shape.of(
                "system", prompt.system().text(),
                "prologue", prompt.opener(),
                "parameters",
                        prompt.variables().stream()
                                .map(one -> Shape.of("key", one.name(), "optional", one.optional()))
                                .toList(),
                "empty_response", prompt.emptyResponse().orElse(""),
                "quote", prompt.quoting(),
                "refine_multiturn", prompt.refinesMultiTurn()));
        return shape;
    }
}
