package dev.footnote.adapter.lucene;

import static dev.footnote.adapter.lucene.LuceneChunkIndex.attempt;

import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.ports.index.ChunkIndex.Rebuild;
import java.util.List;
import java.util.Set;

/** An index that is built beside that of {@code folder}. */
record IndexBuilding(IndexFolder folder, ChunkAnalyzer analyzer) implements Rebuild {

    @Override
    public List<IndexedChunk> load(Set<ChunkId> chunks) {
        return attempt("rebuild", () -> folder.useBeside(fresh -> fresh.published(chunks)));
    }

    @Override
    public void add(List<IndexedChunk> chunks) {
        attempt("rebuild", () -> folder.useBeside(fresh -> fresh.write(chunks, false, analyzer)));
    }

    @Override
    public void finish() {
        attempt("rebuild", () -> {
            folder.finishBeside();
            return folder;
        });
    }

    @Override
    public void close() {
        attempt("rebuild", () -> {
            folder.giveUpBeside();
            return folder;
        });
    }
}
