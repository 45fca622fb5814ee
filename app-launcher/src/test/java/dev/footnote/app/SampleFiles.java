package dev.footnote.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;

/** Files of every kind that can be uploaded, with a text of the test's choice, and files that cannot be read. */
final class SampleFiles {

    private SampleFiles() {}

    /** A file of each kind that says {@code text}; by the ending of its name. */
    static Map<String, byte[]> saying(String text) {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("txt", bytes(text));
        files.put("md", bytes("# Notes\n\n" + text));
        files.put("html", bytes("<!DOCTYPE html><html><body><h1>Notes</h1><p>%s</p></body></html>".formatted(text)));
        files.put("json", bytes("{\"note\": \"%s\"}".formatted(text)));
        files.put("xml", bytes("<?xml version=\"1.0\"?><note>%s</note>".formatted(text)));
        files.put("csv", bytes("note\n%s\n".formatted(text)));
        files.put("eml", bytes("Subject: Notes\r\nFrom: ann@example.org\r\n\r\n%s\r\n".formatted(text)));
        files.put("py", bytes("# %s\nprint(1)\n".formatted(text)));
        files.put("pdf", pdf(text, 1, ""));
        files.put("docx", word(text));
        files.put("xlsx", excel(text));
        files.put("pptx", slide(text));
        files.put("epub", epub(text));
        return files;
    }

    /** A file of each kind that cannot be read. */
    static Map<String, byte[]> broken(String text) {
        var files = new LinkedHashMap<String, byte[]>();
        byte[] word = word(text);
        byte[] pdf = pdf(text, 1, "");
        files.put("cut.docx", Arrays.copyOf(word, word.length / 2));
        files.put("cut.pdf", Arrays.copyOf(pdf, pdf.length / 2));
        files.put("secret.pdf", pdf(text, 1, "password"));
        files.put("noise.xlsx", noise());
        files.put("bomb.docx", bomb());
        files.put("laughs.xml", laughs());
        files.put("wrong.json", bytes("{\"a\": "));
        files.put("archive.pptx", zip(Map.of("a.txt", bytes(text))));
        return files;
    }

    /** A PDF with {@code text} on each of its pages, and a password if that is not empty. */
    static byte[] pdf(String text, int pages, String password) {
        try (var document = new PDDocument();
                var out = new ByteArrayOutputStream()) {
            var font = new PDType1Font(FontName.HELVETICA);
            for (int number = 1; number <= pages; number++) {
                var page = new PDPage();
                document.addPage(page);
                try (var content = new PDPageContentStream(document, page)) {
                    content.beginText();
                    content.setFont(font, 11);
                    content.newLineAtOffset(72, 700);
                    content.showText(text);
                    content.endText();
                }
            }
            if (!password.isEmpty()) {
                document.protect(new StandardProtectionPolicy("owner", password, new AccessPermission()));
            }
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A Word document that unpacks to thirty million bytes. */
    static byte[] bomb() {
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put("[Content_Types].xml", bytes("<Types/>"));
        entries.put("word/document.xml", new byte[30_000_000]);
        return zip(entries);
    }

    /** XML whose entities grow without bound. */
    static byte[] laughs() {
        var entities = new StringBuilder("<!ENTITY l0 \"lol\">");
        for (int i = 1; i < 12; i++) {
            entities.append(
                    "<!ENTITY l%d \"%s\">".formatted(i, "&l%d;".formatted(i - 1).repeat(10)));
        }
        return bytes("<?xml version=\"1.0\"?><!DOCTYPE l [%s]><l>&l11;</l>".formatted(entities));
    }

    private static byte[] noise() {
        byte[] noise = new byte[5_000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) (i * 31 % 256);
        }
        return noise;
    }

    private static byte[] word(String text) {
        try (var document = new XWPFDocument();
                var out = new ByteArrayOutputStream()) {
            document.createParagraph().createRun().setText(text);
            document.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] excel(String text) {
        try (var workbook = new XSSFWorkbook();
                var out = new ByteArrayOutputStream()) {
            var sheet = workbook.createSheet("Notes");
            sheet.createRow(0).createCell(0).setCellValue("note");
            sheet.createRow(1).createCell(0).setCellValue(text);
            workbook.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] slide(String text) {
        try (var show = new XMLSlideShow();
                var out = new ByteArrayOutputStream()) {
            show.createSlide().createTextBox().setText(text);
            show.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] epub(String text) {
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put("META-INF/container.xml", bytes("<container><rootfile full-path=\"b.opf\"/></container>"));
        entries.put(
                "b.opf",
                bytes("<package><manifest><item id=\"c\" href=\"c.html\"/></manifest>"
                        + "<spine><itemref idref=\"c\"/></spine></package>"));
        entries.put("c.html", bytes("<p>%s</p>".formatted(text)));
        return zip(entries);
    }

    private static byte[] zip(Map<String, byte[]> entries) {
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

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
