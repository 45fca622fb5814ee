package dev.footnote.application.chat;

import dev.footnote.domain.citation.SecondOpinion;
import dev.footnote.ports.model.EntailmentModel;
import dev.footnote.ports.model.ModelCatalog;
import dev.footnote.ports.model.ModelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an entailment model, where one is configured, says of a sentence; nothing if it fails or is slow. */
final class SentenceEntailment {

    /** How long a sentence waits at most. */
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private static final Logger log = LoggerFactory.getLogger(SentenceEntailment.class);

    private SentenceEntailment() {}

    static SecondOpinion of(ModelCatalog models) {
        return models.entailment()
                .<SecondOpinion>map(model -> (sentence, sources) -> judged(model, sentence, sources))
                .orElse(SecondOpinion.NONE);
    }

    private static List<Double> judged(EntailmentModel model, String sentence, List<String> sources) {
        var judging = new FutureTask<>(() -> model.entailment(sentence, sources));
        Thread.ofVirtual().name("entailment").start(judging);
        try {
            return judging.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            log.debug("The entailment model takes longer than {}; the first verdict stands", PATIENCE);
            return List.of();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ModelException failure) {
                log.warn("A sentence is checked without the entailment model: {}", Failures.describe(failure));
                return List.of();
            }
            throw new IllegalStateException("the entailment model broke its promise", e.getCause());
        } finally {
            judging.cancel(true);
        }
    }
}
