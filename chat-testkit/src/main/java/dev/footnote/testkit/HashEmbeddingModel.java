package dev.footnote.testkit;

import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.ports.model.EmbeddingModel;
import java.util.List;
import java.util.Locale;

/** Counts words into 64 slots by their hash: texts that share words are near, always in the same way. */
public final class HashEmbeddingModel implements EmbeddingModel {

    private static final int DIMENSION = 64;

    @Override
    public List<Embedding> embed(Purpose purpose, List<String> texts) {
        return texts.stream().map(HashEmbeddingModel::embedding).toList();
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }

    @Override
    public double unrelatedCosine() {
        return 0;
    }

    private static Embedding embedding(String text) {
        var slots = new float[DIMENSION];
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)) {
            slots[Math.floorMod((word.hashCode() * 0x9E3779B1) >>> 16, DIMENSION)] += word.isEmpty() ? 0 : 1;
        }
        double squares = 0;
        for (float slot : slots) {
            squares += (double) slot * slot;
        }
        if (squares == 0) {
            slots[0] = 1; // a text without words still needs a direction
            return Embedding.of(slots);
        }
        for (int i = 0; i < DIMENSION; i++) {
            slots[i] = (float) (slots[i] / Math.sqrt(squares));
        }
        return Embedding.of(slots);
    }
}
