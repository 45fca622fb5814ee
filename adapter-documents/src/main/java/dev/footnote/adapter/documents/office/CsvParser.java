package dev.footnote.adapter.documents.office;

import dev.footnote.adapter.documents.text.Budget;
import dev.footnote.adapter.documents.text.FormatParser;
import dev.footnote.adapter.documents.text.Pieces;
import dev.footnote.adapter.documents.text.TextReader;
import dev.footnote.adapter.documents.text.Unreadable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Reads separated values row by row; tab, semicolon or comma, whichever the first line has most of. */
public final class CsvParser implements FormatParser {

    private static final int FIRST_LINE = 10_000;

    @Override
    public boolean parse(Path file, Pieces pieces, Budget budget) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter(file))
                .setIgnoreEmptyLines(true)
                .setLenientEof(true)
                .setTrailingData(true)
                .get();
        try (var rows = format.parse(TextReader.open(file))) {
            for (CSVRecord row : rows) {
                if (!pieces.row(row.toList())) {
                    return false;
                }
            }
            return true;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CSVException wrong) {
                throw Unreadable.damaged("table", wrong);
            }
            throw e.getCause();
        }
    }

    private static char delimiter(Path file) throws IOException {
        var line = new StringBuilder();
        try (var text = TextReader.open(file)) {
            for (int next = text.read(); next >= 0 && next != '\n' && line.length() < FIRST_LINE; next = text.read()) {
                line.append((char) next);
            }
        }
        return Stream.of(',', '\t', ';')
                .max(Comparator.comparingLong(
                        one -> line.chars().filter(c -> c == one).count()))
                .orElse(',');
    }
}
