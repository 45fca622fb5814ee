package dev.footnote.application.chat;

import dev.footnote.application.knowledge.IndexModel;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.ports.index.ChunkIndex;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.ModelCatalog;
import dev.footnote.ports.model.ModelException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Vectors of an answer's sentences, by the model of the knowledge bases; none where that model fails. */
final class SentenceVectors {

    private static final Logger log = LoggerFactory.getLogger(SentenceVectors.class);

    private SentenceVectors() {}

    static Function<String, Optional<Embedding>> of(ModelCatalog models, ChunkIndex index, List<KnowledgeBase> bases) {
        return bases.stream()
                .findFirst()
                .flatMap(base -> models.of(base.tenant()).embedding(IndexModel.of(index, base)))
                .<Function<String, Optional<Embedding>>>map(entry -> sentence -> embed(entry.model(), sentence))
                .orElse(sentence -> Optional.empty());
    }

    private static Optional<Embedding> embed(EmbeddingModel model, String sentence) {
        try {
            return Optional.of(model.embed(EmbeddingModel.Purpose.PASSAGE, List.of(sentence))
                    .getFirst());
        } catch (ModelException e) {
            log.warn("A sentence is checked by its terms alone: {}", Failures.describe(e));
            return Optional.empty();
        }
    }
}
