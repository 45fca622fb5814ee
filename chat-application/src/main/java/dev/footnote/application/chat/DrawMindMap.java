package dev.footnote.application.chat;

import dev.footnote.application.knowledge.OwnKnowledgeBases;
import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.failure.ChatException.Fault;
import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.failure.ChatException.Upstream;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.mindmap.MindMap;
import dev.footnote.domain.mindmap.Outline;
import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.prompt.PromptMessage;
import dev.footnote.domain.prompt.PromptMessage.Role;
import dev.footnote.domain.retrieval.RetrievalSettings;
import dev.footnote.domain.retrieval.ScoredChunk;
import dev.footnote.domain.search.SearchSettings;
import dev.footnote.ports.Ports;
import dev.footnote.ports.model.ModelCatalog.ChatEntry;
import dev.footnote.ports.model.ModelException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Draws a mind map of what knowledge bases say about a question. */
public final class DrawMindMap {

    private static final Logger log = LoggerFactory.getLogger(DrawMindMap.class);

    private static final RetrievalSettings SEARCH = new RetrievalSettings(12, 1024, 0.2, 0.3);

    private static final int MAX_CHARACTERS = 100_000;
    private static final String END_OF_THINKING = "</think>";

    /** What is left for the map itself where the model's context is large. */
    private static final int ROOM = 512;

    private static final String TASK = """
            You draw mind maps. From the text below write an outline in Markdown: a title as "#", its sections as "##",
            their parts as "###" and so on, at least four levels deep where the text allows, and at the ends a list of
            short statements of what the text says there. Take everything from the text and add nothing.
            Write in the language of the text, and write only the outline.

            TEXT:
            """;

    private final Ports ports;
    private final FindBySettings find;

    public DrawMindMap(Ports ports, FindBySettings find) {
        this.ports = ports;
        this.find = find;
    }

    /**
     * Searches as {@code settings} say and has their model, or the tenant's, draw what was found. If nothing was, the
     * map is a {@link MindMap#ROOT} alone.
     *
     * @param settings knowledge bases that are not the caller's are left out
     * @throws NotFound if none of the knowledge bases is the caller's
     * @throws Invalid if the question is blank, or the model is not configured or one that only quotes
     * @throws Upstream if the model or the index fails
     */
    public MindMap draw(Caller caller, String question, SearchSettings settings) {
        if (question.isBlank()) {
            throw new Invalid(Thing.QUESTION, Problem.MISSING, "");
        }
        List<KnowledgeBase> bases = OwnKnowledgeBases.of(ports.knowledgeBases(), caller, settings.knowledgeBases());
        if (bases.isEmpty()) {
            throw new NotFound(Thing.KNOWLEDGE_BASE, "");
        }
        ChatEntry model = TenantModel.of(ports, caller, settings);
        if (!model.generative()) {
            throw new Invalid(Thing.CHAT_MODEL, Problem.UNSUPPORTED, model.name());
        }
        var outline = new Outline();
        try {
            for (String text :
                    texts(find.find(question, bases, settings, SEARCH, model).chunks(), model)) {
                outline.read(written(model, text));
            }
        } catch (ModelException e) {
            throw new Upstream(Thing.CHAT_MODEL, fault(e), e);
        }
        return outline.toMindMap();
    }

    /** What the model writes behind its reasoning. */
    private static String written(ChatEntry model, String text) {
        var written = new StringBuilder();
        var prompt = new ChatPrompt(
                TASK + text,
                List.of(new PromptMessage(Role.USER, "Output:")),
                "Output:",
                List.of(),
                GenerationSettings.NONE);
        var completion = model.model().stream(prompt, piece -> {
            written.append(piece);
            return written.length() < MAX_CHARACTERS;
        });
        log.debug("{} wrote a part of a mind map, {} tokens", model.name(), completion.tokens());
        int thought = written.lastIndexOf(END_OF_THINKING);
        return written.substring(thought < 0 ? 0 : thought + END_OF_THINKING.length());
    }

    /** The texts of the chunks, as many in one as the model can read. */
    private List<String> texts(List<ScoredChunk> chunks, ChatEntry model) {
        int room = Math.max(model.contextTokens() * 4 / 5, model.contextTokens() - ROOM);
        var texts = new ArrayList<String>();
        var text = new StringBuilder();
        int tokens = 0;
        for (ScoredChunk chunk : chunks) {
            String content = chunk.chunk().content();
            int more = ports.tokens().count(content);
            if (!text.isEmpty() && tokens + more > room) {
                texts.add(text.toString());
                text.setLength(0);
                tokens = 0;
            }
            text.append(content).append('\n');
            tokens += more;
        }
        if (!text.isEmpty()) {
            texts.add(text.toString());
        }
        return texts;
    }

    private static Fault fault(ModelException failure) {
        return switch (failure) {
            case ModelException.Unauthorized e -> Fault.UNAUTHORIZED;
            case ModelException.RateLimited e -> Fault.RATE_LIMITED;
            case ModelException.Refused e -> Fault.REFUSED;
            case ModelException.Unavailable e -> Fault.UNAVAILABLE;
            case ModelException.Unintelligible e -> Fault.UNINTELLIGIBLE;
        };
    }
}
