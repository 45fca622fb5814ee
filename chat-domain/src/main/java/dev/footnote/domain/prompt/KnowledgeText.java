package dev.footnote.domain.prompt;

import dev.footnote.domain.citation.CitationMarkers;
import dev.footnote.domain.retrieval.ScoredChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * What was found, as the text block that a model reads. A chunk's own text cannot pose as a marker, a block's head or a
 * turn of the conversation.
 */
public final class KnowledgeText {

    private static final String SEPARATOR = "\n\n------\n\n";

    private KnowledgeText() {}

    /** As many of {@code chunks}, from the first on, as fit into {@code maxTokens}; at least the first. */
    public static List<ScoredChunk> fitting(List<ScoredChunk> chunks, int maxTokens, ToIntFunction<String> tokens) {
        var fitting = new ArrayList<ScoredChunk>();
        int sum = 0;
        for (ScoredChunk chunk : chunks) {
            sum += tokens.applyAsInt(chunk.chunk().content());
            if (sum > maxTokens && !fitting.isEmpty()) {
                break;
            }
            fitting.add(chunk);
        }
        return List.copyOf(fitting);
    }

    /** The block; each chunk with its number, from 0. */
    public static String of(List<ScoredChunk> chunks) {
        var blocks = new ArrayList<String>();
        for (int i = 0; i < chunks.size(); i++) {
            var chunk = chunks.get(i).chunk();
            blocks.add("\nID: %d\n├── Title: %s\n└── Content:\n%s"
                    .formatted(i, harmless(chunk.documentName()), harmless(chunk.content())));
        }
        return "\n------\n" + String.join(SEPARATOR, blocks);
    }

    /** {@code text} without what could be taken for structure: markers, chat templates, rules. */
    public static String harmless(String text) {
        return CitationMarkers.disarmed(text)
                .replace("<|", "< |")
                .replace("|>", "| >")
                .replace("[INST]", "[ INST ]")
                .replace("[/INST]", "[ /INST ]")
                .replace("------", "- - -")
                .replace("├──", "|--")
                .replace("└──", "`--");
    }
}
