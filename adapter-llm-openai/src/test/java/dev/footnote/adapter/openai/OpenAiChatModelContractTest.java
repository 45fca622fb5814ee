package dev.footnote.adapter.openai;

import dev.footnote.ports.model.ChatModel;
import dev.footnote.testkit.ChatModelContract;
import dev.footnote.testkit.FakeUpstream;
import dev.footnote.testkit.Script;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OpenAiChatModelContractTest extends ChatModelContract {

    private final FakeUpstream upstream = FakeUpstream.playing(Script.pieces("25 ", "days ", "each ", "year."));
    private final Asking asking = new Asking(upstream.base(), OpenAiConfig.Patience.DEFAULT);

    @Override
    protected ChatModel model() {
        return asking.model();
    }

    @AfterEach
    void close() throws IOException {
        asking.close();
        upstream.close();
    }
}
