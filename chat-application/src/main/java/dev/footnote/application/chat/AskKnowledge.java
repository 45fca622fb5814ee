package dev.footnote.application.chat;

import dev.footnote.application.knowledge.OwnKnowledgeBases;
import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.answer.AnswerEvent.Completed;
import dev.footnote.domain.answer.AnswerEvent.Ended;
import dev.footnote.domain.citation.CitationPolicy;
import dev.footnote.domain.citation.Reference;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.prompt.ContextWindow;
import dev.footnote.domain.prompt.KnowledgeText;
import dev.footnote.domain.prompt.PromptMessage;
import dev.footnote.domain.prompt.PromptMessage.Role;
import dev.footnote.domain.retrieval.Knowledge;
import dev.footnote.domain.retrieval.RetrievalSettings;
import dev.footnote.domain.retrieval.ScoredChunk;
import dev.footnote.domain.search.SearchSettings;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.Ports;
import dev.footnote.ports.model.ModelCatalog.ChatEntry;
import dev.footnote.ports.model.ModelException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a question from knowledge bases alone: without a dialog, without a conversation, and nothing is stored. */
public final class AskKnowledge {

    private static final Logger log = LoggerFactory.getLogger(AskKnowledge.class);

    private static final RetrievalSettings SEARCH = new RetrievalSettings(12, 1024, 0.1, 0.3);

    private static final GenerationSettings SOBER = new GenerationSettings(
            OptionalDouble.of(0.1),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalInt.empty(),
            ClientSettings.NONE);

    private static final String TASK = """
            Below is what a search found. Answer the question by summing up what it says, in Markdown and in the language
            of the question. Rest every statement on it; invent nothing, and numbers least of all.
            If none of it bears on the question, say only: Sorry! No relevant content was found in the knowledge base!
            """;

    private final Ports ports;
    private final FindBySettings find;

    public AskKnowledge(Ports ports, FindBySettings find) {
        this.ports = ports;
        this.find = find;
    }

    /**
     * Makes sure that each of {@code ids} can be asked.
     *
     * @throws NotFound if one is not the caller's; its subject is the id
     * @throws Invalid if one has no parsed document
     */
    public void requireParsed(Caller caller, List<KnowledgeBaseId> ids) {
        List<KnowledgeBase> bases = OwnKnowledgeBases.of(ports.knowledgeBases(), caller, ids);
        for (KnowledgeBaseId id : ids) {
            KnowledgeBase known = bases.stream()
                    .filter(base -> base.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new NotFound(Thing.KNOWLEDGE_BASE, id.value()));
            if (known.size().chunks() == 0) {
                throw new Invalid(Thing.KNOWLEDGE_BASE, Problem.WITHOUT_CHUNKS, id.value());
            }
        }
    }

    /**
     * Searches as {@code settings} say and has their model, or the tenant's, sum up what was found.
     *
     * <p>Blocks until the answer is written or {@code reader} wants no more; {@code reader} is called on this thread.
     * The last event tells how it ended, also when a model failed.
     *
     * @param settings knowledge bases that are not the caller's are left out
     * @throws NotFound if none of the knowledge bases is the caller's; nothing has been pushed then
     * @throws Invalid if the question is blank, or the model is not configured; nothing has been pushed then
     */
    public void ask(Caller caller, String question, SearchSettings settings, Sink<AnswerEvent> reader) {
        if (question.isBlank()) {
            throw new Invalid(Thing.QUESTION, Problem.MISSING, "");
        }
        List<KnowledgeBase> bases = OwnKnowledgeBases.of(ports.knowledgeBases(), caller, settings.knowledgeBases());
        if (bases.isEmpty()) {
            throw new NotFound(
                    Thing.KNOWLEDGE_BASE,
                    settings.knowledgeBases().stream()
                            .findFirst()
                            .map(KnowledgeBaseId::value)
                            .orElse(""));
        }
        var asked = new Asked(question, bases, settings, TenantModel.of(ports, caller, settings));
        boolean more;
        try {
            more = reader.push(answer(asked, reader));
        } catch (ModelException | ChatException failure) {
            log.warn("A question to knowledge bases failed: {}", Failures.describe(failure));
            more = reader.push(new Ended(new TurnEnd.Failed(Failures.reason(failure))));
        }
        log.debug("Asked {} knowledge bases; the reader {}", bases.size(), more ? "has it all" : "left");
    }

    private Completed answer(Asked asked, Sink<AnswerEvent> reader) {
        ChatEntry model = asked.model();
        Knowledge knowledge = find.find(asked.question(), asked.bases(), asked.settings(), SEARCH, model);
        int room = new ContextWindow(model.contextTokens(), ports.tokens()::count).budget() * 3 / 4;
        List<ScoredChunk> quoted = KnowledgeText.fitting(knowledge.chunks(), room, ports.tokens()::count);
        var prompt = new ChatPrompt(
                TASK + KnowledgeText.of(quoted),
                List.of(new PromptMessage(Role.USER, asked.question())),
                asked.question(),
                quoted,
                SOBER.with(asked.settings().generation()));
        var answer = new Answer(
                prompt,
                !quoted.isEmpty(),
                CitationPolicy.SHOW,
                SentenceVectors.of(ports.models(), ports.index(), asked.bases()),
                SentenceEntailment.of(ports.models()),
                reader);
        answer.finish(model.model().stream(prompt, answer::push));
        return new Completed(
                answer.text(),
                answer.thinking(),
                new Reference(quoted, knowledge.total(), answer.citations(), Optional.empty(), answer.ledger())
                        .hashed(),
                answer.cancelled() ? new TurnEnd.Stopped() : new TurnEnd.Complete(),
                "",
                ports.clock().instant(),
                answer.cut());
    }

    /** A question that can be asked. */
    private record Asked(String question, List<KnowledgeBase> bases, SearchSettings settings, ChatEntry model) {}
}
