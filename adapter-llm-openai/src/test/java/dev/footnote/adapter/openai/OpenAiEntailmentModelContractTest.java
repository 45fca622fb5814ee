package dev.footnote.adapter.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footnote.ports.model.EntailmentModel;
import dev.footnote.testkit.EntailmentModelContract;
import dev.footnote.testkit.FakeUpstream;
import dev.footnote.testkit.FakeUpstream.Wire;
import dev.footnote.testkit.Script;
import dev.footnote.testkit.WordEntailment;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OpenAiEntailmentModelContractTest extends EntailmentModelContract {

    private final ObjectMapper json = new ObjectMapper();
    private final FakeUpstream upstream = FakeUpstream.playing(this::answer);
    private final Asking asking = new Asking(upstream.base(), OpenAiConfig.Patience.DEFAULT);

    @Override
    protected EntailmentModel model() {
        return new OpenAiEntailmentModel(asking.client, asking.config, asking.timer);
    }

    @AfterEach
    void close() throws IOException {
        asking.close();
        upstream.close();
    }

    private void answer(Wire wire) throws IOException {
        String asked =
                json.readTree(wire.received().body()).at("/messages/1/content").asText();
        int between = asked.lastIndexOf("\n\nStatement: ");
        double likely = new WordEntailment()
                .entailment(asked.substring(between + 13), List.of(asked.substring(6, between)))
                .getFirst();
        ObjectNode answer = json.createObjectNode();
        ArrayNode words = answer.putArray("choices")
                .addObject()
                .putObject("logprobs")
                .putArray("content")
                .addObject()
                .putArray("top_logprobs");
        words.addObject().put("token", "Yes").put("logprob", Math.log(Math.max(1e-9, likely)));
        words.addObject().put("token", " no").put("logprob", Math.log(Math.max(1e-9, 1 - likely)));
        Script.status(200, "application/json", answer.toString()).play(wire);
    }
}
