package dev.footnote.adapter.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footnote.ports.model.EntailmentModel;
import dev.footnote.ports.model.ModelException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A model behind {@code /chat/completions} that is asked for one word: whether a text bears a statement out.
 *
 * <p>How likely that is follows from the probabilities of "yes" and "no" where the model tells them ({@code logprobs}),
 * else from the word alone. All texts are asked about at once. Failures that may pass are tried again as
 * {@link OpenAiConfig.Patience} says.
 */
public final class OpenAiEntailmentModel implements EntailmentModel {

    private static final int ALTERNATIVES = 10;

    private static final String TASK = """
            You check facts. Say whether the text states or clearly implies the statement, with all its numbers, names
            and negations. Answer with one word, Yes or No.""";

    private final OpenAiConfig config;
    private final Upstream upstream;

    /**
     * @param client with a connect time-out, as {@link OpenAiConfig#newClient} makes it; not closed by this
     * @param timer gives up silent connections; one thread serves all models; not closed by this
     */
    public OpenAiEntailmentModel(HttpClient client, OpenAiConfig config, ScheduledExecutorService timer) {
        this.config = config;
        this.upstream = new Upstream(Transport.over(client), config, timer);
    }

    @Override
    public List<Double> entailment(String hypothesis, List<String> premises) {
        ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
        try {
            List<Future<Double>> asked = premises.stream()
                    .map(premise -> asking.submit(() -> ask(hypothesis, premise)))
                    .toList();
            var likely = new ArrayList<Double>(asked.size());
            for (Future<Double> one : asked) {
                likely.add(one.get());
            }
            return likely;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ModelException.Unavailable("interrupted while the model answered", stopped);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ModelException failure) {
                throw failure;
            }
            throw new IllegalStateException("a question could not be asked", e.getCause());
        } finally {
            asking.shutdownNow(); // the others are of no use once one has failed
            asking.close();
        }
    }

    private double ask(String hypothesis, String premise) throws InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", config.model())
                .put("temperature", 0)
                .put("max_tokens", 1)
                .put("logprobs", true)
                .put("top_logprobs", ALTERNATIVES);
        body.putArray("messages")
                .add(message("system", TASK))
                .add(message(
                        "user",
                        "Text: %s\n\nStatement: %s"
                                .formatted(config.fitting(premise, TASK.length() + hypothesis.length()), hypothesis)));
        return upstream.post("/chat/completions", body, new JsonReading<>(OpenAiEntailmentModel::likelihood));
    }

    private static ObjectNode message(String role, String content) {
        return JsonNodeFactory.instance.objectNode().put("role", role).put("content", content);
    }

    private static double likelihood(JsonNode answer) {
        JsonNode choice = answer.path("choices").path(0);
        double yes = 0;
        double no = 0;
        for (JsonNode word : choice.path("logprobs").path("content").path(0).path("top_logprobs")) {
            double probability = Math.exp(word.path("logprob").asDouble(Double.NEGATIVE_INFINITY));
            switch (word(word.path("token").asText())) {
                case "yes" -> yes += probability;
                case "no" -> no += probability;
                default -> {}
            }
        }
        if (yes + no > 0 && Double.isFinite(yes + no)) {
            return yes / (yes + no);
        }
        return switch (word(choice.path("message").path("content").asText())) {
            case "yes" -> 1;
            case "no" -> 0;
            default -> throw JsonReading.unintelligible("the model said neither yes nor no");
        };
    }

    private static String word(String token) {
        return token.strip().toLowerCase(Locale.ROOT).replaceFirst("[.,!]$", "");
    }
}
