package dev.footnote.adapter.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.testkit.EmbeddingModelContract;
import dev.footnote.testkit.FakeUpstream;
import dev.footnote.testkit.FakeUpstream.Wire;
import dev.footnote.testkit.HashEmbeddingModel;
import dev.footnote.testkit.Script;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OpenAiEmbeddingModelContractTest extends EmbeddingModelContract {

    private final ObjectMapper json = new ObjectMapper();
    private final FakeUpstream upstream = FakeUpstream.playing(this::answer);
    private final Asking asking = new Asking(upstream.base(), OpenAiConfig.Patience.DEFAULT);

    @Override
    protected EmbeddingModel model() {
        return new OpenAiEmbeddingModel(
                asking.client, asking.config, new OpenAiEmbeddingModel.Vectors(OptionalInt.empty(), 0), asking.timer);
    }

    @AfterEach
    void close() throws IOException {
        asking.close();
        upstream.close();
    }

    private void answer(Wire wire) throws IOException {
        ObjectNode answer = json.createObjectNode();
        ArrayNode data = answer.putArray("data");
        for (JsonNode text : json.readTree(wire.received().body()).get("input")) {
            Embedding vector = new HashEmbeddingModel()
                    .embed(EmbeddingModel.Purpose.PASSAGE, List.of(text.asText()))
                    .getFirst();
            ArrayNode numbers = data.addObject().put("index", data.size() - 1).putArray("embedding");
            for (float number : vector.toArray()) {
                numbers.add(number);
            }
        }
        Script.status(200, "application/json", answer.toString()).play(wire);
    }
}
