package dev.footnote.adapter.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.Rectangle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.PackagingURIHelper;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xslf.usermodel.SlideLayout;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;

/** Writes files of office programs. */
final class SampleOffice {

    private static final int END_OF_DIRECTORY = 22;
    private static final int ENTRIES = 8;
    private static final int DIRECTORY_SIZE = 12;
    private static final int DIRECTORY_OFFSET = 16;
    private static final int DIRECTORY_RECORD = 46;

    private SampleOffice() {}

    /** A Word document: a heading, paragraphs, a table. */
    static byte[] word(String heading, List<String> paragraphs, List<List<String>> table) {
        return word(heading, paragraphs, table, new byte[0]);
    }

    /** A Word document with another one in it. */
    static byte[] embedding(String heading, List<String> paragraphs, byte[] inner) {
        return word(heading, paragraphs, List.of(), inner);
    }

    private static byte[] word(String heading, List<String> paragraphs, List<List<String>> table, byte[] inner) {
        try (var document = new XWPFDocument();
                var out = new ByteArrayOutputStream()) {
            var title = document.createParagraph();
            title.setStyle("Heading1");
            title.createRun().setText(heading);
            paragraphs.forEach(text -> document.createParagraph().createRun().setText(text));
            if (!table.isEmpty()) {
                var rows = document.createTable(table.size(), table.getFirst().size());
                for (int row = 0; row < table.size(); row++) {
                    for (int column = 0; column < table.get(row).size(); column++) {
                        rows.getRow(row).getCell(column).setText(table.get(row).get(column));
                    }
                }
            }
            if (inner.length > 0) {
                var name = PackagingURIHelper.createPartName("/word/embeddings/inner.docx");
                try (var part = document.getPackage()
                        .createPart(name, "application/x-docx")
                        .getOutputStream()) {
                    part.write(inner);
                }
            }
            document.write(out);
            return out.toByteArray();
        } catch (IOException | InvalidFormatException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An Excel workbook with these sheets; texts that are numbers are written as such. */
    static byte[] excel(Map<String, List<List<String>>> sheets) {
        return workbook(new XSSFWorkbook(), sheets);
    }

    /** As the other, in the form of older programs. */
    static byte[] oldExcel(Map<String, List<List<String>>> sheets) {
        return workbook(new HSSFWorkbook(), sheets);
    }

    private static byte[] workbook(Workbook workbook, Map<String, List<List<String>>> sheets) {
        try (workbook;
                var out = new ByteArrayOutputStream()) {
            sheets.forEach((name, rows) -> {
                var sheet = workbook.createSheet(name);
                for (int number = 0; number < rows.size(); number++) {
                    var row = sheet.createRow(number);
                    for (int column = 0; column < rows.get(number).size(); column++) {
                        String value = rows.get(number).get(column);
                        if (value.matches("[0-9]+")) {
                            row.createCell(column).setCellValue(Integer.parseInt(value));
                        } else if (!value.isEmpty()) {
                            row.createCell(column).setCellValue(value);
                        }
                    }
                }
            });
            workbook.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A presentation: a slide for each title, with a text below it. */
    static byte[] slides(Map<String, String> slides) {
        try (var show = new XMLSlideShow();
                var out = new ByteArrayOutputStream()) {
            var layout = show.getSlideMasters().getFirst().getLayout(SlideLayout.TITLE_ONLY);
            slides.forEach((title, text) -> {
                var slide = show.createSlide(layout);
                slide.getPlaceholder(0).setText(title);
                var box = slide.createTextBox();
                box.setAnchor(new Rectangle(50, 300, 300, 50));
                box.setText(text);
            });
            show.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code zip} whose directory names the entry {@code name} so many times more, under names of the same length. */
    static byte[] overlapped(byte[] zip, String name, int times) {
        ByteBuffer in = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int end = zip.length - END_OF_DIRECTORY;
        int directory = in.getInt(end + DIRECTORY_OFFSET);
        String latin = new String(zip, StandardCharsets.ISO_8859_1);
        int record = latin.indexOf(name, directory) - DIRECTORY_RECORD;
        byte[] repeated = Arrays.copyOfRange(zip, record, record + DIRECTORY_RECORD + name.length());
        ByteBuffer out = ByteBuffer.allocate(zip.length + times * repeated.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(zip, 0, end);
        for (int i = 0; i < times; i++) {
            repeated[repeated.length - 1] = (byte) ('A' + i);
            out.put(repeated);
        }
        int moved = out.position();
        out.put(zip, end, END_OF_DIRECTORY);
        short entries = (short) (in.getShort(end + ENTRIES) + times);
        out.putShort(moved + ENTRIES, entries).putShort(moved + ENTRIES + Short.BYTES, entries);
        out.putInt(moved + DIRECTORY_SIZE, moved - directory);
        return out.array();
    }

    /** {@code file} so that it opens only with a password. */
    static byte[] encrypted(byte[] file) {
        try (var container = new POIFSFileSystem();
                var out = new ByteArrayOutputStream()) {
            var encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            encryptor.confirmPassword("secret");
            try (var encrypted = encryptor.getDataStream(container)) {
                encrypted.write(file);
            }
            container.writeFilesystem(out);
            return out.toByteArray();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A ZIP file with these entries, in order. */
    static byte[] zip(Map<String, byte[]> entries) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** {@code zip} with {@code content} in place of one of its entries, or beside them. */
    static byte[] with(byte[] zip, String entry, byte[] content) {
        var entries = new LinkedHashMap<String, byte[]>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry next = in.getNextEntry(); next != null; next = in.getNextEntry()) {
                entries.put(next.getName(), in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        entries.put(entry, content);
        return zip(entries);
    }

    /** A book of these chapters, which it wants read in the order of their keys, backwards in the file. */
    static byte[] epub(Map<String, String> chapters) {
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put("mimetype", bytes("application/epub+zip"));
        entries.put("META-INF/container.xml", bytes("""
                <container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
                <rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
                """));
        var manifest = new StringBuilder();
        var spine = new StringBuilder();
        chapters.keySet().forEach(name -> {
            manifest.append("<item id=\"%s\" href=\"%s.xhtml\"/>".formatted(name, name));
            spine.append("<itemref idref=\"%s\"/>".formatted(name));
        });
        List.copyOf(chapters.keySet())
                .reversed()
                .forEach(name -> entries.put("OEBPS/" + name + ".xhtml", bytes(chapters.get(name))));
        entries.put(
                "OEBPS/book.opf",
                bytes("<package><manifest>%s</manifest><spine>%s</spine></package>".formatted(manifest, spine)));
        return zip(entries);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
