package dev.footnote.testkit;

import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.ports.model.EmbeddingModel.Purpose;
import dev.footnote.ports.model.Reranker;
import java.util.List;

/** Scores a text by the words it shares with the question, as {@link HashEmbeddingModel} sees them. */
public final class HashReranker implements Reranker {

    private final HashEmbeddingModel words = new HashEmbeddingModel();

    @Override
    public List<Double> score(String question, List<String> texts) {
        Embedding asked = words.embed(Purpose.QUESTION, List.of(question)).getFirst();
        return words.embed(Purpose.PASSAGE, texts).stream()
                .map(text -> Math.clamp(asked.cosine(text), 0.0, 1.0))
                .toList();
    }
}
