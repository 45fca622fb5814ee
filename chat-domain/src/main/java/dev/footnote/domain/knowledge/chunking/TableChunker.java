package dev.footnote.domain.knowledge.chunking;

import dev.footnote.domain.knowledge.Section;
import dev.footnote.domain.stream.Sink;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows, a chunk each, with a line for each cell under the name of its column. Lines of text are rows cut at tabs. */
final class TableChunker implements Chunker {

    private static final int MAX_TOKENS = 1024;
    private static final Set<String> NUMBERS_OF_ROWS = Set.of("id", "_id", "index", "idx");

    private final Output out;
    private final SheetRows rows = new SheetRows();
    private final Lines lines = new Lines(this::line);

    TableChunker(ToIntFunction<String> tokens, Sink<Piece> out) {
        this.out = new Output(MAX_TOKENS, tokens, out);
    }

    @Override
    public boolean push(Section section) {
        switch (section.kind()) {
            case SHEET -> rows.begin(section);
            case ROW -> row(section);
            case PLAIN -> lines.push(section.text());
            case BLOCK, TABLE, HEADING -> out.push(section.text(), Output.where(section));
        }
        return out.wanted();
    }

    @Override
    public boolean finish() {
        lines.finish();
        return out.wanted();
    }

    private void line(String line) {
        List<String> cells = Stream.of(line.split("\t", -1)).map(String::strip).toList();
        boolean fits = rows.header().isEmpty() || cells.size() == rows.header().size();
        if (fits && !line.isBlank()) {
            row(new Section(Section.Kind.ROW, line, Optional.empty(), 0, cells));
        }
    }

    private void row(Section row) {
        String text = rows.fields(row).stream()
                .filter(field -> !NUMBERS_OF_ROWS.contains(field.name().toLowerCase(Locale.ROOT)))
                .map(field -> "- %s: %s".formatted(field.name(), field.value()))
                .collect(Collectors.joining("\n"));
        out.push(text, List.of());
    }
}
