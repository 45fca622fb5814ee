package dev.footnote.domain.knowledge.chunking;

import java.util.List;

/** The smaller chunks by which a chunk is found. */
public final class Children {

    private Children() {}

    /**
     * The texts of the chunks that {@code content} is cut into behind each of {@code delimiters}, in order; none if it
     * is not cut. Texts without a letter or digit are left out.
     *
     * @param delimiters as {@link dev.footnote.domain.knowledge.Chunking.General#children} has them
     */
    public static List<String> of(String content, String delimiters) {
        List<String> texts = Delimiters.of(delimiters).allPieces(content).stream()
                .map(String::strip)
                .filter(text -> text.codePoints().anyMatch(Character::isLetterOrDigit))
                .toList();
        return texts.size() > 1 ? texts : List.of();
    }
}
