package dev.footnote.application.chat;

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
    private final FindKnowledge find;

    public AskKnowledge(Ports ports, FindKnowledge find) {
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
     * Searches {@code ids} and has the tenant's model sum up what was found.
     *
     * <p>Blocks until the answer is written or {@code reader} wants no more; {@code reader} is called on this thread.
     * The last event tells how it ended, also when a model failed.
     *
     * @param ids those that are not the caller's are left out
     * @throws NotFound if none of {@code ids} is the caller's; nothing has been pushed then
     * @throws Invalid if the question is blank, or the tenant's model is not configured; nothing has been pushed then
     */
    public void ask(Caller caller, String question, List<KnowledgeBaseId> ids, Sink<AnswerEvent> reader) {
        if (question.isBlank()) {
            throw new Invalid(Thing.QUESTION, Problem.MISSING, "");
        }
        List<KnowledgeBase> bases = OwnKnowledgeBases.of(ports.knowledgeBases(), caller, ids);
        if (bases.isEmpty()) {
            throw new NotFound(
                    Thing.KNOWLEDGE_BASE, ids.isEmpty() ? "" : ids.getFirst().value());
        }
        ChatEntry model = TenantModel.of(ports, caller);
        boolean more;
        try {
            more = reader.push(answer(question, bases, model, reader));
        } catch (ModelException | ChatException failure) {
            log.warn("A question to knowledge bases failed: {}", Failures.describe(failure));
            more = reader.push(new Ended(new TurnEnd.Failed(Failures.reason(failure))));
        }
        log.debug("Asked {} knowledge bases; the reader {}", bases.size(), more ? "has it all" : "left");
    }

    private Completed answer(String question, List<KnowledgeBase> bases, ChatEntry model, Sink<AnswerEvent> reader) {
        Knowledge knowledge = find.find(question, bases, SEARCH, Optional.empty());
        int room = new ContextWindow(model.contextTokens(), ports.tokens()::count).budget() * 3 / 4;
        List<ScoredChunk> quoted = KnowledgeText.fitting(knowledge.chunks(), room, ports.tokens()::count);
        var prompt = new ChatPrompt(
                TASK + KnowledgeText.of(quoted),
                List.of(new PromptMessage(Role.USER, question)),
                question,
                quoted,
                SOBER);
        var answer = new Answer(
                prompt, !quoted.isEmpty(), CitationPolicy.SHOW, SentenceVectors.of(ports.models(), bases), reader);
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
}
