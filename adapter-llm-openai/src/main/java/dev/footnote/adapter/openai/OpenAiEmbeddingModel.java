package dev.footnote.adapter.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.ModelException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An embedding model behind {@code /embeddings}, asked for {@value #BATCH} texts at a time.
 *
 * <p>A text of more than three characters for each token that the model can read is cut there. Failures that may pass
 * are tried again as {@link OpenAiConfig.Patience} says. An interrupted thread gets {@link ModelException.Unavailable}.
 */
public final class OpenAiEmbeddingModel implements EmbeddingModel {

    /** How many texts are sent in one request. */
    public static final int BATCH = 16;

    private final OpenAiConfig config;
    private final Vectors vectors;
    private final Upstream upstream;
    private final AtomicInteger dimension; // 0 until it is known

    /**
     * @param client with a connect time-out, as {@link OpenAiConfig#newClient} makes it; not closed by this
     * @param timer gives up silent connections; one thread serves all models; not closed by this
     */
    public OpenAiEmbeddingModel(
            HttpClient client, OpenAiConfig config, Vectors vectors, ScheduledExecutorService timer) {
        this(Transport.over(client), config, vectors, timer);
    }

    OpenAiEmbeddingModel(Transport transport, OpenAiConfig config, Vectors vectors, ScheduledExecutorService timer) {
        this.config = config;
        this.vectors = vectors;
        this.upstream = new Upstream(transport, config, timer);
        this.dimension = new AtomicInteger(vectors.dimension().orElse(0));
    }

    @Override
    public List<Embedding> embed(Purpose purpose, List<String> texts) {
        var embeddings = new ArrayList<Embedding>(texts.size());
        for (int from = 0; from < texts.size(); from += BATCH) {
            embeddings.addAll(batch(texts.subList(from, Math.min(texts.size(), from + BATCH))));
        }
        return List.copyOf(embeddings);
    }

    /** {@inheritDoc} Unless it is configured, or an answer has shown it, this asks the model. */
    @Override
    public int dimension() {
        if (dimension.get() == 0) {
            batch(List.of("dimension"));
        }
        return dimension.get();
    }

    @Override
    public double unrelatedCosine() {
        return vectors.unrelatedCosine();
    }

    private List<Embedding> batch(List<String> texts) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", config.model()).put("encoding_format", "float");
        ArrayNode input = body.putArray("input");
        texts.forEach(text -> input.add(readable(text)));
        try {
            return upstream.post("/embeddings", body, new JsonReading<>(answer -> embeddings(answer, texts.size())));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ModelException.Unavailable("interrupted while the model answered", stopped);
        }
    }

    private String readable(String text) {
        return text.isBlank() ? "-" : config.fitting(text, 0); // most models refuse an empty text
    }

    /**
     * What is known of a model's vectors.
     *
     * @param dimension how many numbers they have; empty to learn it from the first answer
     * @param unrelatedCosine the cosine of two texts without anything in common, below 1
     */
    public record Vectors(OptionalInt dimension, double unrelatedCosine) {
        public Vectors {
            if (dimension.isPresent() && dimension.getAsInt() < 1) {
                throw new IllegalArgumentException(
                        "dimension is %d, must be at least 1".formatted(dimension.getAsInt()));
            }
            if (!(unrelatedCosine >= -1 && unrelatedCosine < 1)) { // also refuses NaN
                throw new IllegalArgumentException(
                        "unrelatedCosine is %s, must be from -1 to below 1".formatted(unrelatedCosine));
            }
        }
    }

    private List<Embedding> embeddings(JsonNode answer, int count) {
        var byIndex = new TreeMap<Integer, Embedding>();
        int position = 0;
        for (JsonNode item : answer.path("data")) {
            byIndex.put(item.path("index").asInt(position), vector(item.path("embedding")));
            position++;
        }
        boolean complete = byIndex.size() == count
                && position == count
                && byIndex.firstKey() == 0
                && byIndex.lastKey() == count - 1;
        if (!complete) {
            throw JsonReading.unintelligible("the model sent %d vectors for %d texts".formatted(position, count));
        }
        return List.copyOf(byIndex.values());
    }

    private Embedding vector(JsonNode numbers) {
        var values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode number = numbers.path(i);
            values[i] = number.isNumber() ? number.floatValue() : Float.NaN;
        }
        Embedding vector;
        try {
            vector = Embedding.of(values);
        } catch (IllegalArgumentException unusable) {
            throw new ModelException.Unintelligible("the model sent a vector that points nowhere", unusable);
        }
        dimension.compareAndSet(0, values.length);
        if (dimension.get() != values.length) {
            throw JsonReading.unintelligible(
                    "the model sent %d numbers instead of %d".formatted(values.length, dimension.get()));
        }
        return vector;
    }
}
