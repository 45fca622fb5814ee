package dev.footnote.adapter.documents;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.common.filespecification.PDSimpleFileSpecification;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionLaunch;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.action.PDPageAdditionalActions;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;

/** Writes simple PDF files: pages of paragraphs, each of which is wrapped into lines. */
final class SamplePdf {

    private static final int LINE_LENGTH = 84;
    private static final float LEADING = 14;

    private SamplePdf() {}

    /** A PDF with these pages, each a list of paragraphs. */
    static byte[] of(List<List<String>> pages) {
        return bytes(pages, "");
    }

    /** The same, to be opened only with {@code password}. */
    static byte[] encrypted(List<List<String>> pages, String password) {
        return bytes(pages, password);
    }

    /** A PDF of one page with this content, compressed. */
    static byte[] withContent(String content) {
        var out = new ByteArrayOutputStream();
        try (var document = new PDDocument()) {
            var page = new PDPage(PDRectangle.A4);
            page.setContents(new PDStream(
                    document,
                    new ByteArrayInputStream(content.getBytes(StandardCharsets.ISO_8859_1)),
                    COSName.FLATE_DECODE));
            document.addPage(page);
            document.save(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A PDF of a million pages, as it says, all of which lead back to where they began. */
    static byte[] circular() {
        var out = new ByteArrayOutputStream();
        try (var document = new PDDocument()) {
            document.addPage(new PDPage(PDRectangle.A4));
            COSDictionary pages = document.getPages().getCOSObject();
            var inner = new COSDictionary(pages);
            inner.setItem(COSName.PARENT, pages);
            var kids = new COSArray();
            kids.add(inner);
            inner.setItem(COSName.KIDS, new COSArray(List.of(pages, inner)));
            pages.setItem(COSName.KIDS, kids);
            pages.setInt(COSName.COUNT, 1_000_000);
            inner.setInt(COSName.COUNT, 1_000_000);
            document.save(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A PDF that has so many empty pages indeed. */
    static byte[] ofPages(int count) {
        var pdf = new WrittenPdf();
        pdf.add("<</Type/Catalog/Pages 2 0 R>>");
        var kids = new StringBuilder();
        for (int i = 0; i < count; i++) {
            kids.append(i + 3).append(" 0 R ");
        }
        pdf.add("<</Type/Pages/Count %d/Kids[%s]>>".formatted(count, kids));
        for (int i = 0; i < count; i++) {
            pdf.add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>");
        }
        return pdf.withTable();
    }

    /** A PDF whose catalog is in a stream that is in another, which is in the first. */
    static byte[] ofStreamsInEachOther() {
        var pdf = new WrittenPdf();
        pdf.inside(3, 0);
        pdf.inside(4, 0);
        pdf.inside(4, 1);
        pdf.inside(3, 1);
        return pdf.withStream();
    }

    /** A PDF that wants {@code url} to be fetched, by a link, by a script and by a program. */
    static byte[] phoningHome(String url) {
        var out = new ByteArrayOutputStream();
        try (var document = new PDDocument()) {
            var page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            var uri = new PDActionURI();
            uri.setURI(url);
            var link = new PDAnnotationLink();
            link.setRectangle(PDRectangle.A4);
            link.setAction(uri);
            page.setAnnotations(List.of(link));
            document.getDocumentCatalog().setOpenAction(new PDActionJavaScript("app.launchURL('%s');".formatted(url)));
            var program = new PDActionLaunch();
            program.setFile(new PDSimpleFileSpecification(new COSString("/usr/bin/curl " + url)));
            var actions = new PDPageAdditionalActions();
            actions.setO(program);
            page.setActions(actions);
            document.save(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(List<List<String>> pages, String password) {
        var out = new ByteArrayOutputStream();
        try (var document = new PDDocument()) {
            for (List<String> paragraphs : pages) {
                var page = new PDPage(PDRectangle.A4);
                document.addPage(page);
                write(document, page, paragraphs);
            }
            if (!password.isEmpty()) {
                document.protect(new StandardProtectionPolicy("owner", password, new AccessPermission()));
            }
            document.save(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void write(PDDocument document, PDPage page, List<String> paragraphs) throws IOException {
        try (var content = new PDPageContentStream(document, page)) {
            content.beginText();
            content.setFont(new PDType1Font(FontName.HELVETICA), 11);
            content.setLeading(LEADING);
            content.newLineAtOffset(72, 760);
            for (String paragraph : paragraphs) {
                for (String line : lines(paragraph)) {
                    content.showText(line);
                    content.newLine();
                }
                content.newLineAtOffset(0, -LEADING);
            }
            content.endText();
        }
    }

    private static List<String> lines(String paragraph) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : paragraph.split(" ")) {
            if (line.length() + word.length() >= LINE_LENGTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
