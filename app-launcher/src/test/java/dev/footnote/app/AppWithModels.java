package dev.footnote.app;

import dev.footnote.testkit.FakeUpstream;
import dev.footnote.testkit.Script;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The whole program, with the built-in models and two more: {@code fake@Test} counts to three and stops there,
 * {@code inventive@Test} says something of which a part stands in no document.
 */
record AppWithModels(App app, FakeUpstream upstream, FakeUpstream inventive, ApiClient api, Demo demo)
        implements AutoCloseable {

    static AppWithModels start(Path home) {
        FakeUpstream upstream = FakeUpstream.playing(Script.stallAfter("one ", "two ", "three "));
        FakeUpstream inventive = FakeUpstream.playing(
                Script.pieces("BK-12 batteries are replaced every 18 months. ", "Unicorns paint", " glaciers blue."));
        App app = App.start(
                AppConfig.from(
                        Map.of(
                                "FOOTNOTE_HOME", home.toString(),
                                "FOOTNOTE_HTTP_PORT", "0",
                                "FOOTNOTE_MODELS_LIST", "fake,inventive",
                                "FOOTNOTE_MODELS_FAKE_NAME", "fake@Test",
                                "FOOTNOTE_MODELS_FAKE_URL", upstream.base().toString(),
                                "FOOTNOTE_MODELS_INVENTIVE_NAME", "inventive@Test",
                                "FOOTNOTE_MODELS_INVENTIVE_URL",
                                        inventive.base().toString(),
                                "FOOTNOTE_MODELS_DEFAULT_CHAT", "extractive@Builtin"),
                        home),
                notice -> {});
        var api = new ApiClient("http://127.0.0.1:" + app.port(), ApiClient.readKey(home));
        return new AppWithModels(
                app,
                upstream,
                inventive,
                api,
                new Demo(api, new PrintWriter(new StringWriter()), Path.of("..", "samples")));
    }

    /** Makes a chat without documents that asks {@code fake@Test}. */
    void chatWithTheFake(String name) {
        api.post(
                "/chats",
                Map.of(
                        "name",
                        name,
                        "llm",
                        Map.of("model_name", "fake@Test"),
                        "prompt",
                        Map.of("prompt", "Be brief.", "variables", List.of())));
    }

    @Override
    public void close() throws IOException {
        app.close();
        upstream.close();
        inventive.close();
    }
}
