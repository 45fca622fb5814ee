package dev.footnote.adapter.http;

import dev.footnote.application.chat.CheckCitations.Stale;
import dev.footnote.domain.answer.AnswerEvent.Checked;
import dev.footnote.domain.citation.Citation;
import dev.footnote.domain.citation.CitationPolicy.Mode;
import dev.footnote.domain.citation.Ledger;
import dev.footnote.domain.citation.Reference;
import dev.footnote.domain.citation.Span;
import dev.footnote.domain.citation.Verdict;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.Position;
import dev.footnote.domain.retrieval.ScoredChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How references stand on the wire. */
final class ReferenceShape {

    private ReferenceShape() {}

    static Map<String, @Nullable Object> reference(Reference reference) {
        return reference(reference, Stale.NONE);
    }

    /** A reference whose citations are told to be stale where they are. */
    static Map<String, @Nullable Object> reference(Reference reference, Stale stale) {
        if (reference.withheld()) {
            return Shape.of();
        }
        Map<String, @Nullable Object> shape =
                Shape.of("total", reference.total(), "chunks", chunks(reference), "doc_aggs", documents(reference));
        verdicts(reference, shape, stale);
        return shape;
    }

    /** Adds what was decided about the sentences and, if there were any to check, how they fared together. */
    static void verdicts(Reference reference, Map<String, @Nullable Object> shape) {
        verdicts(reference, shape, Stale.NONE);
    }

    /** The same; citations that no longer hold are told to be stale. */
    static void verdicts(Reference reference, Map<String, @Nullable Object> shape, Stale stale) {
        Ledger ledger = reference.ledger();
        List<Map<String, @Nullable Object>> citations = citations(reference.citations(), ledger.policy() == Mode.FLAG);
        stale.states().keySet().forEach(place -> citations.get(place).put("stale", true));
        shape.put("citations", citations);
        ledger.groundedness().ifPresent(share -> {
            shape.put("groundedness", share);
            shape.put("ledger", ledger(ledger));
        });
    }

    static Map<String, @Nullable Object> ledger(Ledger ledger) {
        return Shape.of(
                "policy", CitationPolicyShape.name(ledger.policy()),
                "sentences", ledger.sentences(),
                "supported", ledger.supported(),
                "partial", ledger.partial(),
                "unsupported", ledger.unsupported(),
                "withheld", ledger.withheld());
    }

    /** How far the check of an answer is whose sentences are not sent yet. */
    static Map<String, @Nullable Object> checked(Checked checked) {
        return Shape.of("sentences", checked.sentences(), "supported", checked.supported());
    }

    static List<Map<String, @Nullable Object>> chunks(Reference reference) {
        var chunks = new ArrayList<Map<String, @Nullable Object>>();
        for (ScoredChunk scored : reference.chunks()) {
            Map<String, @Nullable Object> chunk = chunk(scored, reference.citations(), chunks.size());
            reference
                    .noted()
                    .map(noted -> noted.get(scored.chunk().document()))
                    .ifPresent(metadata ->
                            chunk.put("document_metadata", metadata.fields().values()));
            chunks.add(chunk);
        }
        return chunks;
    }

    /** @param flagging whether sentences that are not supported are to be marked by whoever shows them */
    static List<Map<String, @Nullable Object>> citations(List<Citation> citations, boolean flagging) {
        return citations.stream()
                .map(citation -> {
                    Map<String, @Nullable Object> shape = citation(citation);
                    if (flagging && citation.verdict() != Verdict.SUPPORTED) {
                        shape.put("flagged", true);
                    }
                    return shape;
                })
                .toList();
    }

    static Map<String, @Nullable Object> citation(Citation citation) {
        Map<String, @Nullable Object> shape = Shape.of(
                "answer", span(citation.answer()),
                "chunk", citation.source().map(Citation.Source::chunk).orElse(null),
                "source", citation.source().map(source -> span(source.span())).orElse(null),
                "score", citation.score());
        citation.source().flatMap(Citation.Source::hash).ifPresent(hash -> shape.put("source_sha256", hash));
        shape.put("verdict", verdict(citation.verdict()));
        return shape;
    }

    static String verdict(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    static List<List<Integer>> positions(List<Position> positions) {
        return positions.stream()
                .map(at -> List.of(at.page(), at.left(), at.right(), at.top(), at.bottom()))
                .toList();
    }

    private static Map<String, @Nullable Object> chunk(ScoredChunk scored, List<Citation> citations, int number) {
        Chunk chunk = scored.chunk();
        String id = chunk.id().value();
        String document = chunk.document().value();
        return Shape.of(
                "id", id,
                "content", chunk.content(),
                "document_id", document,
                "document_name", chunk.documentName(),
                "dataset_id", chunk.knowledgeBase().value(),
                "image_id", "",
                "positions", positions(chunk.positions()),
                "url", null,
                "similarity", scored.similarity(),
                "vector_similarity", scored.vectorSimilarity(),
                "term_similarity", scored.termSimilarity(),
                "doc_type", "",
                "chunk_id", id,
                "doc_id", document,
                "doc_name", chunk.documentName(),
                "title", chunk.documentName(),
                "segment", segment(chunk, citations, number));
    }

    private static String segment(Chunk chunk, List<Citation> citations, int number) {
        return citations.stream()
                .filter(citation -> citation.verdict() == Verdict.SUPPORTED)
                .flatMap(citation -> citation.source().stream())
                .filter(source -> source.chunk() == number)
                .map(Citation.Source::span)
                .filter(span -> span.end() <= chunk.content().length())
                .map(span -> chunk.content().substring(span.start(), span.end()))
                .findFirst()
                .orElse("");
    }

    private static List<Map<String, @Nullable Object>> documents(Reference reference) {
        return reference.documents().stream()
                .map(count -> Shape.of(
                        "doc_name", count.name(),
                        "doc_id", count.document().value(),
                        "count", count.chunks(),
                        "similarity", best(reference, count.document().value())))
                .toList();
    }

    private static double best(Reference reference, String document) {
        return reference.chunks().stream()
                .filter(scored -> scored.chunk().document().value().equals(document))
                .mapToDouble(ScoredChunk::similarity)
                .max()
                .orElse(0);
    }

    static List<Integer> span(Span span) {
        return List.of(span.start(), span.end());
    }
}
