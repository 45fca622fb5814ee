package dev.footnote.adapter.documents.worker;

import dev.footnote.adapter.documents.text.Unreadable;
import dev.footnote.ports.document.Thumbnailer;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Small pictures of documents, in the format PNG. */
final class Picture {

    private static final byte[] PDF = {'%', 'P', 'D', 'F', '-'};
    private static final long IN_MEMORY = 32L << 20;
    private static final float DPI = 32;
    private static final float LEAST_DPI = 4;

    /** A picture is fitted into a square of so many pixels. */
    private static final int SIDE = 30;

    /** No more pixels than this a side are read of a picture: others are passed over. */
    private static final int READ_SIDE = 512;

    private Picture() {}

    /** The picture of {@code file}: of its first page, or of itself if it is one; empty if it is of another kind. */
    static Optional<ByteArrayOutputStream> of(Path file) throws IOException {
        return isPdf(file)
                ? Optional.of(page(file))
                : image(file).map(Picture::fitted).map(Picture::png);
    }

    private static boolean isPdf(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(PDF.length), PDF);
        }
    }

    private static ByteArrayOutputStream page(Path file) {
        try (PDDocument document =
                Loader.loadPDF(file.toFile(), "", MemoryUsageSetting.setupMixed(IN_MEMORY).streamCache)) {
            var renderer = new PDFRenderer(document);
            renderer.setSubsamplingAllowed(true);
            for (float dpi = DPI; dpi >= LEAST_DPI; dpi /= 2) {
                ByteArrayOutputStream picture = png(renderer.renderImageWithDPI(0, dpi, ImageType.RGB));
                if (picture.size() <= Thumbnailer.MAX_BYTES) {
                    return picture;
                }
            }
        } catch (InvalidPasswordException e) {
            throw Unreadable.encrypted("PDF", e);
        } catch (IOException | RuntimeException e) { // broken files make the library fail in many ways
            throw Unreadable.damaged("PDF", e);
        }
        throw Unreadable.because("The first page of this PDF is too large to be drawn.");
    }

    private static Optional<BufferedImage> image(Path file) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                var param = reader.getDefaultReadParam();
                int step = Math.max(1, Math.ceilDiv(Math.max(reader.getWidth(0), reader.getHeight(0)), READ_SIDE));
                param.setSourceSubsampling(step, step, 0, 0);
                return Optional.of(reader.read(0, param));
            } catch (IOException | RuntimeException e) { // as above
                throw Unreadable.damaged("picture", e);
            } finally {
                reader.dispose();
            }
        }
    }

    private static BufferedImage fitted(BufferedImage image) {
        double scale = Math.min(1, (double) SIDE / Math.max(image.getWidth(), image.getHeight()));
        int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        var small = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return small;
    }

    private static ByteArrayOutputStream png(BufferedImage image) {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written to", e);
        }
        return out;
    }
}
