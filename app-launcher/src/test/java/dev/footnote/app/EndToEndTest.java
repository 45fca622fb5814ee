package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job, everything real. */
class EndToEndTest {

    @TempDir
    Path home;

    @Test
    void answersFromTwoDocumentsAndKeepsIt() throws Exception {
        AppConfig config = AppConfig.from(Map.of("FOOTNOTE_HOME", home.toString(), "FOOTNOTE_HTTP_PORT", "0"), home);
        var notices = new ArrayList<String>();
        String first;
        try (App app = App.start(config, notices::add)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> App.start(config, notices::add))
                    .withMessageContaining("another Footnote server uses");
            first = demo(app);
            first = first.substring(first.indexOf("Q: "));
        }
        assertThat(notices).anySatisfy(line -> assertThat(line).contains("API key"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("owner.key"))))
                .isEqualTo("rw-------");
        assertThat(first).contains("[ID:0]").contains("  [ID:");

        notices.clear();
        try (App app = App.start(config, notices::add)) {
            assertThat(notices).isEmpty();
            assertThat(demo(app)).contains("0 of them new").contains("[ID:0]");
            var client = new ApiClient("http://127.0.0.1:" + app.port(), ApiClient.readKey(home));
            String chat = client.get("/chats").path(0).path("id").asText();
            var sessions = client.get("/chats/%s/sessions".formatted(chat));
            assertThat(sessions).hasSize(2);
            assertThat(sessions.path(1).path("messages")).hasSize(3);
        }
    }

    private String demo(App app) {
        var out = new StringWriter();
        var client = new ApiClient("http://127.0.0.1:" + app.port(), ApiClient.readKey(home));
        new Demo(client, new PrintWriter(out), Path.of("..", "samples")).run();
        return out.toString();
    }

    @Test
    void saysThatNoServerAnswers() {
        var client = new ApiClient("http://127.0.0.1:1", new dev.footnote.domain.identity.Secret("x"));

        assertThatIllegalStateException()
                .isThrownBy(() -> client.get("/datasets"))
                .withMessageContaining("./footnote serve");
    }
}
