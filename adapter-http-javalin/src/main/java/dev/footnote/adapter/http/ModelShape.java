package dev.footnote.adapter.http;

import dev.footnote.application.model.ManageModels.Common;
import dev.footnote.domain.model.ModelKind;
import dev.footnote.domain.model.ModelName;
import dev.footnote.domain.model.OfferedModel;
import dev.footnote.domain.model.OwnModel;
import dev.footnote.domain.model.Provider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Models and their providers, as clients know them. */
final class ModelShape {

    /** How much a model reads where nobody says. */
    static final int USUAL_CONTEXT = 8_192;

    private ModelShape() {}

    /** @throws Refusal if there are no models of that type here */
    static ModelKind kind(String type) {
        return switch (type) {
            case "chat" -> ModelKind.CHAT;
            case "embedding" -> ModelKind.EMBEDDING;
            case "rerank" -> ModelKind.RERANK;
            default -> throw Refusal.invalid(102, "Model type %s is not supported.".formatted(type));
        };
    }

    private static String type(ModelKind kind) {
        return switch (kind) {
            case CHAT -> "chat";
            case EMBEDDING -> "embedding";
            case RERANK -> "rerank";
        };
    }

    private static String tag(ModelKind kind) {
        return switch (kind) {
            case CHAT -> "LLM";
            case EMBEDDING -> "TEXT EMBEDDING";
            case RERANK -> "TEXT RE-RANK";
        };
    }

    private static String tags(Stream<ModelKind> kinds) {
        return String.join(",", kinds.distinct().sorted().map(ModelShape::tag).toList());
    }

    static Map<String, @Nullable Object> provider(Provider provider, int rank) {
        List<ModelKind> kinds = provider.models().isEmpty()
                ? List.of(ModelKind.values())
                : provider.models().stream()
                        .map(OfferedModel::kind)
                        .distinct()
                        .sorted()
                        .toList();
        return Shape.of(
                "name",
                provider.name(),
                "logo",
                "",
                "tags",
                tags(kinds.stream()),
                "status",
                "1",
                "rank",
                rank,
                "model_types",
                kinds.stream().map(ModelShape::type).toList());
    }

    /** What can be chosen, by provider; {@code type} limits it to the types that contain it. */
    static Map<String, @Nullable Object> choice(List<Common> common, List<OwnModel> own, String type) {
        var byProvider = new LinkedHashMap<String, List<Object>>();
        Stream<OwnModel> chosen = own.stream().filter(OwnModel::enabled);
        Stream.concat(
                        chosen.map(model -> new Common(model.name(), model.kind())), // the tenant's own come first
                        common.stream())
                .distinct()
                .filter(model -> type(model.kind()).contains(type))
                .forEach(model -> byProvider
                        .computeIfAbsent(model.name().provider(), name -> new ArrayList<>())
                        .add(choice(model.name(), model.kind())));
        return new LinkedHashMap<>(byProvider);
    }

    private static Map<String, @Nullable Object> choice(ModelName name, ModelKind kind) {
        return Shape.of(
                "llm_name",
                name.name(),
                "model_type",
                type(kind),
                "fid",
                name.provider(),
                "tags",
                tag(kind),
                "is_tools",
                false,
                "status",
                "1",
                "available",
                true);
    }

    /** The models that were added, by provider; with {@code details} also where they are, never their keys. */
    static Map<String, @Nullable Object> own(List<OwnModel> models, boolean details) {
        var byProvider = new LinkedHashMap<String, List<OwnModel>>();
        models.forEach(model -> byProvider
                .computeIfAbsent(model.name().provider(), name -> new ArrayList<>())
                .add(model));
        Map<String, @Nullable Object> shape = Shape.of();
        byProvider.forEach((provider, ones) -> shape.put(
                provider,
                Shape.of(
                        "tags",
                        tags(ones.stream().map(OwnModel::kind)),
                        "llm",
                        ones.stream().map(one -> own(one, details)).toList())));
        return shape;
    }

    private static Map<String, @Nullable Object> own(OwnModel model, boolean details) {
        Map<String, @Nullable Object> shape = Shape.of(
                "type",
                type(model.kind()),
                "name",
                model.name().name(),
                "used_token",
                0,
                "status",
                model.enabled() ? "1" : "0");
        if (details) {
            shape.put("api_base", model.access().base());
            shape.put("max_tokens", model.contextTokens());
        }
        return shape;
    }
}
