package dev.footnote.domain.knowledge.chunking;

import dev.footnote.domain.knowledge.Position;
import dev.footnote.domain.knowledge.Section;
import dev.footnote.domain.knowledge.Tags;
import dev.footnote.domain.stream.Sink;
import java.util.List;
import java.util.function.ToIntFunction;

/** Where pieces go: leaves out blank ones, cuts those that are too long, remembers whether more is wanted. */
final class Output {

    private final Sink<Chunker.Piece> out;
    private final ToIntFunction<String> tokens;
    private final TokenLimit limit;
    private boolean wanted = true;

    /** @param maxTokens a text of more than twice as many is cut */
    Output(int maxTokens, ToIntFunction<String> tokens, Sink<Chunker.Piece> out) {
        this.out = out;
        this.tokens = tokens;
        this.limit = new TokenLimit(maxTokens, tokens);
    }

    boolean wanted() {
        return wanted;
    }

    void push(String content, List<Position> positions) {
        push(content, positions, List.of());
    }

    void push(String content, List<Position> positions, List<String> keywords) {
        push(content, positions, keywords, Tags.NONE);
    }

    void push(String content, List<Position> positions, List<String> keywords, Tags tags) {
        for (String part : limit.parts(content)) {
            if (wanted && !part.isBlank()) {
                wanted = out.push(new Chunker.Piece(part, positions, tokens.applyAsInt(part), keywords, tags));
            }
        }
    }

    static List<Position> where(Section section) {
        return section.position().map(List::of).orElse(List.of());
    }
}
