package dev.footnote.adapter.documents.office;

import static dev.footnote.domain.knowledge.Section.Kind.BLOCK;
import static dev.footnote.domain.knowledge.Section.Kind.SHEET;

import dev.footnote.adapter.documents.text.Budget;
import dev.footnote.adapter.documents.text.FormatDetector;
import dev.footnote.adapter.documents.text.FormatParser;
import dev.footnote.adapter.documents.text.Pieces;
import dev.footnote.adapter.documents.text.Unreadable;
import dev.footnote.ports.document.UnreadableDocumentException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.hwpf.extractor.WordExtractor;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;

/** Reads what the older office programs wrote (.doc, .xls, .ppt). Newer files in this container are encrypted. */
public final class OleParser implements FormatParser {

    @Override
    public boolean parse(Path file, Pieces pieces, Budget budget) throws IOException {
        try (var container = new POIFSFileSystem(file.toFile(), true)) {
            return parse(container.getRoot(), pieces);
        } catch (UnreadableDocumentException e) {
            throw e;
        } catch (EncryptedDocumentException e) {
            throw Unreadable.encrypted("file", e);
        } catch (IOException | RuntimeException e) { // broken files make the library fail in many ways
            throw Unreadable.damaged("file", e);
        }
    }

    private static boolean parse(DirectoryNode root, Pieces pieces) throws IOException {
        if (root.hasEntry("EncryptedPackage")) {
            throw Unreadable.because("This file is encrypted and opens only with a password.");
        }
        if (root.hasEntry("WordDocument")) {
            return word(root, pieces);
        }
        if (root.hasEntry("Workbook") || root.hasEntry("Book")) {
            return excel(root, pieces);
        }
        if (root.hasEntry("PowerPoint Document")) {
            try (var show = new HSLFSlideShow(root)) {
                return Slides.push(show, pieces);
            }
        }
        throw Unreadable.because(FormatDetector.NONE_OF_OURS.formatted("application/x-ole-storage"));
    }

    private static boolean word(DirectoryNode root, Pieces pieces) throws IOException {
        try (var extractor = new WordExtractor(root)) {
            for (String paragraph : extractor.getParagraphText()) {
                if (!pieces.push(BLOCK, WordExtractor.stripFields(paragraph).strip())) {
                    return false;
                }
            }
            return true;
        }
    }

    private static boolean excel(DirectoryNode root, Pieces pieces) throws IOException {
        var format = new DataFormatter(Locale.ROOT);
        try (var workbook = new HSSFWorkbook(root, false)) {
            for (Sheet sheet : workbook) {
                if (!pieces.push(SHEET, sheet.getSheetName()) || !rows(sheet, format, pieces)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static boolean rows(Sheet sheet, DataFormatter format, Pieces pieces) {
        for (Row row : sheet) {
            List<String> cells = new ArrayList<>(IntStream.range(0, Math.max(0, row.getLastCellNum()))
                    .mapToObj(column -> format.formatCellValue(row.getCell(column)))
                    .toList());
            if (!pieces.row(cells)) {
                return false;
            }
        }
        return true;
    }
}
