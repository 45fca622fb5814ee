package dev.footnote.adapter.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footnote.ports.model.ModelException;
import dev.footnote.ports.model.Reranker;
import java.io.IOException;
import java.io.InputStream;
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

    private static final int ANSWER_LIMIT = 16 << 20;
    private static final int CHARACTERS_PER_TOKEN = 3;

    private final OpenAiConfig config;
    private final Upstream upstream;
    private final ObjectMapper json = new ObjectMapper();
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
        long room = Math.max(1, (long) config.contextTokens() * CHARACTERS_PER_TOKEN - question.length());
        texts.forEach(text -> documents.add(cut(text, room)));
        try {
            return normalised(upstream.post("/rerank", body, new ScoreReading(texts.size())));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ModelException.Unavailable("interrupted while the model answered", stopped);
        }
    }

    private static String cut(String text, long limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = (int) limit;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
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

    private final class ScoreReading implements Upstream.Reading<double[]> {

        private final int count;

        ScoreReading(int count) {
            this.count = count;
        }

        @Override
        public boolean begun() {
            return false;
        }

        @Override
        public double[] read(InputStream body) throws IOException {
            byte[] bytes = body.readNBytes(ANSWER_LIMIT + 1);
            if (bytes.length > ANSWER_LIMIT) {
                throw unintelligible("the model's answer has no end");
            }
            JsonNode answer = parse(bytes);
            var scores = new double[count];
            Arrays.fill(scores, Double.NaN);
            for (JsonNode item : answer.has("results") ? answer.path("results") : answer.path("data")) {
                int index = item.path("index").asInt(-1);
                JsonNode score = item.has("relevance_score") ? item.path("relevance_score") : item.path("score");
                boolean first = index >= 0 && index < count && Double.isNaN(scores[index]);
                if (!first || !score.isNumber() || !Double.isFinite(score.doubleValue())) {
                    throw unintelligible("the model sent a score that belongs to no text");
                }
                scores[index] = score.doubleValue();
            }
            if (Arrays.stream(scores).anyMatch(Double::isNaN)) {
                throw unintelligible("the model did not score each of %d texts".formatted(count));
            }
            return scores;
        }

        private JsonNode parse(byte[] bytes) throws IOException {
            try {
                return json.readTree(bytes);
            } catch (JsonProcessingException garbled) { // its message would repeat what the model sent
                throw unintelligible("the model sent no JSON");
            }
        }

        private static ModelException unintelligible(String message) {
            return new ModelException.Unintelligible(message, null);
        }
    }
}
