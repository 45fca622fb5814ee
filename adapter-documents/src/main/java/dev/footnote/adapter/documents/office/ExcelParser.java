package dev.footnote.adapter.documents.office;

import static dev.footnote.domain.knowledge.Section.Kind.SHEET;

import dev.footnote.adapter.documents.text.Pieces;
import dev.footnote.adapter.documents.text.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.ReadOnlySharedStringsTable;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads Excel workbooks (.xlsx) row by row as they come; cells look as Excel shows them. */
final class ExcelParser implements PackageParser {

    @Override
    public boolean parse(OPCPackage file, Pieces pieces) throws IOException {
        try {
            var reader = new XSSFReader(file);
            var strings = new ReadOnlySharedStringsTable(file, false);
            var styles = reader.getStylesTable();
            var sheets = (XSSFReader.SheetIterator) reader.getSheetsData();
            while (sheets.hasNext()) {
                try (InputStream sheet = sheets.next()) {
                    var rows = new Rows(pieces);
                    var handler =
                            new XSSFSheetXMLHandler(styles, null, strings, rows, new DataFormatter(Locale.ROOT), false);
                    var parser = XMLHelper.newXMLReader();
                    parser.setContentHandler(handler);
                    rows.begin(sheets.getSheetName());
                    parser.parse(new InputSource(sheet));
                }
            }
            return true;
        } catch (NoMoreWanted enough) {
            return false;
        } catch (OpenXML4JException | SAXException | ParserConfigurationException e) {
            throw Unreadable.damaged("workbook", e);
        }
    }

    /** The only way to stop the reading of a sheet. */
    private static final class NoMoreWanted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoMoreWanted() {
            super("no more was wanted", null, false, false);
        }
    }

    private static final class Rows implements XSSFSheetXMLHandler.SheetContentsHandler {

        private final Pieces pieces;
        private final List<String> cells = new ArrayList<>();

        Rows(Pieces pieces) {
            this.pieces = pieces;
        }

        void begin(String sheet) {
            goOn(pieces.push(SHEET, sheet));
        }

        @Override
        public void startRow(int number) {
            cells.clear();
        }

        @Override
        public void cell(String reference, String value, XSSFComment comment) {
            int column = reference == null ? cells.size() : new CellReference(reference).getCol();
            while (cells.size() < column) {
                cells.add("");
            }
            cells.add(value == null ? "" : value);
        }

        @Override
        public void endRow(int number) {
            goOn(pieces.row(cells));
        }

        private static void goOn(boolean wanted) {
            if (!wanted) {
                throw new NoMoreWanted();
            }
        }
    }
}
