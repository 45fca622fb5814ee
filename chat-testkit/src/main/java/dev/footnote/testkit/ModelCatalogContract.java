package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.ports.model.ModelCatalog;
import dev.footnote.ports.model.ModelCatalog.ChatEntry;
import dev.footnote.ports.model.ModelCatalog.EmbeddingEntry;
import dev.footnote.ports.model.ModelCatalog.RerankEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link ModelCatalog} promises. */
public abstract class ModelCatalogContract {

    private final ChatEntry first = chat("big@One");
    private final ChatEntry second = chat("big@Two");
    private final ChatEntry third = chat("small@Two");
    private final EmbeddingEntry near = embedding("near@One");
    private final EmbeddingEntry far = embedding("far@One");
    private final RerankEntry judge = reranker("judge@One");
    private final RerankEntry other = reranker("other@One");

    /** A catalog of these, the default ones first. */
    protected abstract ModelCatalog catalog(
            List<ChatEntry> chats, List<EmbeddingEntry> embeddings, List<RerankEntry> rerankers);

    @Test
    void findsByFullNameOrByAUniqueName() {
        ModelCatalog catalog = catalog(List.of(first, second, third), List.of(near, far), List.of(judge, other));

        assertThat(catalog.chat("big@Two")).contains(second);
        assertThat(catalog.chat("small")).contains(third);
        assertThat(catalog.chat("big")).isEmpty();
        assertThat(catalog.chat("sm")).isEmpty();
        assertThat(catalog.chat("small@One")).isEmpty();
        assertThat(catalog.embedding("far")).contains(far);
        assertThat(catalog.embedding("big")).isEmpty();
        assertThat(catalog.reranker("other")).contains(other);
        assertThat(catalog.reranker("unknown")).contains(judge);
    }

    @Test
    void putsTheDefaultFirst() {
        ModelCatalog catalog = catalog(List.of(second, first), List.of(far, near), List.of(other, judge));

        assertThat(catalog.chat("")).contains(second);
        assertThat(catalog.embedding("")).contains(far);
        assertThat(catalog.reranker("")).contains(other);
        assertThat(catalog.chatNames()).containsExactly("big@Two", "big@One");
        assertThat(catalog.rerankerNames()).containsExactly("other@One", "judge@One");
        assertThat(catalog.embeddingNames()).containsExactly("far@One", "near@One");
    }

    @Test
    void mayBeEmpty() {
        ModelCatalog catalog = catalog(List.of(), List.of(), List.of());

        assertThat(catalog.chat("")).isEmpty();
        assertThat(catalog.embedding("")).isEmpty();
        assertThat(catalog.reranker("unknown")).isEmpty();
        assertThat(catalog.rerankerNames()).isEmpty();
        assertThat(catalog.chatNames()).isEmpty();
        assertThat(catalog.embeddingNames()).isEmpty();
    }

    private static ChatEntry chat(String name) {
        return new ChatEntry(name, new ScriptedModel("yes"), 100, true);
    }

    private static EmbeddingEntry embedding(String name) {
        return new EmbeddingEntry(name, new HashEmbeddingModel());
    }

    private static RerankEntry reranker(String name) {
        return new RerankEntry(
                name, (question, texts) -> texts.stream().map(text -> 0.5).toList());
    }
}
