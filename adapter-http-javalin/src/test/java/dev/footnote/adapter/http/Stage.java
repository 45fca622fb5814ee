package dev.footnote.adapter.http;

import static dev.footnote.testkit.InMemoryPorts.OTHER_EMBEDDING_MODEL;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.ChatApplication.Limits;
import dev.footnote.application.chat.AskRequest;
import dev.footnote.application.identity.ManageApiTokens;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.dialog.PromptSettings;
import dev.footnote.domain.dialog.PromptTemplate;
import dev.footnote.domain.dialog.PromptVariable;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBase.Permission;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.retrieval.RetrievalSettings;
import dev.footnote.domain.stream.ByteSource;
import dev.footnote.testkit.InMemoryPorts;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A server over parts in memory, with two users of two tenants, and what a transcript can have ready there.
 *
 * <p>The users have the ids 1 and 2 of those that are counted; what a fixture makes has the next one.
 */
final class Stage implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
    private static final String FACTS = """
            The Moon orbits the Earth at a distance of 384400 kilometres.
            Lighthouses were lit with whale oil until the nineteenth century.
            """;

    private static final PromptVariable KNOWLEDGE = new PromptVariable(PromptVariable.KNOWLEDGE, false);

    private final HttpClient client = HttpClient.newHttpClient();
    private final StagedModel model = new StagedModel();
    private final InMemoryPorts memory = InMemoryPorts.answering(model);
    private final ChatApplication app = ChatApplication.over(memory.ports(), Limits.DEFAULT);
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, Consumer<List<String>>> fixtures = new LinkedHashMap<>();
    private final Profile profile;
    private final HttpServer server;
    private final Caller us;
    private final Caller them;

    Stage(Profile profile) {
        this.profile = profile;
        us = user("us@footnote.test", "us", "");
        them = user("them@footnote.test", "them", "their-");
        fixtures.put("chat", words -> chat(us, "Assistant", List.of()));
        fixtures.put("their chat", words -> chat(them, "Theirs", List.of()));
        fixtures.put("chat with variable", words -> chat(us, "Stylist", List.of(), new PromptVariable("style", false)));
        fixtures.put("chat over dataset", words -> chat(us, "Librarian", List.of(dataset(us)), KNOWLEDGE));
        fixtures.put("dataset", words -> dataset(us));
        fixtures.put("dataset of other model", words -> dataset(us, Permission.ME, OTHER_EMBEDDING_MODEL));
        fixtures.put("their dataset", words -> dataset(them));
        fixtures.put("their team dataset with document", words -> document(them, dataset(them, Permission.TEAM, "")));
        fixtures.put("dataset with document", words -> document(us, dataset(us)));
        fixtures.put("chat over document", words -> {
            KnowledgeBaseId dataset = dataset(us);
            document(us, dataset);
            chat(us, "Librarian", List.of(dataset), KNOWLEDGE);
        });
        fixtures.put("chat without documents", words -> chat(us, "Empty", List.of(), KNOWLEDGE));
        fixtures.put("session", words -> session(us, newestChat(us), "Session"));
        fixtures.put("session named", words -> session(us, newestChat(us), words.getFirst()));
        fixtures.put("their session", words -> session(them, newestChat(them), "Theirs"));
        fixtures.put("question being answered", words -> ask(us));
        fixtures.put("model says", model::says);
        fixtures.put("model says in part", model::saysInPart);
        fixtures.put("model fails", words -> model.fails());
        fixtures.put("model is busy", words -> model.isBusy());
        fixtures.put("model is silent", words -> model.isSilent());
        fixtures.put("an hour passes", words -> memory.clock().advance(Duration.ofHours(1)));
        fixtures.put("a day passes", words -> memory.clock().advance(Duration.ofDays(1)));
        fixtures.put("a second passes", words -> memory.clock().advance(Duration.ofSeconds(1)));
        app.start();
        server = HttpServer.start(app, new HttpConfig("127.0.0.1", 0, profile, PATIENCE, 1 << 20));
    }

    /** Makes ready what is called so; texts in quotes are its arguments. */
    void prepare(String fixture) {
        String name = QUOTED.matcher(fixture).replaceAll("").strip();
        Consumer<List<String>> action = fixtures.get(name);
        if (action == null) {
            throw new IllegalArgumentException("no fixture is called %s, only %s".formatted(name, fixtures.keySet()));
        }
        action.accept(QUOTED.matcher(fixture)
                .results()
                .map(found -> found.group(1).replace("\\n", "\n"))
                .toList());
    }

    /** {@code text} with what stands in braces for a credential replaced by it. */
    String fill(String text) {
        String filled = text;
        for (var value : values.entrySet()) {
            filled = filled.replace("{" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }

    /** Sends to the server; closed with it. */
    HttpClient client() {
        return client;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    /** The routes that are served. */
    List<Route> routes() {
        try (var heartbeat = new Heartbeat()) {
            return HttpServer.routes(app, heartbeat, new Tickets(), profile);
        }
    }

    @Override
    public void close() {
        model.says(List.of());
        client.shutdownNow();
        client.close();
        server.close();
        app.stop(Duration.ZERO);
    }

    private Caller user(String email, String nickname, String prefix) {
        var signedIn = app.manageUsers().register(new Email(email), nickname, new Secret("password"));
        var caller = new Caller(signedIn.user().id(), signedIn.user().id().ownTenant());
        values.put(prefix + "session", signedIn.session().value());
        var key = app.manageApiTokens().create(caller, ManageApiTokens.Wanted.beginning(HttpServer.KEY_PREFIX));
        values.put("65536 letters", "a".repeat(1 << 16));
        values.put(prefix + "key", key.key().value());
        return caller;
    }

    private void chat(Caller owner, String name, List<KnowledgeBaseId> datasets, PromptVariable... variables) {
        var system = new StringBuilder("You help.");
        for (PromptVariable variable : variables) {
            system.append(" {").append(variable.name()).append('}');
        }
        var prompt = new PromptSettings(
                new PromptTemplate(system.toString()),
                "Hello!",
                List.of(variables),
                Optional.of("Nothing was found."),
                true,
                false,
                ClientSettings.NONE);
        app.manageDialogs()
                .create(
                        owner,
                        new Dialog.Settings(
                                name,
                                "",
                                "",
                                "English",
                                "",
                                GenerationSettings.NONE,
                                prompt,
                                RetrievalSettings.DEFAULT,
                                "",
                                datasets));
    }

    private KnowledgeBaseId dataset(Caller owner) {
        return dataset(owner, Permission.ME, "");
    }

    private KnowledgeBaseId dataset(Caller owner, Permission permission, String model) {
        return app.manageKnowledgeBases()
                .create(
                        owner,
                        new KnowledgeBase.Settings(
                                "Facts",
                                Optional.empty(),
                                Optional.empty(),
                                "English",
                                model,
                                permission,
                                Chunking.General.DEFAULT,
                                ClientSettings.NONE,
                                0))
                .id();
    }

    private void document(Caller owner, KnowledgeBaseId dataset) {
        var bytes = new ByteArrayInputStream(FACTS.getBytes(UTF_8));
        ByteSource source = buffer -> bytes.read(buffer, 0, buffer.length);
        Document document = app.manageDocuments().upload(owner, dataset, "facts.txt", source);
        app.manageDocuments().parse(owner, dataset, document.id());
    }

    private DialogId newestChat(Caller owner) {
        return app.manageDialogs().list(owner, Listing.ALL).items().stream()
                .max(Comparator.comparing(dialog -> dialog.id().value()))
                .orElseThrow()
                .id();
    }

    private ConversationId session(Caller owner, DialogId chat, String name) {
        return app.manageConversations().create(owner, chat, name, "").id();
    }

    /** A turn in a new session of the newest chat. */
    private void ask(Caller owner) {
        DialogId chat = newestChat(owner);
        var request = AskRequest.to(chat, "Why?")
                .in(Optional.of(session(owner, chat, "Session")))
                .background(true)
                .build();
        app.answerQuestion().ask(owner, request, event -> true);
    }
}
