package dev.footnote.adapter.documents;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MimeTypes;

/** Tells by its content what format a file has. The name decides only between formats that are text. */
final class FormatDetector {

    private static final Set<String> HTML = Set.of("text/html", "application/xhtml+xml");
    /** They look like text, and nobody would want to read it. */
    private static final Set<String> MARKED_UP = Set.of("application/rtf", "application/postscript");

    private final MimeTypes types = MimeTypes.getDefaultMimeTypes();

    /** The format of {@code file}; throws with a reason for the uploader if it is none that can be parsed. */
    Format detect(Path file, String name) throws IOException {
        String type = mediaType(file, name);
        if (type.equals("application/pdf")) {
            return Format.PDF;
        }
        if (MARKED_UP.contains(type) || TextEncoding.isBinary(file)) {
            throw Unreadable.because("Files of this kind (%s) cannot be read; text, Markdown, HTML and PDF can."
                    .formatted(type.equals("text/plain") ? "application/octet-stream" : type));
        }
        String lowerCase = name.toLowerCase(Locale.ROOT);
        if (lowerCase.endsWith(".md") || lowerCase.endsWith(".markdown")) {
            return Format.MARKDOWN;
        }
        return HTML.contains(type) ? Format.HTML : Format.TEXT;
    }

    private String mediaType(Path file, String name) throws IOException {
        var metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            return types.detect(in, metadata).getBaseType().toString();
        }
    }
}
