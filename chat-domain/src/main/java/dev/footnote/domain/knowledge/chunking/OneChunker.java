package dev.footnote.domain.knowledge.chunking;

import dev.footnote.domain.knowledge.Section;
import dev.footnote.domain.stream.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The whole document as one chunk; only beyond a million characters, of which no model reads the half, another begins.
 */
final class OneChunker implements Chunker {

    private static final int MAX_LENGTH = 1_000_000;

    private final ToIntFunction<String> tokens;
    private final Sink<Piece> out;
    private final StringBuilder text = new StringBuilder();
    private final SheetRows rows = new SheetRows();
    private final List<List<String>> sheet = new ArrayList<>();
    private boolean wanted = true;

    OneChunker(ToIntFunction<String> tokens, Sink<Piece> out) {
        this.tokens = tokens;
        this.out = out;
    }

    @Override
    public boolean push(Section section) {
        switch (section.kind()) {
            case SHEET -> {
                endSheet();
                rows.begin(section);
            }
            case ROW -> sheet.add(section.cells());
            case PLAIN, BLOCK, TABLE, HEADING -> add(section.text().strip());
        }
        return wanted;
    }

    @Override
    public boolean finish() {
        endSheet();
        close();
        return wanted;
    }

    private void endSheet() {
        if (!sheet.isEmpty()) {
            add(HtmlTable.of(rows.sheet(), sheet));
            sheet.clear();
        }
    }

    private void add(String more) {
        if (text.length() + more.length() > MAX_LENGTH) {
            close();
        }
        text.append(text.isEmpty() ? "" : "\n").append(more);
    }

    private void close() {
        String content = text.toString();
        text.setLength(0);
        if (wanted && !content.isBlank()) {
            wanted = out.push(new Piece(content, List.of(), tokens.applyAsInt(content)));
        }
    }
}
