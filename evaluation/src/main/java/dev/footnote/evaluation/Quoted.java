package dev.footnote.evaluation;

import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.retrieval.ScoredChunk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Texts as chunks that were given to a model. */
final class Quoted {

    private Quoted() {}

    /** A chunk without a vector for each text, in their order. */
    static List<ScoredChunk> of(List<String> texts) {
        var quoted = new ArrayList<ScoredChunk>();
        for (String text : texts) {
            var chunk = new Chunk(
                    new ChunkId("c" + quoted.size()),
                    new KnowledgeBaseId("kb"),
                    new DocumentId("d"),
                    "d.txt",
                    text,
                    List.of(),
                    List.of(),
                    List.of(),
                    1,
                    true,
                    quoted.size(),
                    Instant.EPOCH);
            quoted.add(new ScoredChunk(chunk, 0.5, 0.5, 0.5));
        }
        return quoted;
    }
}
