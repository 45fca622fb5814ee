package dev.footnote.adapter.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The page and what belongs to it, from the class path. */
final class Pages {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "json", "application/json; charset=utf-8");

    private Pages() {}

    /** Answers with the file of the request's path; {@code false} if there is none. */
    static boolean serve(Context context) {
        if (context.method() != HandlerType.GET && context.method() != HandlerType.HEAD) {
            return false;
        }
        String path = context.path().equals("/") ? "/index.html" : context.path();
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null || path.contains("..") || path.contains("\\") || path.contains("%")) {
            return false;
        }
        try (InputStream file = Pages.class.getResourceAsStream("/web" + path)) {
            if (file == null) {
                return false;
            }
            context.status(200).contentType(type).header("X-Content-Type-Options", "nosniff");
            context.result(file.readAllBytes());
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
