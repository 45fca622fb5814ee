package dev.footnote.adapter.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.ports.model.Completion;
import dev.footnote.ports.model.Completion.FinishReason;
import dev.footnote.testkit.FakeUpstream;
import dev.footnote.testkit.Script;
import java.io.IOException;
import java.net.URI;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class OpenAiChatModelTest {

    @Test
    void pushesThePiecesAndTellsWhatTheyCost() throws IOException {
        try (var upstream = FakeUpstream.playing(Script.pieces("Be", "cause \"", "\n"));
                var asking = new Asking(upstream)) {
            Completion completion = asking.ask();

            assertThat(asking.said).containsExactly("Be", "cause \"", "\n");
            assertThat(completion).isEqualTo(new Completion(FinishReason.STOP, 7, 3));
        }
    }

    @Test
    void sendsThePromptAndItsSettingsAlsoWhenTheyAreZero() throws IOException {
        var settings = new GenerationSettings(
                OptionalDouble.of(0),
                OptionalDouble.of(0.5),
                OptionalDouble.of(0),
                OptionalDouble.of(0.25),
                OptionalInt.of(9),
                ClientSettings.NONE);
        try (var upstream = FakeUpstream.playing(Script.pieces("yes"));
                var asking = new Asking(upstream)) {
            asking.model().stream(Asking.prompt(settings), asking.said::add);

            var mapper = new ObjectMapper();
            assertThat(mapper.readTree(upstream.last().body())).isEqualTo(mapper.readTree("""
                                    {"model":"test-model","stream":true,"stream_options":{"include_usage":true},
                                     "messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Why?"}],
                                     "temperature":0.0,"top_p":0.5,"presence_penalty":0.0,"frequency_penalty":0.25,
                                     "max_tokens":9}
                                    """));
            assertThat(upstream.last().headers()).containsEntry("authorization", "Bearer " + Asking.KEY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/"})
    void takesTheAddressWithAndWithoutASlashAtItsEnd(String end) throws IOException {
        try (var upstream = FakeUpstream.playing(Script.pieces("yes"));
                var asking = new Asking(URI.create(upstream.base() + end), Asking.IMPATIENT)) {
            asking.ask();

            assertThat(upstream.last().target()).isEqualTo("/v1/chat/completions");
        }
    }

    @Test
    void putsReasoningBetweenTags() throws IOException {
        try (var upstream = FakeUpstream.playing(Script.stream(delta("{\"reasoning_content\":\"hm\",\"content\":null}")
                        + delta("{\"reasoning\":\"mm\"}")
                        + Script.event("yes")
                        + Script.DONE));
                var asking = new Asking(upstream)) {
            asking.ask();

            assertThat(asking.text()).isEqualTo("<think>hmmm</think>yes");
        }
    }

    @Test
    void toleratesEveryShapeOfContent() throws IOException {
        String stream = delta("{\"role\":\"assistant\"}")
                + delta("{\"content\":null}")
                + delta("{\"content\":4}")
                + delta("{\"content\":[{\"type\":\"text\",\"text\":\"2\"},{\"type\":\"image\"},\"!\"]}")
                + delta("{\"content\":{}}")
                + delta("null")
                + "data: {\"choices\":[]}\n\ndata: {\"choices\":null}\n\ndata: {}\n\n"
                + "data: {\"choices\":[{\"index\":1,\"delta\":{\"content\":\"another choice\"}}]}\n\n"
                + "data: {\"choices\":\ndata: [{\"finish_reason\":\"length\"}]}\n\n";
        try (var upstream = FakeUpstream.playing(Script.stream(stream));
                var asking = new Asking(upstream)) {
            Completion completion = asking.ask();

            assertThat(asking.said).containsExactly("4", "2!");
            assertThat(completion.reason()).isEqualTo(FinishReason.LENGTH);
        }
    }

    @Test
    void passesOverWhatFollowsTheEnd() throws IOException {
        try (var upstream = FakeUpstream.playing(
                        Script.stream(Script.event("a") + Script.DONE + Script.event("b") + Script.DONE));
                var asking = new Asking(upstream)) {
            asking.ask();

            assertThat(asking.text()).isEqualTo("a");
        }
    }

    @Test
    void hidesTheKeyAndRefusesOneThatCannotBeSent() {
        URI base = URI.create("https://models.example/v1");

        assertThat(new OpenAiConfig(base, new Secret(Asking.KEY), "m", 1).toString())
                .doesNotContain(Asking.KEY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OpenAiConfig(base, new Secret("sk-\n1"), "m", 1))
                .withMessageNotContaining("sk-");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OpenAiConfig(URI.create("ftp://x/"), new Secret(""), "m", 1));
    }

    private static String delta(String delta) {
        return "data: {\"choices\":[{\"delta\":" + delta + "}]}\n\n";
    }
}
