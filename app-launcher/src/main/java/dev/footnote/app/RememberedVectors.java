package dev.footnote.app;

import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.ports.model.EmbeddingModel;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Another embedding model whose last vectors are remembered, so that the same text costs nothing the next time: a
 * question asked again, a page footer in every chunk, a document parsed anew.
 */
final class RememberedVectors implements EmbeddingModel {

    /** Longer texts are not remembered. */
    static final int MAX_CHARACTERS = 4_000;

    private final EmbeddingModel model;
    private final Map<Key, Embedding> remembered;

    private record Key(Purpose purpose, String text) {}

    /** @param most how many vectors are remembered; those not used for the longest time are forgotten first */
    RememberedVectors(EmbeddingModel model, int most) {
        this.model = model;
        this.remembered = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Embedding> eldest) {
                return size() > most;
            }
        });
    }

    @Override
    public List<Embedding> embed(Purpose purpose, List<String> texts) {
        Map<String, Embedding> vectors = new HashMap<>();
        for (String text : texts) {
            Embedding known = remembered.get(new Key(purpose, text));
            if (known != null) {
                vectors.put(text, known);
            }
        }
        List<String> unknown = texts.stream()
                .filter(text -> !vectors.containsKey(text))
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            List<Embedding> made = model.embed(purpose, unknown);
            for (int at = 0; at < unknown.size(); at++) {
                String text = unknown.get(at);
                vectors.put(text, made.get(at));
                if (text.length() <= MAX_CHARACTERS) {
                    remembered.put(new Key(purpose, text), made.get(at));
                }
            }
        }
        return texts.stream()
                .map(text -> Objects.requireNonNull(vectors.get(text), text))
                .toList();
    }

    @Override
    public int dimension() {
        return model.dimension();
    }

    @Override
    public double unrelatedCosine() {
        return model.unrelatedCosine();
    }
}
