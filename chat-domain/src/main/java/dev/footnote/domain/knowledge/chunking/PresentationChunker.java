package dev.footnote.domain.knowledge.chunking;

import dev.footnote.domain.knowledge.Position;
import dev.footnote.domain.knowledge.Section;
import dev.footnote.domain.stream.Sink;
import java.util.List;
import java.util.function.ToIntFunction;

/** Slides or pages, a chunk each, with its number. */
final class PresentationChunker implements Chunker {

    private static final int MAX_TOKENS = 1024;

    private final Output out;
    private final StringBuilder text = new StringBuilder();
    private int page = 1;

    PresentationChunker(ToIntFunction<String> tokens, Sink<Piece> out) {
        this.out = new Output(MAX_TOKENS, tokens, out);
    }

    @Override
    public boolean push(Section section) {
        int next = section.position().map(Position::page).orElse(page);
        if (next != page) {
            close();
            page = next;
        }
        text.append(text.isEmpty() ? "" : "\n").append(section.text());
        return out.wanted();
    }

    @Override
    public boolean finish() {
        close();
        return out.wanted();
    }

    private void close() {
        out.push(text.toString(), List.of(new Position(page, 0, 0, 0, 0)));
        text.setLength(0);
    }
}
