package dev.footnote.adapter.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footnote.ports.model.Reranker;
import dev.footnote.testkit.FakeUpstream;
import dev.footnote.testkit.FakeUpstream.Wire;
import dev.footnote.testkit.HashReranker;
import dev.footnote.testkit.RerankerContract;
import dev.footnote.testkit.Script;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OpenAiRerankerContractTest extends RerankerContract {

    private final ObjectMapper json = new ObjectMapper();
    private final FakeUpstream upstream = FakeUpstream.playing(this::answer);
    private final Asking asking = new Asking(upstream.base(), OpenAiConfig.Patience.DEFAULT);

    @Override
    protected Reranker reranker() {
        return new OpenAiReranker(asking.client, asking.config, asking.timer);
    }

    @AfterEach
    void close() throws IOException {
        asking.close();
        upstream.close();
    }

    private void answer(Wire wire) throws IOException {
        JsonNode asked = json.readTree(wire.received().body());
        List<String> texts = new ArrayList<>();
        asked.get("documents").forEach(text -> texts.add(text.asText()));
        List<Double> scores = new HashReranker().score(asked.get("query").asText(), texts);
        ObjectNode answer = json.createObjectNode();
        ArrayNode results = answer.putArray("results");
        for (int i = scores.size() - 1; i >= 0; i--) {
            results.addObject().put("index", i).put("relevance_score", scores.get(i));
        }
        Script.status(200, "application/json", answer.toString()).play(wire);
    }
}
