package dev.footnote.domain.knowledge.chunking;

import dev.footnote.domain.knowledge.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rows of sheets as they come; the first row of each sheet names its columns. */
final class SheetRows {

    private static final String ONLY_SHEET = "Data";

    private String sheet = ONLY_SHEET;
    private List<String> header = List.of();

    /** A cell under the name of its column. */
    record Field(String name, String value) {}

    /** Begins another sheet. */
    void begin(Section sheetName) {
        sheet = sheetName.text();
        header = List.of();
    }

    /** The name of the sheet. */
    String sheet() {
        return sheet;
    }

    /** The names of the columns, empty before the first row. */
    List<String> header() {
        return header;
    }

    /** The cells of {@code row} that have a value; none if it is the first row, whose cells are the names. */
    List<Field> fields(Section row) {
        if (header.isEmpty()) {
            header = row.cells();
            return List.of();
        }
        var fields = new ArrayList<Field>();
        for (int column = 0; column < row.cells().size(); column++) {
            String value = row.cells().get(column);
            if (!value.isEmpty()) {
                String name = column < header.size() ? header.get(column) : "";
                fields.add(new Field(name.isEmpty() ? "Column_" + (column + 1) : name, value));
            }
        }
        return fields;
    }

    /** What is said of the sheet behind each of its rows; nothing of one that nobody has named. */
    String suffix() {
        return sheet.toLowerCase(Locale.ROOT).contains("sheet") ? "" : " ——" + sheet;
    }
}
