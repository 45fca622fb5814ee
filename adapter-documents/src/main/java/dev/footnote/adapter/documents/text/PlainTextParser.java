package dev.footnote.adapter.documents.text;

import static dev.footnote.domain.knowledge.Section.Kind.PLAIN;

import java.io.IOException;
import java.nio.file.Path;

/** Reads text without structure, in pieces that end at the end of a line unless one line is longer than a piece. */
public final class PlainTextParser implements FormatParser {

    @Override
    public boolean parse(Path file, Pieces pieces, Budget budget) throws IOException {
        var held = new StringBuilder();
        try (var text = TextReader.open(file)) {
            for (int next = text.read(); next >= 0; next = text.read()) {
                held.append((char) next);
                if (held.length() > Pieces.MAX_LENGTH) {
                    int end = Pieces.cut(held, 0);
                    if (!pieces.push(PLAIN, held.substring(0, end))) {
                        return false;
                    }
                    held.delete(0, end);
                }
            }
        }
        return pieces.push(PLAIN, held.toString());
    }
}
