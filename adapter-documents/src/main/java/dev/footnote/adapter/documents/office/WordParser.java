package dev.footnote.adapter.documents.office;

import static dev.footnote.domain.knowledge.Section.Kind.BLOCK;
import static dev.footnote.domain.knowledge.Section.Kind.TABLE;
import static java.util.stream.Collectors.joining;

import dev.footnote.adapter.documents.text.Pieces;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.xwpf.usermodel.IBodyElement;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFSDT;
import org.apache.poi.xwpf.usermodel.XWPFTable;

/** Reads Word documents (.docx) paragraph by paragraph, with their headings and tables. */
final class WordParser implements PackageParser {

    private static final Pattern HEADING = Pattern.compile("heading ?([1-9])");

    @Override
    public boolean parse(OPCPackage file, Pieces pieces) throws IOException {
        var document = new XWPFDocument(file); // closing it would close the file, which is still needed
        for (IBodyElement element : document.getBodyElements()) {
            if (!push(document, element, pieces)) {
                return false;
            }
        }
        return true;
    }

    private static boolean push(XWPFDocument document, IBodyElement element, Pieces pieces) {
        return switch (element) {
            case XWPFParagraph paragraph -> {
                String text = paragraph.getText().strip();
                OptionalInt level = level(document, paragraph);
                yield level.isPresent()
                        ? pieces.heading(level.getAsInt(), text, Optional.empty())
                        : pieces.push(BLOCK, text);
            }
            case XWPFTable table -> pieces.push(TABLE, rows(table));
            case XWPFSDT control ->
                pieces.push(BLOCK, control.getContent().getText().strip());
            default -> true;
        };
    }

    private static OptionalInt level(XWPFDocument document, XWPFParagraph paragraph) {
        String id = paragraph.getStyleID();
        if (id == null) {
            return OptionalInt.empty();
        }
        var style = document.getStyles() == null ? null : document.getStyles().getStyle(id);
        String name = (style == null || style.getName() == null ? id : style.getName()).toLowerCase(Locale.ROOT);
        Matcher heading = HEADING.matcher(name);
        if (heading.matches()) {
            return OptionalInt.of(Integer.parseInt(heading.group(1)));
        }
        return name.equals("title") ? OptionalInt.of(1) : OptionalInt.empty();
    }

    private static String rows(XWPFTable table) {
        return table.getRows().stream()
                .map(row -> row.getTableCells().stream()
                        .map(cell -> cell.getTextRecursively().strip())
                        .collect(joining(" | ")))
                .collect(joining("\n"));
    }
}
