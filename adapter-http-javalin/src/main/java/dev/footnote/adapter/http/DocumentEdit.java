package dev.footnote.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.application.knowledge.DocumentChange;
import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.FileCategory;
import dev.footnote.domain.knowledge.Metadata;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client wants of a document: all of it is checked before any of it is done. */
final class DocumentEdit {

    private static final int MAX_NAME_BYTES = 255;
    private static final Set<String> METHODS = Set.of(
            "naive",
            "manual",
            "qa",
            "table",
            "paper",
            "book",
            "laws",
            "presentation",
            "picture",
            "one",
            "knowledge_graph",
            "email",
            "tag");
    private static final Set<String> SLIDES = Set.of("ppt", "pptx", "pages");

    private DocumentEdit() {}

    /** Reads {@code sent}; refuses it with the first thing that is wrong. */
    static DocumentChange of(Document document, Body sent) {
        fixed(document, sent);
        Optional<Metadata> metadata = metadata(sent);
        Optional<String> name = name(document, sent);
        Optional<ClientSettings> config = config(sent);
        Optional<String> method = method(document, sent);
        ClientSettings parser = config.map(changes -> ParserSettings.ofDocument(document.parser(), changes))
                .orElseGet(() -> method.map(
                                other -> ParserSettings.ofDocument(document.parser(), ParserSettings.usual(other)))
                        .orElse(document.parser()));
        boolean cut = method.isPresent() || config.isPresent();
        Optional<Chunking> chunking = cut
                ? Optional.of(ParserSettings.chunking(
                        method.orElse(document.chunking().method()), parser))
                : Optional.empty();
        return new DocumentChange(
                name, chunking, cut ? Optional.of(parser) : Optional.empty(), enabled(sent), metadata);
    }

    private static void fixed(Document document, Body sent) {
        Map<String, @Nullable Object> now = DocumentShape.document(document);
        for (String count : new String[] {"chunk_count", "token_count", "progress"}) {
            Optional<JsonNode> wanted = sent.find(count);
            if (wanted.isPresent()
                    && !(wanted.get().isNumber()
                            && now.get(count) instanceof Number number
                            && number.doubleValue() == wanted.get().doubleValue())) {
                throw Refusal.invalid(102, "Can't change `%s`.".formatted(count));
            }
        }
    }

    private static Optional<Metadata> metadata(Body sent) {
        if (!sent.has("meta_fields")) {
            return Optional.empty();
        }
        JsonNode fields = sent.json().get("meta_fields");
        if (!fields.isObject()) {
            throw Refusal.invalid(102, "meta_fields must be a dictionary");
        }
        return Optional.of(new Metadata(new ClientSettings(Json.tree(fields))));
    }

    private static Optional<String> name(Document document, Body sent) {
        if (!sent.has("name")) {
            return Optional.empty();
        }
        JsonNode node = sent.json().get("name");
        if (!node.isTextual()) {
            throw Refusal.unusable("`name` must be a string.");
        }
        String name = node.textValue();
        if (name.equals(document.name())) {
            return Optional.empty();
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            throw Refusal.invalid(101, "File name must be 255 bytes or less.");
        }
        if (!suffix(name).equals(suffix(document.name()))) {
            throw Refusal.invalid(101, "The extension of file can't be changed");
        }
        return Optional.of(name);
    }

    private static String suffix(String name) {
        return name.substring(Math.max(0, name.lastIndexOf('.'))).toLowerCase(Locale.ROOT);
    }

    private static Optional<ClientSettings> config(Body sent) {
        return sent.object("parser_config")
                .filter(config -> !config.json().isEmpty())
                .map(config -> new ClientSettings(Json.tree(config.json())));
    }

    /** Whether it is a presentation, by its name. */
    static boolean slides(Document document) {
        return SLIDES.contains(document.suffix().toLowerCase(Locale.ROOT));
    }

    private static Optional<String> method(Document document, Body sent) {
        if (!sent.has("chunk_method")) {
            return Optional.empty();
        }
        String method = PythonText.of(sent.json().get("chunk_method"));
        if (!METHODS.contains(method)) {
            throw Refusal.invalid(102, "`chunk_method` %s doesn't exist".formatted(method));
        }
        if (document.category() == FileCategory.PICTURE || slides(document)) {
            throw Refusal.invalid(102, "Not supported yet!");
        }
        return Optional.of(method)
                .filter(other -> !other.equals(document.chunking().method()));
    }

    /** Whether clients can choose this method, available or not. */
    static boolean method(String name) {
        return METHODS.contains(name) || name.equals("resume");
    }

    private static Optional<Boolean> enabled(Body sent) {
        return sent.find("enabled").map(node -> DocumentEdit.flag("enabled", node));
    }

    /** A boolean, or a number or a numeric text that stands for one. */
    static boolean flag(String name, JsonNode node) {
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isNumber() || node.isTextual() && node.textValue().strip().matches("[01]")) {
            return node.asInt() != 0 || node.asText().strip().equals("1");
        }
        throw Refusal.unusable("`%s` must be 0 or 1.".formatted(name));
    }
}
