package dev.footnote.domain.knowledge.chunking;

import dev.footnote.domain.knowledge.Section;
import dev.footnote.domain.knowledge.Tags;
import dev.footnote.domain.stream.Sink;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * Texts with their tags, a chunk each: two cells or fields, the second with the tags, separated by commas. What has no
 * tags goes before the next text that has. Tags that are too long are cut, those that are too many left out.
 */
final class TagChunker implements Chunker {

    private static final int MAX_TOKENS = 1024;

    private final Output out;
    private final Lines lines = new Lines(this::line);
    private final StringBuilder text = new StringBuilder();

    TagChunker(ToIntFunction<String> tokens, Sink<Piece> out) {
        this.out = new Output(MAX_TOKENS, tokens, out);
    }

    @Override
    public boolean push(Section section) {
        switch (section.kind()) {
            case SHEET -> text.setLength(0);
            case ROW ->
                row(section.cells().stream().filter(cell -> !cell.isEmpty()).toList());
            case PLAIN -> lines.push(section.text());
            case BLOCK, TABLE, HEADING -> row(List.of(section.text()));
        }
        return out.wanted();
    }

    @Override
    public boolean finish() {
        lines.finish();
        return out.wanted();
    }

    private void line(String line) {
        int tab = line.indexOf('\t');
        int comma = line.lastIndexOf(',');
        int cut = tab >= 0 ? tab : comma;
        row(cut < 0 ? List.of(line) : List.of(line.substring(0, cut), line.substring(cut + 1)));
    }

    private void row(List<String> cells) {
        if (cells.isEmpty()) {
            return;
        }
        text.append(text.isEmpty() ? "" : "\n").append(cells.getFirst().strip());
        if (cells.size() > 1) {
            List<String> tags = Stream.of(cells.get(1).split("[,，]"))
                    .map(tag -> tag.strip().replace('.', '_'))
                    .filter(tag -> !tag.isEmpty())
                    .map(tag -> tag.substring(0, Math.min(tag.length(), Tags.MAX_LENGTH)))
                    .distinct()
                    .limit(Tags.MOST)
                    .toList();
            out.push(text.toString(), List.of(), List.of(), Tags.named(tags));
            text.setLength(0);
        }
    }
}
