package dev.footnote.application.system;

import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.ModelCatalog.EmbeddingEntry;
import dev.footnote.ports.model.ModelException;
import dev.footnote.ports.runtime.Telemetry;
import dev.footnote.ports.runtime.Telemetry.Outcome;
import java.time.Duration;
import java.util.List;

/** An embedding model whose calls are counted and timed. */
public final class MeasuredEmbedding implements EmbeddingModel {

    private final EmbeddingEntry entry;
    private final Telemetry telemetry;

    public MeasuredEmbedding(EmbeddingEntry entry, Telemetry telemetry) {
        this.entry = entry;
        this.telemetry = telemetry;
    }

    @Override
    public List<Embedding> embed(Purpose purpose, List<String> texts) {
        long begun = System.nanoTime();
        try {
            List<Embedding> vectors = entry.model().embed(purpose, texts);
            tell(texts, Outcome.SUCCESS, begun);
            return vectors;
        } catch (ModelException e) {
            tell(texts, Outcome.FAILURE, begun);
            throw e;
        }
    }

    private void tell(List<String> texts, Outcome outcome, long begun) {
        telemetry.embedded(entry.name(), texts.size(), outcome, Duration.ofNanos(System.nanoTime() - begun));
    }

    @Override
    public int dimension() {
        return entry.model().dimension();
    }

    @Override
    public double unrelatedCosine() {
        return entry.model().unrelatedCosine();
    }
}
