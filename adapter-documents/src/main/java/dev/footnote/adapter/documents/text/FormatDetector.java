package dev.footnote.adapter.documents.text;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MimeTypes;

/**
 * Tells by its content what format a file has. The name decides only between formats that are text.
 *
 * <p>Only the first bytes are looked at, and nothing is unpacked.
 */
public final class FormatDetector {

    /** What people are told when a file is of no format that can be parsed. */
    public static final String NONE_OF_OURS = "Files of this kind (%s) cannot be read; text, Markdown, HTML, PDF, "
            + "Word, Excel, PowerPoint, CSV, JSON, XML, EPUB and mail can.";

    /** They look like text, and nobody would want to read it. */
    private static final Set<String> MARKED_UP = Set.of("application/rtf", "application/postscript");

    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] OLE = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0};

    private final MimeTypes types = MimeTypes.getDefaultMimeTypes();

    /** The format of {@code file}; throws with a reason for the uploader if it is none that can be parsed. */
    public Format detect(Path file, String name) throws IOException {
        byte[] first = first(file);
        if (Arrays.equals(first, ZIP)) {
            return Format.ZIP;
        }
        if (Arrays.equals(first, OLE)) {
            return Format.OLE;
        }
        String type = mediaType(file, name);
        if (type.equals("application/pdf")) {
            return Format.PDF;
        }
        if (MARKED_UP.contains(type) || TextEncoding.isBinary(file)) {
            throw Unreadable.because(
                    NONE_OF_OURS.formatted(type.startsWith("text/") ? "application/octet-stream" : type));
        }
        return textFormat(type, ending(name));
    }

    private static Format textFormat(String type, String ending) {
        return switch (ending) {
            case "md", "mdx", "markdown" -> Format.MARKDOWN;
            case "htm", "html" -> Format.HTML;
            case "csv", "tsv" -> Format.CSV;
            case "json", "jsonl", "ldjson" -> Format.JSON;
            case "xml", "svg" -> Format.XML;
            case "eml" -> Format.MAIL;
            default ->
                switch (type) {
                    case "text/html", "application/xhtml+xml" -> Format.HTML;
                    case "message/rfc822" -> Format.MAIL;
                    case "application/xml" -> Format.XML;
                    case "application/json" -> Format.JSON;
                    default -> Format.TEXT;
                };
        };
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static byte[] first(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(ZIP.length);
        }
    }

    private String mediaType(Path file, String name) throws IOException {
        var metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            return types.detect(in, metadata).getBaseType().toString();
        }
    }
}
