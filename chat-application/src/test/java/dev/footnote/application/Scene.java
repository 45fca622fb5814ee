package dev.footnote.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.footnote.application.chat.AskRequest;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.Message;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.dialog.PromptSettings;
import dev.footnote.domain.dialog.PromptTemplate;
import dev.footnote.domain.dialog.PromptVariable;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.UserId;
import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.retrieval.RetrievalSettings;
import dev.footnote.ports.Ports;
import dev.footnote.testkit.InMemoryBlobs;
import dev.footnote.testkit.InMemoryPorts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** An application over ports in memory, and a caller who uses it. To be closed, which ends what still runs. */
public final class Scene implements AutoCloseable {

    /** Whoever asks. */
    public static final Caller ANN = caller("ann");

    /** Somebody else, with a tenant of their own. */
    public static final Caller BOB = caller("bob");

    /** How long a turn goes on without readers. */
    public static final Duration GRACE = Duration.ofMillis(100);

    /** What documents may have at most. */
    public static final long MAX_BYTES = 1_000;

    private static final String SYSTEM = "Rest on this:\n{knowledge}";

    public final InMemoryPorts memory;
    public final ChatApplication app;

    public Scene(InMemoryPorts memory) {
        this(memory, UnaryOperator.identity());
    }

    /** Over {@code memory} with some of its ports exchanged. */
    public Scene(InMemoryPorts memory, UnaryOperator<Ports> exchange) {
        this.memory = memory;
        this.app = ChatApplication.over(exchange.apply(memory.ports()), new ChatApplication.Limits(GRACE, MAX_BYTES));
        app.start();
    }

    @Override
    public void close() {
        memory.database().comeBack();
        app.stop(Duration.ZERO);
    }

    /** A knowledge base with a document that says {@code text}, parsed. */
    public KnowledgeBase knowing(String text) {
        KnowledgeBase base = knowledgeBase("Handbook");
        Document document = upload(base, "handbook.txt", text);
        app.manageDocuments().parse(ANN, base.id(), document.id());
        return base;
    }

    public KnowledgeBase knowledgeBase(String name) {
        return app.manageKnowledgeBases()
                .create(
                        ANN,
                        new KnowledgeBase.Settings(
                                name,
                                Optional.empty(),
                                Optional.empty(),
                                "English",
                                "",
                                KnowledgeBase.Permission.ME,
                                Chunking.General.DEFAULT,
                                ClientSettings.NONE,
                                0));
    }

    public Document upload(KnowledgeBase base, String name, String text) {
        return app.manageDocuments().upload(ANN, base.id(), name, InMemoryBlobs.source(text.getBytes(UTF_8)));
    }

    public Document find(Document document) {
        return app.manageDocuments().find(ANN, document.knowledgeBase(), document.id());
    }

    /** A dialog that only talks. */
    public Dialog talkingDialog() {
        return dialog(prompt("Be brief."), List.of());
    }

    /** A dialog that answers from {@code base}, and asks the model all the same if nothing is found. */
    public Dialog dialog(KnowledgeBase base) {
        return dialog(prompt(SYSTEM, new PromptVariable(PromptVariable.KNOWLEDGE, false)), List.of(base.id()));
    }

    public Dialog dialog(PromptSettings prompt, List<KnowledgeBaseId> bases) {
        return app.manageDialogs()
                .create(
                        ANN,
                        new Dialog.Settings(
                                "Dialog " + memory.ids().next(),
                                "",
                                "",
                                "English",
                                "",
                                GenerationSettings.NONE,
                                prompt,
                                RetrievalSettings.DEFAULT,
                                "",
                                bases));
    }

    /** A prompt without an empty response, which cites and does not refine. */
    public static PromptSettings prompt(String system, PromptVariable... variables) {
        return new PromptSettings(
                new PromptTemplate(system),
                "Hello",
                List.of(variables),
                Optional.empty(),
                true,
                false,
                ClientSettings.NONE);
    }

    public Conversation conversation(Dialog dialog) {
        return app.manageConversations().create(ANN, dialog.id(), "Talk", "");
    }

    /** Asks in {@code conversation}, with a reader that stays. */
    public Reader ask(Conversation conversation, String question) {
        return ask(ANN, request(conversation.dialog(), Optional.of(conversation.id()), question, false), new Reader());
    }

    public Reader ask(Caller caller, AskRequest request, Reader reader) {
        reader.started(app.answerQuestion().ask(caller, request, reader));
        return reader;
    }

    public static AskRequest request(
            DialogId dialog, Optional<ConversationId> conversation, String question, boolean background) {
        return AskRequest.to(dialog, question)
                .in(conversation)
                .background(background)
                .named("New talk")
                .build();
    }

    /** What is stored of {@code conversation}. */
    public List<Message> messages(Conversation conversation) {
        return app.manageConversations()
                .read(ANN, conversation.dialog(), conversation.id())
                .messages();
    }

    private static Caller caller(String name) {
        var user = new UserId(name);
        return new Caller(user, user.ownTenant());
    }
}
