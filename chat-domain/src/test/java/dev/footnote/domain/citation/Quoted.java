package dev.footnote.domain.citation;

import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.retrieval.ScoredChunk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Chunks to be cited. */
public final class Quoted {

    private Quoted() {}

    public static List<ScoredChunk> chunks(String... contents) {
        var chunks = new ArrayList<ScoredChunk>();
        for (String content : contents) {
            chunks.add(chunk("c" + chunks.size(), content));
        }
        return chunks;
    }

    private static ScoredChunk chunk(String id, String content) {
        var chunk = new Chunk(
                new ChunkId(id),
                new KnowledgeBaseId("kb"),
                new DocumentId("d"),
                "d.txt",
                content,
                List.of(),
                List.of(),
                List.of(),
                1,
                true,
                0,
                Instant.EPOCH);
        return new ScoredChunk(chunk, 0.5, 0.5, 0.5);
    }
}
