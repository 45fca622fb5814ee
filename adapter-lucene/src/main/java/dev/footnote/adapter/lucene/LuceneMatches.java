package dev.footnote.adapter.lucene;

import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.retrieval.Candidate;
import dev.footnote.domain.retrieval.ChunkQuery;
import dev.footnote.domain.retrieval.Match;
import dev.footnote.ports.index.IndexException;
import dev.footnote.ports.index.Matches;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.util.IOUtils;

/** What a search met, over readers that stay open until it is closed. */
final class LuceneMatches implements Matches {

    private final List<IndexReader> readers;
    private final MultiReader all;
    private final List<Match> matches;
    private final Map<ChunkId, Integer> places = new HashMap<>();
    private boolean closed;

    private LuceneMatches(List<IndexReader> readers, MultiReader all, Map<Integer, Match> found) {
        this.readers = readers;
        this.all = all;
        this.matches = List.copyOf(found.values());
        found.forEach((doc, match) -> places.put(match.chunk(), doc));
    }

    /** Searches {@code readers} as one; takes them over, whatever happens. */
    static LuceneMatches of(List<IndexReader> readers, ChunkQuery query, ChunkAnalyzer analyzer, ShownChunks shown)
            throws IOException {
        MultiReader all = null;
        try {
            all = shown.in(readers);
            return new LuceneMatches(readers, all, new ChunkSearch(all, analyzer).find(query));
        } catch (IOException | RuntimeException failure) {
            IOUtils.closeWhileHandlingException(all);
            release(readers);
            throw failure;
        }
    }

    static void release(List<IndexReader> readers) throws IOException {
        for (IndexReader reader : readers) {
            reader.decRef();
        }
    }

    @Override
    public List<Match> all() {
        return matches;
    }

    @Override
    public List<Candidate> load(List<Match> some) {
        try {
            StoredFields stored = all.storedFields();
            List<Candidate> candidates = new ArrayList<>();
            for (Match match : some) {
                Integer doc = places.get(match.chunk());
                if (doc == null) {
                    throw new IllegalArgumentException(
                            "not met: " + match.chunk().value());
                }
                candidates.add(new Candidate(match, ChunkFields.toChunk(stored.document(doc), true)));
            }
            return candidates;
        } catch (IOException failure) {
            throw new IndexException("cannot read the index: " + failure.getMessage(), failure);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            try {
                all.close(); // it holds the segments
                release(readers);
            } catch (IOException failure) {
                throw new IndexException("cannot close the index: " + failure.getMessage(), failure);
            }
        }
    }
}
