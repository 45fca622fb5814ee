package dev.footnote.domain.knowledge.chunking;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.Position;
import dev.footnote.domain.knowledge.Section;
import dev.footnote.domain.stream.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Joins the sections of a document to chunks of about the same size, as they come.
 *
 * <p>A chunk of running text begins with a line break. Plain sections are cut behind their delimiters, which stay in
 * the text; blocks stay whole; a table is a chunk of its own, sent before the text that was begun. No chunk has more
 * than twice the tokens asked for, the overlap apart: what is longer is cut at white space, or anywhere if there is
 * none. A row of a sheet is a line that names its columns. A chunk never waits for more than the sections in it.
 */
final class GeneralChunker implements Chunker {

    private static final int ALL = 100;
    private static final int TABLE_ROWS = 12;

    private final Chunking.General settings;
    private final Delimiters delimiters;
    private final ToIntFunction<String> tokens;
    private final TokenLimit limit;
    private final SheetRows rows = new SheetRows();
    private final List<List<String>> sheet = new ArrayList<>();
    private final Sink<Piece> out;
    private final StringBuilder chunk = new StringBuilder();
    private final List<Position> positions = new ArrayList<>();
    private String overlap = "";
    private int count;
    private boolean wanted = true;

    /** @param tokens counts the tokens of a text */
    GeneralChunker(Chunking.General settings, ToIntFunction<String> tokens, Sink<Piece> out) {
        this.settings = requireNonNull(settings, "settings");
        this.tokens = requireNonNull(tokens, "tokens");
        this.out = requireNonNull(out, "out");
        this.limit = new TokenLimit(settings.maxTokens(), tokens);
        this.delimiters = Delimiters.of(settings.delimiter());
    }

    @Override
    public boolean push(Section section) {
        switch (section.kind()) {
            case TABLE -> table(section);
            case PLAIN -> text(section, true);
            case BLOCK, HEADING -> text(section, false);
            case SHEET -> {
                endTable();
                rows.begin(section);
            }
            case ROW -> row(section);
        }
        return wanted;
    }

    @Override
    public boolean finish() {
        endTable();
        close();
        return wanted;
    }

    private void table(Section section) {
        List<Position> where = section.position().map(List::of).orElse(List.of());
        for (String part : limit.parts(section.text())) {
            emit(part, where);
        }
    }

    /** A row is a line that names its columns, or part of a table. */
    private void row(Section section) {
        List<SheetRows.Field> fields = rows.fields(section);
        if (settings.sheetsAsTables()) {
            sheet.add(section.cells());
            if (sheet.size() > TABLE_ROWS) {
                endTable();
            }
        } else if (!fields.isEmpty()) {
            String line = fields.stream()
                    .map(field -> field.name() + "：" + field.value())
                    .collect(Collectors.joining("; "));
            text(new Section(Section.Kind.BLOCK, line + rows.suffix(), section.position()), false);
        }
    }

    /** Sends the rows that have gathered under the header of their sheet. */
    private void endTable() {
        if (sheet.size() > 1) {
            emit(HtmlTable.of(rows.sheet(), sheet), List.of());
        }
        sheet.clear();
        if (!rows.header().isEmpty()) {
            sheet.add(rows.header());
        }
    }

    private void text(Section section, boolean plain) {
        if (delimiters.forced().isEmpty()) {
            join(section, section.text(), plain);
            return;
        }
        for (String piece : delimiters.forcedPieces(section.text())) {
            close();
            overlap = "";
            join(section, piece, plain);
            close();
            overlap = "";
        }
    }

    /** Adds a text that begins on a new line to the chunk, as far as it fits, and what is left to new ones. */
    private void join(Section section, String text, boolean plain) {
        boolean first = true;
        for (String piece : plain ? delimiters.pieces(text) : List.of(text)) {
            for (String part : limit.parts(piece)) {
                add(first ? "\n" : "", part, section);
                first = false;
            }
        }
    }

    private void add(String lineBreak, String part, Section section) {
        int more = tokens.applyAsInt(lineBreak + part);
        boolean full = count > settings.maxTokens() * (ALL - settings.overlapPercent()) / ALL;
        boolean tooMuch = count > 0 && count + more > TokenLimit.TOLERANCE * settings.maxTokens();
        if (full || tooMuch) {
            close();
        }
        String opening = chunk.isEmpty() && overlap.isEmpty() ? "\n" : lineBreak;
        if (chunk.isEmpty()) {
            chunk.append(overlap);
        }
        chunk.append(opening).append(part);
        count += tokens.applyAsInt(opening + part);
        section.position()
                .filter(position -> positions.isEmpty() || !positions.getLast().equals(position))
                .ifPresent(positions::add);
    }

    private void close() {
        String content = chunk.toString();
        if (!content.isEmpty()) {
            emit(content, positions);
            overlap = content.substring(overlapStart(content));
        }
        chunk.setLength(0);
        positions.clear();
        count = 0;
    }

    private int overlapStart(String content) {
        int start = content.length() * (ALL - settings.overlapPercent()) / ALL;
        boolean insidePair = start > 0 && start < content.length() && Character.isLowSurrogate(content.charAt(start));
        return insidePair ? start - 1 : start;
    }

    private void emit(String content, List<Position> where) {
        if (wanted && !content.isBlank()) {
            wanted = out.push(new Piece(content, where, tokens.applyAsInt(content)));
        }
    }
}
