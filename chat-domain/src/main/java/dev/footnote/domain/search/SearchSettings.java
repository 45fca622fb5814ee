package dev.footnote.domain.search;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.dialog.SearchOptions;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.MetadataFilter;
import dev.footnote.domain.retrieval.RetrievalSettings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a question without a dialog searches, how, and who answers it.
 *
 * @param knowledgeBases where it looks, in the client's order; may be none
 * @param documents to look in; none, without {@code metadata}, for all of the knowledge bases
 * @param metadata chooses documents to look in beside {@code documents}
 * @param effort how many candidates are weighed and how good they must be
 * @param reranker {@code name@factory}; empty for none
 * @param model as {@code reranker}; empty for the tenant's default
 * @param generation how the model writes where that is not left to the task
 * @param options what is done with the question before
 * @param sent all settings as the client sent them, to be read back
 */
public record SearchSettings(
        List<KnowledgeBaseId> knowledgeBases,
        List<DocumentId> documents,
        Optional<MetadataFilter> metadata,
        Effort effort,
        String reranker,
        String model,
        GenerationSettings generation,
        SearchOptions options,
        ClientSettings sent) {

    /** Nothing is set, and nothing searched. */
    public static final SearchSettings NONE = new SearchSettings(
            List.of(),
            List.of(),
            Optional.empty(),
            new Effort(OptionalInt.empty(), OptionalDouble.empty(), OptionalDouble.empty()),
            "",
            "",
            GenerationSettings.NONE,
            SearchOptions.NONE,
            ClientSettings.NONE);

    public SearchSettings {
        knowledgeBases = List.copyOf(knowledgeBases);
        documents = List.copyOf(documents);
        requireNonNull(metadata, "metadata");
        requireNonNull(effort, "effort");
        requireNonNull(reranker, "reranker");
        requireNonNull(model, "model");
        requireNonNull(generation, "generation");
        requireNonNull(options, "options");
        requireNonNull(sent, "sent");
    }

    /** These settings for other knowledge bases. */
    public SearchSettings over(List<KnowledgeBaseId> others) {
        return new SearchSettings(others, documents, metadata, effort, reranker, model, generation, options, sent);
    }

    /** These settings; for {@code others} if they name no knowledge base. */
    public SearchSettings orOver(List<KnowledgeBaseId> others) {
        return knowledgeBases.isEmpty() ? over(others) : this;
    }

    /** These settings for {@code others} too. */
    public SearchSettings andOver(List<KnowledgeBaseId> others) {
        var all = new LinkedHashSet<>(knowledgeBases);
        all.addAll(others);
        return over(new ArrayList<>(all));
    }

    /**
     * How hard is searched; what is empty is left to the task.
     *
     * @param topK how many candidates each of the two searches yields
     * @param similarityThreshold what a chunk must reach to be found
     * @param vectorWeight how much the vector counts against the words
     */
    public record Effort(OptionalInt topK, OptionalDouble similarityThreshold, OptionalDouble vectorWeight) {
        public Effort {
            requireNonNull(topK, "topK");
            requireNonNull(similarityThreshold, "similarityThreshold");
            requireNonNull(vectorWeight, "vectorWeight");
        }

        /** What holds for a task that otherwise uses {@code usual}. */
        public RetrievalSettings over(RetrievalSettings usual) {
            return new RetrievalSettings(
                    usual.topN(),
                    topK.orElse(usual.topK()),
                    similarityThreshold.orElse(usual.similarityThreshold()),
                    vectorWeight.orElse(usual.vectorWeight()));
        }
    }
}
