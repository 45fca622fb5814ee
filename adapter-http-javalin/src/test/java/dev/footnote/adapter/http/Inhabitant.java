package dev.footnote.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.chat.AskRequest;
import dev.footnote.application.chat.StartedTurn;
import dev.footnote.application.identity.ManageApiTokens.Created;
import dev.footnote.application.identity.ManageApiTokens.Wanted;
import dev.footnote.application.model.ManageModels;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.dialog.PromptSettings;
import dev.footnote.domain.dialog.PromptTemplate;
import dev.footnote.domain.dialog.PromptVariable;
import dev.footnote.domain.dialog.Share;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.identity.SignInResult.SignedIn;
import dev.footnote.domain.knowledge.ChunkFilter;
import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.model.ModelKind;
import dev.footnote.domain.model.OfferedModel;
import dev.footnote.domain.retrieval.RetrievalSettings;
import dev.footnote.domain.search.SearchApp;
import dev.footnote.domain.search.SearchAppId;
import dev.footnote.domain.search.SearchSettings;
import dev.footnote.testkit.InMemoryBlobs;
import dev.footnote.testkit.ThumbnailerContract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A user with one of everything, and a mark in all texts.
 *
 * @param session a session token
 * @param key an API key
 * @param share a token that opens the chat and the search app
 * @param ids by the names that {@code isolation.txt} has for them
 */
record Inhabitant(Caller caller, String mark, String session, String key, String share, Map<String, String> ids) {

    static Inhabitant settle(ChatApplication app) {
        String mark = "mark" + UUID.randomUUID().toString().replace("-", "");
        SignedIn signedIn =
                app.manageUsers().register(new Email(mark + "@footnote.test"), mark, new Secret("password"));
        var caller = new Caller(signedIn.user().id(), signedIn.user().id().ownTenant());
        return settle(app, caller, mark, signedIn.session().value());
    }

    /** Another one of everything for the same user. */
    Inhabitant again(ChatApplication app) {
        return settle(app, caller, mark, session);
    }

    private static Inhabitant settle(ChatApplication app, Caller caller, String mark, String session) {
        var ids = new HashMap<String, String>();
        ids.put("tenant", caller.tenant().value());
        ids.put("user", caller.user().value());
        KnowledgeBaseId dataset = dataset(app, caller, mark);
        DocumentId document = app.manageDocuments()
                .upload(
                        caller,
                        dataset,
                        mark + ".txt",
                        InMemoryBlobs.source(("The Moon orbits. " + mark).getBytes(UTF_8)))
                .id();
        app.manageDocuments().parse(caller, dataset, document);
        DocumentId drawn = app.manageDocuments()
                .upload(caller, dataset, mark + ".png", InMemoryBlobs.source(ThumbnailerContract.DOT))
                .id();
        ids.put("image", dataset.value() + "-thumbnail_" + drawn.value() + ".png");
        ids.put(
                "attachment",
                app.manageAttachments()
                        .keep(caller, mark + ".txt", InMemoryBlobs.source(mark.getBytes(UTF_8)))
                        .id()
                        .value());
        app.manageModels()
                .add(
                        caller,
                        new ManageModels.Wanted(
                                "OpenAI-API-Compatible",
                                new Secret("k"),
                                Optional.of("https://own.example/v1"),
                                Optional.of(new OfferedModel(mark, ModelKind.CHAT, 100)),
                                false));
        ids.put("dataset", dataset.value());
        ids.put("document", document.value());
        ids.put(
                "chunk",
                app.manageChunks()
                        .list(caller, dataset, document, ChunkFilter.of(""), 0, 1)
                        .items()
                        .getFirst()
                        .id()
                        .value());
        DialogId chat =
                app.manageDialogs().create(caller, settings(mark, dataset)).id();
        ConversationId conversation =
                app.manageConversations().create(caller, chat, mark, mark).id();
        StartedTurn turn = app.answerQuestion().ask(caller, request(chat, conversation, mark), event -> true);
        turn.ended().join();
        ids.put("chat", chat.value());
        ids.put("session", conversation.value());
        ids.put("turn", turn.turn().value());
        SearchAppId search = search(app, caller, mark, dataset);
        ids.put("search", search.value());
        Created shared = app.sharedSearchApps()
                .share(caller, search, new Wanted("", Optional.of(chat), Optional.empty(), Optional.empty()));
        share(app, new Share(caller.tenant(), Optional.of(chat)), chat, mark, ids);
        ids.put("token", app.manageApiTokens().create(caller).key().value());
        String key = app.manageApiTokens().create(caller).key().value();
        app.authenticate().byApiToken(new Secret(key)); // its first use is noted now
        return new Inhabitant(caller, mark, session, key, shared.share().value(), Map.copyOf(ids));
    }

    private static void share(ChatApplication app, Share share, DialogId chat, String mark, Map<String, String> ids) {
        ConversationId conversation =
                app.sharedChats().begin(share, chat, mark, mark).id();
        StartedTurn turn = app.sharedChats()
                .ask(share, request(chat, conversation, mark), Optional.empty(), event -> true)
                .orElseThrow();
        turn.ended().join();
        ids.put("shared-session", conversation.value());
        ids.put("shared-turn", turn.turn().value());
    }

    private static SearchAppId search(ChatApplication app, Caller caller, String mark, KnowledgeBaseId dataset) {
        var about = new SearchApp.About(mark + UUID.randomUUID(), mark, "");
        return app.manageSearchApps()
                .create(caller, about, SearchSettings.NONE.over(List.of(dataset)))
                .id();
    }

    private static AskRequest request(DialogId chat, ConversationId conversation, String mark) {
        return AskRequest.to(chat, "How does the Moon move? " + mark)
                .in(Optional.of(conversation))
                .build();
    }

    /** This one once everything but the account was deleted. */
    Inhabitant gone(ChatApplication app) {
        var chat = new DialogId(ids.get("chat"));
        var dataset = new KnowledgeBaseId(ids.get("dataset"));
        app.manageConversations().remove(caller, chat, new ConversationId(ids.get("session")));
        app.manageDialogs().remove(caller, chat);
        app.manageSearchApps().remove(caller, new SearchAppId(ids.get("search")));
        app.manageDocuments().remove(caller, dataset, new DocumentId(ids.get("document")));
        app.manageKnowledgeBases().remove(caller, dataset);
        app.manageApiTokens().remove(caller, new Secret(ids.get("token")));
        app.manageApiTokens().remove(caller, new Secret(key));
        var deleted = new HashMap<>(ids);
        deleted.keySet().removeAll(Set.of("tenant", "user", "attachment"));
        return new Inhabitant(caller, mark, session, key, share, Map.copyOf(deleted));
    }

    private static KnowledgeBaseId dataset(ChatApplication app, Caller caller, String mark) {
        var settings = new KnowledgeBase.Settings(
                mark + UUID.randomUUID(),
                Optional.empty(),
                Optional.empty(),
                "English",
                "",
                KnowledgeBase.Permission.TEAM,
                Chunking.General.DEFAULT,
                ClientSettings.NONE,
                0);
        return app.manageKnowledgeBases().create(caller, settings).id();
    }

    private static Dialog.Settings settings(String mark, KnowledgeBaseId dataset) {
        var prompt = new PromptSettings(
                new PromptTemplate("Rest on {knowledge}"),
                mark,
                List.of(new PromptVariable(PromptVariable.KNOWLEDGE, false)),
                Optional.empty(),
                true,
                false,
                ClientSettings.NONE);
        return new Dialog.Settings(
                mark + UUID.randomUUID(),
                mark,
                "",
                "English",
                "",
                GenerationSettings.NONE,
                prompt,
                RetrievalSettings.DEFAULT,
                "",
                List.of(dataset));
    }
}
