package dev.footnote.domain.citation;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Metadata;
import dev.footnote.domain.retrieval.DocumentCount;
import dev.footnote.domain.retrieval.ScoredChunk;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a reply rests on.
 *
 * @param chunks exactly those given to the model, in that order: {@code [ID:n]} is the n-th
 * @param total how many chunks were found; the only thing told if they are withheld
 * @param citations one for each sentence and cited chunk, in the order of the answer
 * @param noted what is noted of the chunks' documents, if that was asked for; without those of which nothing is
 * @param ledger how the sentences fared, also those that were not sent
 */
public record Reference(
        List<ScoredChunk> chunks,
        int total,
        List<Citation> citations,
        Optional<Map<DocumentId, Metadata>> noted,
        Ledger ledger) {

    /** No sources. */
    public static final Reference NONE = new Reference(List.of(), 0, List.of());

    public Reference {
        chunks = List.copyOf(chunks);
        citations = List.copyOf(citations);
        noted = noted.map(Map::copyOf);
        requireNonNull(ledger, "ledger");
    }

    /** A reference without what is noted of its documents, whose sentences nobody counted. */
    public Reference(List<ScoredChunk> chunks, int total, List<Citation> citations) {
        this(chunks, total, citations, Optional.empty(), Ledger.NONE);
    }

    /**
     * The reference of a reply that was asked for without sources, though {@code found} chunks were read, at least 1.
     */
    public static Reference withheld(int found) {
        return new Reference(List.of(), Math.max(1, found), List.of());
    }

    /** This, each source with the hash of its text. */
    public Reference hashed() {
        return new Reference(
                chunks,
                total,
                citations.stream()
                        .map(citation -> new Citation(
                                citation.answer(),
                                citation.source().map(this::hashed),
                                citation.score(),
                                citation.verdict()))
                        .toList(),
                noted,
                ledger);
    }

    private Citation.Source hashed(Citation.Source source) {
        return new Citation.Source(
                source.chunk(),
                source.span(),
                Passage.text(chunks.get(source.chunk()).chunk().content(), source.span())
                        .map(Passage::hash));
    }

    /** What supports sentences, by the place of the citation, from 0; without those that have no hash. */
    public Map<Integer, Passage> passages() {
        var passages = new TreeMap<Integer, Passage>();
        for (int place = 0; place < citations.size(); place++) {
            Citation citation = citations.get(place);
            Optional<Citation.Source> source =
                    citation.verdict() == Verdict.SUPPORTED ? citation.source() : Optional.empty();
            if (source.isPresent() && source.get().chunk() < chunks.size()) {
                Chunk chunk = chunks.get(source.get().chunk()).chunk();
                Span span = source.get().span();
                int at = place;
                source.get()
                        .hash()
                        .ifPresent(hash -> passages.put(at, new Passage(chunk.document(), chunk.id(), span, hash)));
            }
        }
        return passages;
    }

    /** Whether the reply rests on chunks that its reader did not ask to see. */
    public boolean withheld() {
        return chunks.isEmpty() && citations.isEmpty() && total > 0;
    }

    /** The documents of the chunks that support a sentence. */
    public List<DocumentCount> documents() {
        return DocumentCount.of(citations.stream()
                .filter(citation -> citation.verdict() == Verdict.SUPPORTED)
                .flatMap(citation -> citation.source().stream())
                .map(Citation.Source::chunk)
                .distinct()
                .flatMap(n -> n < chunks.size() ? Stream.of(chunks.get(n)) : Stream.empty())
                .toList());
    }
}
