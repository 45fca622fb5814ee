package dev.footnote.adapter.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footnote.ports.model.ModelException;
import dev.footnote.ports.model.Reranker;
import java.net.http.HttpClient;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A reranker behind {@code /rerank}, in the form of the API of Jina and Cohere.
 *
 * <p>Scores from 0 to 1 are taken as they are. Once a model has sent one beyond, its scores are read as logits and
 * brought between 0 and 1 by the logistic function. Failures that may pass are tried again as
 * {@link OpenAiConfig.Patience} says. An interrupted thread gets {@link ModelException.Unavailable}.
 */
public final class OpenAiReranker implements Reranker {

    private final OpenAiConfig config;
    private final Upstream upstream;
    private final AtomicBoolean logits = new AtomicBoolean();

    /**
     * @param client with a connect time-out, as {@link OpenAiConfig#newClient} makes it; not closed by this
     * @param timer gives up silent connections; one thread serves all models; not closed by this
     */
    public OpenAiReranker(HttpClient client, OpenAiConfig config, ScheduledExecutorService timer) {
        this(Transport.over(client), config, timer);
    }

    OpenAiReranker(Transport transport, OpenAiConfig config, ScheduledExecutorService timer) {
        this.config = config;
        this.upstream = new Upstream(transport, config, timer);
    }

    @Override
    public List<Double> score(String question, List<String> texts) {
        if (texts.isEmpty()) {
            return List.of();
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", config.model()).put("query", question).put("top_n", texts.size());
        ArrayNode documents = body.putArray("documents");
        texts.forEach(text -> documents.add(config.fitting(text, question.length())));
        try {
            return normalised(
                    upstream.post("/rerank", body, new JsonReading<>(answer -> scores(answer, texts.size()))));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ModelException.Unavailable("interrupted while the model answered", stopped);
        }
    }

    private List<Double> normalised(double[] scores) {
        if (Arrays.stream(scores).anyMatch(score -> score < 0 || score > 1)) {
            logits.set(true);
        }
        boolean raw = logits.get();
        return Arrays.stream(scores)
                .map(score -> raw ? 1 / (1 + Math.exp(-score)) : score)
                .boxed()
                .toList();
    }

    private static double[] scores(JsonNode answer, int count) {
        var scores = new double[count];
        Arrays.fill(scores, Double.NaN);
        for (JsonNode item : answer.has("results") ? answer.path("results") : answer.path("data")) {
            int index = item.path("index").asInt(-1);
            JsonNode score = item.has("relevance_score") ? item.path("relevance_score") : item.path("score");
            boolean first = index >= 0 && index < count && Double.isNaN(scores[index]);
            if (!first || !score.isNumber() || !Double.isFinite(score.doubleValue())) {
                throw JsonReading.unintelligible("the model sent a score that belongs to no text");
            }
            scores[index] = score.doubleValue();
        }
        if (Arrays.stream(scores).anyMatch(Double::isNaN)) {
            throw JsonReading.unintelligible("the model did not score each of %d texts".formatted(count));
        }
        return scores;
    }
}
