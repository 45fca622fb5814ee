package dev.footnote.domain.knowledge.chunking;

import dev.footnote.domain.stream.Sink;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Cuts each piece once more, behind delimiters, which stay; the whole goes along as the parent of its parts. */
final class ChildPieces implements Sink<Chunker.Piece> {

    private final Delimiters delimiters;
    private final ToIntFunction<String> tokens;
    private final Sink<Chunker.Piece> out;

    ChildPieces(String delimiter, ToIntFunction<String> tokens, Sink<Chunker.Piece> out) {
        this.delimiters = Delimiters.of(delimiter);
        this.tokens = tokens;
        this.out = out;
    }

    @Override
    public boolean push(Chunker.Piece whole) {
        List<String> parts = delimiters.allPieces(whole.content()).stream()
                .filter(part -> !part.isBlank())
                .toList();
        if (parts.size() < 2) {
            return out.push(whole);
        }
        for (String part : parts) {
            var child = new Chunker.Piece(
                    part, whole.positions(), tokens.applyAsInt(part), whole.keywords(), Optional.of(whole.content()));
            if (!out.push(child)) {
                return false;
            }
        }
        return true;
    }
}
