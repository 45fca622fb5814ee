package dev.footnote.adapter.documents.office;

import dev.footnote.adapter.documents.markup.EpubParser;
import dev.footnote.adapter.documents.text.Budget;
import dev.footnote.adapter.documents.text.Embedded;
import dev.footnote.adapter.documents.text.FormatDetector;
import dev.footnote.adapter.documents.text.FormatParser;
import dev.footnote.adapter.documents.text.Pieces;
import dev.footnote.adapter.documents.text.Unreadable;
import dev.footnote.ports.document.UnreadableDocumentException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.openxml4j.util.ZipSecureFile;

/**
 * Reads documents that are ZIP files: Word, Excel, PowerPoint, EPUB. Which of them a file is, its entries tell.
 *
 * <p>Before a parser sees the file, all entries have been unpacked once, into nothing, and counted. No entry is ever
 * written under its own name.
 */
public final class ZipParser implements FormatParser {

    private static final Pattern EMBEDDED = Pattern.compile("/(word|xl|ppt)/embeddings/.+");
    private static final Map<String, PackageParser> BY_MAIN_ENTRY = Map.of(
            "word/document.xml", new WordParser(),
            "xl/workbook.xml", new ExcelParser(),
            "ppt/presentation.xml", new SlidesParser());

    private final Embedded embedded;

    public ZipParser(Embedded embedded) {
        this.embedded = embedded;
        ZipSecureFile.setMinInflateRatio(0); // what it unpacks to has been counted before
    }

    @Override
    public boolean parse(Path file, Pieces pieces, Budget budget) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            if (zip.getEntry("META-INF/container.xml") != null) {
                measure(zip, budget);
                return EpubParser.parse(zip, pieces);
            }
            for (var kind : BY_MAIN_ENTRY.entrySet()) {
                if (zip.getEntry(kind.getKey()) != null) {
                    measure(zip, budget);
                    return parse(file, kind.getValue(), pieces, budget);
                }
            }
        } catch (UnreadableDocumentException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // broken files make the libraries fail in many ways
            throw Unreadable.damaged("file", e);
        }
        throw Unreadable.because(FormatDetector.NONE_OF_OURS.formatted("application/zip"));
    }

    private static void measure(ZipFile zip, Budget budget) throws IOException {
        var entries = zip.entries();
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            budget.entry();
            try (var in = budget.counted(zip.getInputStream(entry))) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    private boolean parse(Path file, PackageParser parser, Pieces pieces, Budget budget) throws IOException {
        try (var open = OPCPackage.open(file.toFile(), PackageAccess.READ)) {
            List<PackagePart> inside = open.getPartsByName(EMBEDDED);
            if (!parser.parse(open, pieces)) {
                return false;
            }
            for (PackagePart part : inside) {
                try (var bytes = part.getInputStream()) {
                    if (!embedded.parse(part.getPartName().getName(), bytes, pieces, budget)) {
                        return false;
                    }
                }
            }
            return true;
        } catch (InvalidFormatException e) {
            throw Unreadable.damaged("file", e);
        }
    }
}
