package dev.footnote.adapter.http;

import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.retrieval.DocumentCount;
import dev.footnote.domain.retrieval.Highlight;
import dev.footnote.domain.retrieval.ScoredChunk;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How chunks that were found stand on the wire. */
final class HitShape {

    private HitShape() {}

    static Map<String, @Nullable Object> hit(ScoredChunk scored, Optional<Highlight> highlight) {
        Chunk chunk = scored.chunk();
        var hit = Shape.of(
                "id", chunk.id().value(),
                "content", chunk.content(),
                "document_id", chunk.document().value(),
                "document_keyword", chunk.documentName(),
                "dataset_id", chunk.knowledgeBase().value(),
                "important_keywords", chunk.keywords(),
                "content_ltks", Highlight.tokens(chunk.content()),
                "image_id", "",
                "similarity", scored.similarity(),
                "vector_similarity", scored.vectorSimilarity(),
                "term_similarity", scored.termSimilarity(),
                "positions", ReferenceShape.positions(chunk.positions()),
                "doc_type_kwd", "",
                "mom_id", "");
        highlight.ifPresent(words -> hit.put("highlight", words.mark(chunk.content(), "<em>", "</em>")));
        return hit;
    }

    static List<Map<String, @Nullable Object>> counts(List<DocumentCount> counts) {
        return counts.stream()
                .map(count -> Shape.of(
                        "doc_name", count.name(), "doc_id", count.document().value(), "count", count.chunks()))
                .toList();
    }
}
