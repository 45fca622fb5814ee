package dev.footnote.adapter.http;

import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.FileCategory;
import dev.footnote.domain.stream.ByteSource;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Answers with the bytes of a file, of which nothing may run in a browser. */
final class FileAnswer {

    private static final int BUFFER = 16_384;
    private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";
    private static final Map<String, String> TYPES = types();

    private FileAnswer() {}

    private static Map<String, String> types() {
        var types = new HashMap<String, String>();
        for (String code :
                List.of("txt", "py", "js", "java", "c", "cpp", "h", "php", "go", "ts", "sh", "cs", "kt", "sql")) {
            types.put(code, "text/plain");
        }
        types.put("docx", OFFICE + "wordprocessingml.document");
        types.put("xlsx", OFFICE + "spreadsheetml.sheet");
        types.put("pptx", OFFICE + "presentationml.presentation");
        types.put("doc", "application/msword");
        types.put("xls", "application/vnd.ms-excel");
        types.put("ppt", "application/vnd.ms-powerpoint");
        types.put("csv", "text/csv");
        types.put("md", "text/markdown");
        types.put("markdown", "text/markdown");
        types.put("mdx", "text/markdown");
        types.put("htm", "text/html");
        types.put("html", "text/html");
        types.put("jpg", "image/jpeg");
        types.put("jpeg", "image/jpeg");
        types.put("tif", "image/tiff");
        types.put("svg", "image/svg+xml");
        types.put("ico", "image/x-icon");
        return Map.copyOf(types);
    }

    /** The type of the document's file, by the ending of its name. */
    static String type(Document document) {
        return type(document.suffix().toLowerCase(Locale.ROOT), document.category());
    }

    /** The type of a file whose name ends so, in lower case and without dot. */
    static String type(String ending, FileCategory category) {
        if (!ending.matches("[a-z0-9]+")) {
            return "application/octet-stream";
        }
        String group = category == FileCategory.PICTURE ? "image/" : "application/";
        return TYPES.getOrDefault(ending, group + ending);
    }

    /** To be kept under its name. */
    static Result attached(Call call, Document document, ByteSource bytes) throws IOException {
        return send(call, "attachment", "application/octet-stream", document.name(), bytes);
    }

    /** The same, as a file of the type that {@code ending} stands for. */
    static Result attached(Call call, String name, String ending, ByteSource bytes) throws IOException {
        String type = type(ending.toLowerCase(Locale.ROOT), FileCategory.of(name));
        return send(call, "attachment", type, name, bytes);
    }

    /** A small picture, to be shown. */
    static Result picture(Call call, String name, ByteSource bytes) throws IOException {
        return send(call, "inline", "image/png", name, bytes);
    }

    /** To be shown, if the browser can. */
    static Result shown(Call call, Document document, ByteSource bytes) throws IOException {
        return send(call, "inline", type(document), document.name(), bytes);
    }

    private static Result send(Call call, String disposition, String type, String name, ByteSource bytes)
            throws IOException {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        Context context = call.context();
        context.contentType(type)
                .header("Content-Disposition", disposition + "; filename*=UTF-8''" + encoded)
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header("X-Content-Type-Options", "nosniff");
        var out = context.res().getOutputStream();
        var buffer = new byte[BUFFER];
        for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
            out.write(buffer, 0, n);
        }
        out.flush();
        return new Result.Done();
    }
}
