package dev.footnote.application.chat;

import dev.footnote.application.knowledge.AwaitDocuments;
import dev.footnote.application.knowledge.ManageAttachments;
import dev.footnote.application.knowledge.OwnKnowledgeBases;
import dev.footnote.application.system.LastModelCall;
import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.answer.AnswerEvent.Opened;
import dev.footnote.domain.citation.CitationPolicy;
import dev.footnote.domain.citation.Reference;
import dev.footnote.domain.conversation.Activity;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.Message.Question;
import dev.footnote.domain.conversation.OpenConversation;
import dev.footnote.domain.conversation.Place;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.dialog.PromptSettings;
import dev.footnote.domain.dialog.PromptTemplate;
import dev.footnote.domain.failure.ChatException.Clash;
import dev.footnote.domain.failure.ChatException.Conflict;
import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.prompt.PromptVariables;
import dev.footnote.domain.retrieval.Knowledge;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.Ports;
import dev.footnote.ports.model.Completion;
import dev.footnote.ports.model.ModelCatalog.ChatEntry;
import dev.footnote.ports.runtime.Telemetry;
import dev.footnote.ports.runtime.Telemetry.Step;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers a question from what the dialog's knowledge bases say, and cites where each statement comes from. */
public final class AnswerQuestion {

    /** How many of the last messages are read; what of them fits the model is decided later. */
    private static final int MAX_MESSAGES = 100;

    /** What is said where nothing may be told and the dialog has no words for it. */
    private static final String NOTHING_FOUND = "Sorry! No relevant content was found in the knowledge base!";

    private final Ports ports;
    private final RunningTurns running;
    private final RefineQuestion refine;
    private final SearchKnowledge search;
    private final ComposePrompt compose;
    private final AwaitDocuments documents;
    private final int maxMessages;
    private final LastModelCall calls;
    private final NotedDocuments noted;

    /** @param maxMessages how many messages a conversation may have; 0 for any number */
    public AnswerQuestion(
            Ports ports,
            RunningTurns running,
            RefineQuestion refine,
            SearchKnowledge search,
            ComposePrompt compose,
            AwaitDocuments documents,
            int maxMessages,
            LastModelCall calls) {
        this.ports = ports;
        this.running = running;
        this.refine = refine;
        this.search = search;
        this.compose = compose;
        this.documents = documents;
        this.maxMessages = maxMessages;
        this.calls = calls;
        this.noted = new NotedDocuments(ports.documents());
    }

    /**
     * Stores the question, unless it is ephemeral, and begins to answer it.
     *
     * <p>Returns once the question is stored; the answer is written on a thread of its own, which also calls
     * {@code reader}, perhaps before this returns. A reader that wants no more leaves the turn; after a while without
     * readers the turn is stopped, unless it is a background turn.
     *
     * @throws NotFound if the dialog, the conversation, a knowledge base or a file is not the caller's, or the
     *     conversation lacks the turn that is to be followed
     * @throws Invalid if the question is blank, a required variable is missing or the conversation is full; nothing is
     *     stored then
     * @throws Conflict if the conversation has a turn that has not ended, or the knowledge bases have different
     *     embedding models
     */
    public StartedTurn ask(Caller caller, AskRequest request, Sink<TurnEvent> reader) {
        return answer(caller, request, Optional.empty(), reader)
                .orElseThrow(() -> new IllegalStateException("a new id is known already"));
    }

    /**
     * As {@link #ask}, as the turn {@code turn}, if there is none of that id yet.
     *
     * @return empty if there is; nothing has changed then, and it can be read again
     */
    public Optional<StartedTurn> askOnce(Caller caller, AskRequest request, TurnId turn, Sink<TurnEvent> reader) {
        return answer(caller, request, Optional.of(turn), reader);
    }

    private Optional<StartedTurn> answer(
            Caller caller, AskRequest request, Optional<TurnId> turn, Sink<TurnEvent> reader) {
        if (request.question().isBlank()) {
            throw new Invalid(Thing.QUESTION, Problem.MISSING, "");
        }
        return request.ephemeral()
                ? Optional.of(answerUnstored(caller, request, turn, reader))
                : answerStored(caller, request, turn, reader);
    }

    private Optional<StartedTurn> answerStored(
            Caller caller, AskRequest request, Optional<TurnId> turn, Sink<TurnEvent> reader) {
        Optional<Begun> begun =
                request.conversation().isEmpty() ? Optional.of(begin(caller, request)) : Optional.empty();
        boolean fresh = begun.isPresent();
        ConversationId id =
                request.conversation().or(() -> begun.map(Begun::id)).orElseThrow();
        OpenConversation open = ports.conversations()
                .open(caller.tenant(), request.dialog(), id, request.place(), MAX_MESSAGES)
                .orElseThrow(() -> notFound(caller, request.dialog(), id));
        Exchange exchange = exchange(caller, open, request, turn, begun.flatMap(Begun::searched));
        requireRoom(caller, id);
        Optional<StartedTurn> started = running.start(
                caller.tenant(),
                exchange.question(),
                new Opened(id, fresh),
                request.background(),
                reader,
                () -> begin(caller, id, exchange),
                new MeasuredTurn(exchange, ports.telemetry(), this::answer));
        if (started.isEmpty() && fresh) {
            ports.conversations().remove(caller.tenant(), request.dialog(), id);
        }
        return started;
    }

    private void requireRoom(Caller caller, ConversationId id) {
        if (maxMessages > 0) {
            Activity activity =
                    ports.conversations().activity(caller.tenant(), Set.of(id)).get(id);
            if (activity != null && 2 * activity.turns() + 2 > maxMessages) {
                throw new Invalid(Thing.CONVERSATION, Problem.TOO_LONG, id.value());
            }
        }
    }

    private StartedTurn answerUnstored(
            Caller caller, AskRequest request, Optional<TurnId> turn, Sink<TurnEvent> reader) {
        Dialog dialog = dialog(caller, request.dialog());
        Exchange exchange = exchange(
                caller,
                new OpenConversation(
                        newConversation(caller, request, dialog), dialog, knowledgeBases(dialog), List.of()),
                request,
                turn,
                Optional.empty());
        return running.startUnstored(
                caller.tenant(),
                exchange.question(),
                new Opened(exchange.open().conversation().id(), false),
                reader,
                new MeasuredTurn(exchange, ports.telemetry(), this::answer));
    }

    private List<KnowledgeBase> knowledgeBases(Dialog dialog) {
        List<KnowledgeBaseId> ids = dialog.settings().knowledgeBases();
        return ports.knowledgeBases().findAll(dialog.tenant(), Set.copyOf(ids)).stream()
                .sorted(Comparator.comparingInt(base -> ids.indexOf(base.id())))
                .toList();
    }

    /** @param searched what is searched, if it was looked up before */
    private Exchange exchange(
            Caller caller,
            OpenConversation open,
            AskRequest request,
            Optional<TurnId> turn,
            Optional<List<KnowledgeBase>> searched) {
        var variables =
                PromptVariables.resolve(open.dialog().settings().prompt().variables(), request.variables());
        ChatEntry model = model(caller, open.dialog(), request);
        List<KnowledgeBase> bases = searched.orElseGet(() -> searched(caller, open.knowledgeBases(), request));
        var question = new Question(
                turn.orElseGet(() -> new TurnId(ports.ids().nextTurn())),
                request.question(),
                now(),
                ManageAttachments.findAll(ports, caller, request.files()));
        return new Exchange(open.over(bases), request, variables, model, question);
    }

    /** The dialog's knowledge bases, and those that the request wants searched beside them. */
    private List<KnowledgeBase> searched(Caller caller, List<KnowledgeBase> own, AskRequest request) {
        List<KnowledgeBaseId> ids = request.knowledgeBases();
        if (ids.isEmpty()) {
            return own;
        }
        var bases = new LinkedHashSet<>(own);
        bases.addAll(OwnKnowledgeBases.all(ports.knowledgeBases(), caller, ids));
        OwnKnowledgeBases.requireOneModel(bases);
        return List.copyOf(bases);
    }

    private NotFound notFound(Caller caller, DialogId dialog, ConversationId conversation) {
        return ports.dialogs().find(caller.tenant(), dialog).isEmpty()
                ? new NotFound(Thing.DIALOG, dialog.value())
                : new NotFound(Thing.CONVERSATION, conversation.value());
    }

    private Dialog dialog(Caller caller, DialogId id) {
        return ports.dialogs().find(caller.tenant(), id).orElseThrow(() -> new NotFound(Thing.DIALOG, id.value()));
    }

    /** A conversation that was just begun, and what is searched for a question that names something. */
    private record Begun(ConversationId id, Optional<List<KnowledgeBase>> searched) {}

    private Begun begin(Caller caller, AskRequest request) {
        Dialog dialog = dialog(caller, request.dialog());
        model(caller, dialog, request); // a conversation is not begun for a model or a knowledge base that is not there
        Optional<List<KnowledgeBase>> searched = request.knowledgeBases().isEmpty()
                ? Optional.empty()
                : Optional.of(searched(caller, knowledgeBases(dialog), request));
        Conversation conversation = newConversation(caller, request, dialog);
        ports.conversations().add(conversation);
        return new Begun(conversation.id(), searched);
    }

    private Conversation newConversation(Caller caller, AskRequest request, Dialog dialog) {
        var prompt = dialog.settings().prompt();
        var variables = PromptVariables.resolve(prompt.variables(), request.variables());
        return new Conversation(
                new ConversationId(ports.ids().next()),
                caller.tenant(),
                dialog.id(),
                request.conversationName(),
                request.userLabel(),
                new PromptTemplate(prompt.opener()).fill(variables),
                now(),
                now());
    }

    /** Whether the turn is a new one. */
    private boolean begin(Caller caller, ConversationId id, Exchange exchange) {
        Place place = exchange.request().place();
        return switch (ports.turns().begin(caller.tenant(), id, exchange.question(), place)) {
            case STARTED -> true;
            case KNOWN -> false;
            case NO_CONVERSATION ->
                throw place instanceof Place.After(TurnId turn)
                        ? new NotFound(Thing.MESSAGE, turn.value())
                        : new NotFound(Thing.CONVERSATION, id.value());
            case TURN_RUNNING -> throw new Conflict(Thing.CONVERSATION, Clash.TURN_RUNNING, id.value());
        };
    }

    private ChatEntry model(Caller caller, Dialog dialog, AskRequest request) {
        String name = request.model().orElse(dialog.settings().model());
        return ports.models()
                .of(caller.tenant())
                .chat(name)
                .orElseThrow(() -> new Invalid(Thing.CHAT_MODEL, Problem.UNAVAILABLE, name));
    }

    private Answer answer(Exchange exchange, Sink<AnswerEvent> events) {
        var settings = exchange.open().dialog().settings();
        if (settings.knowledgeBases().isEmpty()
                && exchange.request().knowledgeBases().isEmpty()) {
            return write(exchange, compose.solo(exchange), Knowledge.NONE, events);
        }
        Telemetry.Trail trail = ports.telemetry().trail();
        trail.run(Step.AWAIT_DOCUMENTS, () -> documents.await(exchange.open().knowledgeBases()));
        String query = trail.step(Step.REFINE, () -> refine.refine(exchange));
        boolean quiet = settings.prompt().policy().holdsBack();
        SearchKnowledge.Found found = settings.prompt().usesKnowledge()
                ? trail.step(
                        Step.SEARCH, () -> search.search(exchange, query, quiet ? AnswerQuestion::unheard : events))
                : SearchKnowledge.Found.NOTHING;
        String thinking = quiet ? "" : found.thinking();
        if (found.knowledge().chunks().isEmpty()
                && settings.prompt().emptyResponse().isPresent()) {
            return nothingFound(exchange, query, events).behind(thinking);
        }
        ChatPrompt prompt = trail.step(Step.COMPOSE, () -> compose.compose(exchange, query, found.knowledge()));
        if (quiet && prompt.quoted().isEmpty()) {
            return nothingFound(exchange, query, events).behind(thinking);
        }
        return write(exchange, prompt, found.knowledge(), events).behind(thinking);
    }

    /** Takes what a model says beside an answer that is held back; goes on until the turn is stopped. */
    private static boolean unheard(AnswerEvent event) {
        return !Thread.currentThread().isInterrupted();
    }

    private static Answer nothingFound(Exchange exchange, String query, Sink<AnswerEvent> events) {
        return Answer.said(emptyResponse(exchange), "\n\n### Query:\n" + query, events);
    }

    private static String emptyResponse(Exchange exchange) {
        PromptSettings prompt = exchange.open().dialog().settings().prompt();
        return new PromptTemplate(prompt.emptyResponse().orElse(NOTHING_FOUND)).fill(exchange.variables());
    }

    private Answer write(Exchange exchange, ChatPrompt prompt, Knowledge knowledge, Sink<AnswerEvent> events) {
        return ports.telemetry().trail().step(Step.WRITE, () -> written(exchange, prompt, knowledge, events));
    }

    private Answer written(Exchange exchange, ChatPrompt prompt, Knowledge knowledge, Sink<AnswerEvent> events) {
        boolean citing = exchange.citing() && !prompt.quoted().isEmpty();
        PromptSettings settings = exchange.open().dialog().settings().prompt();
        var answer = new Answer(
                prompt,
                citing,
                prompt.quoted().isEmpty() ? CitationPolicy.SHOW : settings.policy(),
                SentenceEntailment.of(ports.models()),
                events);
        answer.finish(called(exchange, prompt, answer));
        if (answer.refused()) {
            answer.saying(emptyResponse(exchange));
        }
        return answer.with(reference(exchange, citing, prompt, knowledge, answer), compose.report(prompt));
    }

    /** Asks the model; how that went tells the program's health, unless a tenant brought the model along. */
    private Completion called(Exchange exchange, ChatPrompt prompt, Answer answer) {
        ChatEntry model = exchange.model();
        var tenants = ports.models().of(exchange.open().dialog().tenant());
        boolean ofTheProgram = tenants.chat(model.name()).equals(ports.models().chat(model.name()));
        return ofTheProgram
                ? calls.noted(() -> model.model().stream(prompt, answer::push))
                : model.model().stream(prompt, answer::push);
    }

    private Reference reference(
            Exchange exchange, boolean citing, ChatPrompt prompt, Knowledge knowledge, Answer answer) {
        if (prompt.quoted().isEmpty()) {
            return Reference.NONE;
        }
        return citing
                ? new Reference(
                                prompt.quoted(),
                                knowledge.total(),
                                answer.citations(),
                                exchange.request()
                                        .noted()
                                        .map(fields -> noted.of(
                                                exchange.open().dialog().tenant(), prompt.quoted(), fields)),
                                answer.ledger())
                        .hashed()
                : Reference.withheld(knowledge.total());
    }

    /** The time, as the events of turns tell it. */
    public Instant now() {
        return ports.clock().instant();
    }

    /** How many tokens {@code text} has, as clients are told; 0 for an empty one. */
    public int tokens(String text) {
        return ports.tokens().count(text);
    }
}
