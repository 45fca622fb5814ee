package dev.footnote.app;

import dev.footnote.adapter.onnx.OnnxConfig;
import dev.footnote.app.AppConfig.LocalModel;
import dev.footnote.app.AppConfig.ModelSettings;
import dev.footnote.app.ChannelSettings.Values;
import dev.footnote.domain.identity.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the settings {@code models.X.…}. */
final class ModelList {

    private final Values values;
    private final String id;

    private ModelList(Values values, String id) {
        this.values = values;
        this.id = id;
    }

    /** Those that somebody serves; {@code list} are the ids of all models, with commas between them. */
    static List<ModelSettings> served(String list, Values values) {
        return all(list, values)
                .filter(model -> !model.isInFiles())
                .map(ModelList::settings)
                .toList();
    }

    /** Those that run in this process. */
    static List<LocalModel> inFiles(String list, Values values) {
        return all(list, values)
                .filter(ModelList::isInFiles)
                .map(ModelList::local)
                .toList();
    }

    private static Stream<ModelList> all(String list, Values values) {
        return Stream.of(list.split(",", -1))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .map(id -> new ModelList(values, id));
    }

    private boolean isInFiles() {
        return !text("path", "").isEmpty();
    }

    private LocalModel local() {
        Path folder = value("path", "", Path::of);
        return new LocalModel(
                value("name", "", AppConfig::required),
                new OnnxConfig(
                        folder.resolve("model.onnx"),
                        folder.resolve("tokenizer.json"),
                        value("dimension", "", Integer::parseInt),
                        value("pooling", "first", text -> OnnxConfig.Pooling.valueOf(text.toUpperCase(Locale.ROOT))),
                        text("question-prefix", ""),
                        value("unrelated-cosine", "0", Double::parseDouble)));
    }

    private ModelSettings settings() {
        ModelSettings.Type type = switch (text("type", "chat")) {
            case "chat" -> ModelSettings.Type.CHAT;
            case "embedding" -> ModelSettings.Type.EMBEDDING;
            case "rerank" -> ModelSettings.Type.RERANK;
            case "entailment" -> ModelSettings.Type.ENTAILMENT;
            default ->
                throw new IllegalArgumentException(
                        "models.%s.type must be chat, embedding, rerank or entailment".formatted(id));
        };
        return new ModelSettings(
                value("name", "", AppConfig::required),
                type,
                value("url", "", text -> URI.create(AppConfig.required(text))),
                new Secret(text("key", "")),
                value("context", "8192", Integer::parseInt),
                value("unrelated-cosine", "0", Double::parseDouble));
    }

    private String text(String name, String otherwise) {
        return value(name, otherwise, Function.identity());
    }

    private <T> T value(String name, String otherwise, Function<String, T> read) {
        return values.value("models." + id + "." + name, otherwise, read);
    }
}
