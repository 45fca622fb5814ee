package dev.footnote.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footnote.application.ChatApplication;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.prompt.PromptMessage;
import dev.footnote.testkit.InMemoryBlobs;
import dev.footnote.testkit.InMemoryPorts;
import dev.footnote.testkit.ScriptedModel;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a conversation over several requests. */
class WebConversationsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FACTS = """
            The Moon orbits the Earth at a distance of 384400 kilometres.
            Lighthouses were lit with whale oil until the nineteenth century.
            """;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newHttpClient();
    private ScriptedModel model = new ScriptedModel("Yes.");
    private ChatApplication app =
            ChatApplication.over(InMemoryPorts.saying("").ports(), ChatApplication.Limits.DEFAULT);
    private HttpServer server = serve();
    private String session = "";
    private String dialog = "";
    private String dataset = "";

    @AfterEach
    void close() {
        client.shutdownNow();
        client.close();
        server.close();
        app.stop(Duration.ZERO);
    }

    @Test
    void aStoppedStreamKeepsItsQuestion() throws Exception {
        talkWith(ScriptedModel.silent("Half "));
        CompletableFuture<HttpResponse<String>> stream = client.sendAsync(
                request("/v1/conversation/completion", ask("c", "Why?")), BodyHandlers.ofString(UTF_8));

        JsonNode asked = eventually(2);
        post(
                "/v1/conversation/completion/%s/stop"
                        .formatted(asked.path("message").path(1).path("id").asText()),
                "{}");
        String frames = stream.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).body();

        assertThat(frames).contains("\"answer\":\"Half\"").endsWith("\"data\":true}\n\n");
        JsonNode messages = eventually(3).path("message");
        assertThat(messages.path(1).path("content").asText()).isEqualTo("Why?");
        assertThat(messages.path(2).path("content").asText()).startsWith("Half");
        assertThat(messages.path(2).path("status").asText()).isEqualTo("stopped");
    }

    @Test
    void aDeletedMessageTakesItsReferenceAndNoOther() throws Exception {
        talkWith(new ScriptedModel("The Moon orbits the Earth at a distance of 384400 kilometres."));
        dialog = overFacts();
        post(
                "/v1/conversation/set",
                "{\"conversation_id\":\"d\",\"is_new\":true,\"dialog_id\":\"%s\"}".formatted(dialog));
        post("/v1/conversation/completion", ask("d", "At what distance does the Moon orbit the Earth?"));
        post("/v1/conversation/completion", ask("d", "Xyzzy?"));
        post("/v1/conversation/completion", ask("d", "Which distance has the Moon from the Earth?"));
        JsonNode before = conversation("d");

        post(
                "/v1/conversation/delete_msg",
                "{\"conversation_id\":\"d\",\"message_id\":\"%s\"}"
                        .formatted(before.path("message").path(3).path("id").asText()));

        JsonNode after = conversation("d");
        assertThat(before.path("reference").path(0).path("chunks")).isNotEmpty();
        assertThat(before.path("reference").path(1).path("chunks")).isEmpty();
        assertThat(after.path("reference")).hasSize(2);
        assertThat(after.path("reference").path(0))
                .isEqualTo(before.path("reference").path(0));
        assertThat(after.path("reference").path(1))
                .isEqualTo(before.path("reference").path(2));
        assertThat(after.path("message")).hasSize(5);
        assertThat(after.path("message").path(4))
                .isEqualTo(before.path("message").path(6));
    }

    @Test
    void whatIsStoredGoesBeforeWhatIsSent() throws Exception {
        talkWith(new ScriptedModel("Yes."));

        post("/v1/conversation/completion", ask("c", "Sent question", "Sent answer", "One?"));
        assertThat(told()).containsExactly("Sent question", "Sent answer", "One?");
        post("/v1/conversation/completion", ask("c", "Sent question", "Sent answer", "Two?"));
        assertThat(told()).containsExactly("One?", "Yes.", "Two?");
    }

    @Test
    void aStoredIdNamesTheBranchToGoOnFrom() throws Exception {
        talkWith(new ScriptedModel("Yes."));
        post("/v1/conversation/completion", ask("c", "One?"));
        post("/v1/conversation/completion", ask("c", "Two?"));
        String first = conversation("c").path("message").path(1).path("id").asText();

        post(
                "/v1/conversation/completion",
                "{\"conversation_id\":\"c\",\"stream\":false,\"messages\":[{\"role\":\"user\",\"content\":\"One?\",\"id\":\"%s\"},{\"role\":\"user\",\"content\":\"Other?\"}]}"
                        .formatted(first));

        assertThat(told()).containsExactly("One?", "Yes.", "Other?");
        assertThat(conversation("c").path("message").findValuesAsText("content"))
                .containsExactly("Hello!", "One?", "Yes.", "Other?", "Yes.");
    }

    @Test
    void anEphemeralQuestionIsToldWhatIsStoredAndLeavesNothing() throws Exception {
        talkWith(new ScriptedModel("Yes."));
        post("/v1/conversation/completion", ask("c", "One?"));

        JsonNode answer = post(
                "/v1/conversation/completion",
                "{\"conversation_id\":\"c\",\"stream\":false,\"ephemeral\":true,\"llm_id\":\"scripted\",\"temperature\":0,\"messages\":[{\"role\":\"user\",\"content\":\"Two?\"}]}");

        assertThat(answer.path("data").path("answer").asText()).isEqualTo("Yes.");
        assertThat(told()).containsExactly("One?", "Yes.", "Two?");
        assertThat(model.lastPrompt().orElseThrow().generation().temperature()).hasValue(0);
        assertThat(conversation("c").path("message")).hasSize(3);
    }

    @Test
    void aTicketOpensOneConversationAndAsksOnce() throws Exception {
        talkWith(new ScriptedModel("Yes."));
        post(
                "/v1/conversation/set",
                "{\"conversation_id\":\"d\",\"is_new\":true,\"dialog_id\":\"%s\"}".formatted(dialog));
        String ticket = post("/v1/conversation/completion/ticket", "{\"conversation_id\":\"c\"}")
                .path("data")
                .path("ticket")
                .asText();

        HttpResponse<String> first = source("?question=Why%3F&ticket=" + ticket);
        HttpResponse<String> again = source("?question=Why%3F&ticket=" + ticket);

        assertThat(first.body()).contains("\"answer\":\"Yes.\"").endsWith("\"data\":true}\n\n");
        assertThat(first.body()).endsWith(again.body().replaceFirst("^:\n\n", ""));
        assertThat(conversation("c").path("message")).hasSize(3);
        assertThat(source("?conversation_id=d&ticket=" + ticket).statusCode()).isEqualTo(401);
    }

    /** What an EventSource gets, which sends no header. */
    private HttpResponse<String> source(String query) throws Exception {
        return send(HttpRequest.newBuilder(uri("/v1/conversation/completion" + query))
                .timeout(PATIENCE)
                .build());
    }

    @Test
    void anAnswerFromKnowledgeAloneCites() throws Exception {
        talkWith(new ScriptedModel("The Moon orbits the Earth at a distance of 384400 kilometres."));
        overFacts();

        String frames = send(request(
                        "/v1/conversation/ask",
                        "{\"question\":\"At what distance does the Moon orbit the Earth?\",\"kb_ids\":[\"%s\"]}"
                                .formatted(dataset)))
                .body();

        assertThat(frames)
                .contains("[ID:0]")
                .contains("\"verdict\":\"supported\"")
                .contains("\"final\":true");
        assertThat(frames).contains("\"doc_name\":\"facts.txt\"").endsWith("\"data\":true}\n\n");
    }

    private void talkWith(ScriptedModel next) throws Exception {
        server.close();
        app.stop(Duration.ZERO);
        model = next;
        app = ChatApplication.over(InMemoryPorts.answering(model).ports(), ChatApplication.Limits.DEFAULT);
        app.start();
        server = serve();
        session = app.manageUsers()
                .register(new Email("us@footnote.test"), "us", new Secret("password"))
                .session()
                .value();
        dialog = post("/v1/dialog/set", "{\"prompt_config\":{\"system\":\"Be brief.\",\"prologue\":\"Hello!\"}}")
                .path("data")
                .path("id")
                .asText();
        post(
                "/v1/conversation/set",
                "{\"conversation_id\":\"c\",\"is_new\":true,\"dialog_id\":\"%s\"}".formatted(dialog));
    }

    private HttpServer serve() {
        return HttpServer.start(app, new HttpConfig("127.0.0.1", 0, Profile.STANDARD, Duration.ofSeconds(2), 1 << 20));
    }

    /** A dialog over a dataset with a document. */
    private String overFacts() throws Exception {
        Caller us = app.authenticate().bySession(new Secret(session)).orElseThrow();
        var base = app.manageKnowledgeBases()
                .create(
                        us,
                        new KnowledgeBase.Settings(
                                "Facts",
                                Optional.empty(),
                                Optional.empty(),
                                "English",
                                "",
                                KnowledgeBase.Permission.ME,
                                Chunking.General.DEFAULT,
                                ClientSettings.NONE,
                                0));
        var document =
                app.manageDocuments().upload(us, base.id(), "facts.txt", InMemoryBlobs.source(FACTS.getBytes(UTF_8)));
        app.manageDocuments().parse(us, base.id(), document.id());
        dataset = base.id().value();
        return post(
                        "/v1/dialog/set",
                        "{\"name\":\"Librarian\",\"kb_ids\":[\"%s\"],\"prompt_config\":{\"system\":\"Rest on {knowledge}\",\"empty_response\":\"Nothing.\"}}"
                                .formatted(dataset))
                .path("data")
                .path("id")
                .asText();
    }

    private List<String> told() {
        return model.lastPrompt().orElseThrow().messages().stream()
                .map(PromptMessage::text)
                .toList();
    }

    /** A question behind what was said before, in turns. */
    private static String ask(String conversation, String... said) throws Exception {
        var body = JSON.createObjectNode().put("conversation_id", conversation);
        body.put("stream", conversation.equals("c") && said.length == 1 && said[0].equals("Why?"));
        var messages = body.putArray("messages");
        for (int i = 0; i < said.length; i++) {
            messages.addObject().put("role", i % 2 == 0 ? "user" : "assistant").put("content", said[i]);
        }
        return JSON.writeValueAsString(body);
    }

    private JsonNode conversation(String id) throws Exception {
        var request = HttpRequest.newBuilder(uri("/v1/conversation/get?conversation_id=" + id))
                .header("Authorization", session)
                .timeout(PATIENCE)
                .build();
        return JSON.readTree(send(request).body()).path("data");
    }

    /** The conversation as soon as it has so many messages. */
    private JsonNode eventually(int messages) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        JsonNode found = conversation("c");
        while (found.path("message").size() < messages && System.nanoTime() < until) {
            Thread.onSpinWait();
            found = conversation("c");
        }
        assertThat(found.path("message")).hasSizeGreaterThanOrEqualTo(messages);
        return found;
    }

    private JsonNode post(String path, String body) throws Exception {
        JsonNode answer = JSON.readTree(send(request(path, body)).body());
        assertThat(answer.path("code").asInt()).as("%s: %s", path, answer).isZero();
        return answer;
    }

    private HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(uri(path))
                .header("Authorization", session)
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofString(UTF_8));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
