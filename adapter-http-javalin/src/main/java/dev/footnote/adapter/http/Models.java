package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.model.ManageModels;
import dev.footnote.application.model.ManageModels.Refused;
import dev.footnote.application.model.ManageModels.Tried;
import dev.footnote.application.model.ManageModels.Wanted;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.model.ModelKind;
import dev.footnote.domain.model.ModelName;
import dev.footnote.domain.model.OfferedModel;
import dev.footnote.domain.model.Provider;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The models of a tenant, and the keys that open them; a key that was stored is never told again. */
final class Models {

    private static final String PATH = "/v1/llm";

    private final ManageModels models;

    Models(ChatApplication app) {
        this.models = app.manageModels();
    }

    List<Route> routes() {
        return List.of(
                Route.of(GET, PATH + "/factories", Credential.SESSION, this::providers),
                Route.of(GET, PATH + "/list", Credential.SESSION, this::list),
                Route.of(GET, PATH + "/my_llms", Credential.SESSION, this::own),
                Route.of(POST, PATH + "/set_api_key", Credential.SESSION, this::setKey),
                Route.of(POST, PATH + "/add_llm", Credential.SESSION, this::add),
                Route.of(POST, PATH + "/enable_llm", Credential.SESSION, this::enable),
                Route.of(POST, PATH + "/delete_llm", Credential.SESSION, this::remove),
                Route.of(POST, PATH + "/delete_factory", Credential.SESSION, this::removeAll));
    }

    private Result providers(Call call) {
        List<Provider> providers = models.providers();
        return Envelope.web(providers.stream()
                .map(one -> ModelShape.provider(one, providers.size() - providers.indexOf(one)))
                .toList());
    }

    private Result list(Call call) {
        return Envelope.web(ModelShape.choice(
                models.common(),
                models.own(call.caller()),
                call.query("model_type").orElse("")));
    }

    private Result own(Call call) {
        boolean details =
                call.query("include_details").filter("true"::equalsIgnoreCase).isPresent();
        return Envelope.web(ModelShape.own(models.own(call.caller()), details));
    }

    private Result setKey(Call call) {
        Body body = call.body().requiring("llm_factory", "api_key");
        return tried(
                call,
                wanted(body, "base_url"),
                refused -> refused.stream()
                        .map(one -> "\nFail to access model(%s/%s) using this api key.%s"
                                .formatted(one.name().provider(), one.name().name(), one.reason()))
                        .collect(Collectors.joining()));
    }

    private Result add(Call call) {
        Body body = call.body().requiring("llm_factory");
        Wanted wanted = wanted(body, "api_base");
        if (wanted.model().isEmpty()) {
            throw Refusal.invalid(101, "required argument are missing: llm_name,model_type; ");
        }
        return tried(
                call,
                wanted,
                refused -> refused.stream().map(Models::unreachable).collect(Collectors.joining()));
    }

    private static String unreachable(Refused one) {
        return one.kind() == ModelKind.EMBEDDING
                ? "\nFail to access embedding model(%s).%s".formatted(one.name().name(), one.reason())
                : "\nFail to access model(%s/%s).%s"
                        .formatted(one.name().provider(), one.name().name(), one.reason());
    }

    private static Wanted wanted(Body body, String base) {
        Optional<String> name = body.text("llm_name").filter(text -> !text.isBlank());
        int contextTokens = body.integer("max_tokens").orElse(ModelShape.USUAL_CONTEXT);
        if (contextTokens < 1) {
            throw Refusal.invalid(101, "`max_tokens` must be at least 1.");
        }
        return new Wanted(
                body.text("llm_factory").orElse(""),
                new Secret(body.text("api_key").orElse("")),
                body.text(base).filter(text -> !text.isBlank()),
                name.flatMap(known -> body.text("model_type")
                        .map(ModelShape::kind)
                        .map(kind -> new OfferedModel(known, kind, contextTokens))),
                body.flag("verify", false));
    }

    private Result tried(Call call, Wanted wanted, Function<List<Refused>, String> told) {
        String message = switch (models.add(call.caller(), wanted)) {
            case Tried.Answered answered -> "";
            case Tried.Failed(List<Refused> refused) -> told.apply(refused);
        };
        if (wanted.onlyTry()) {
            return Envelope.web(Shape.of("message", message, "success", message.isEmpty()));
        }
        return message.isEmpty() ? Envelope.web(true) : Envelope.error(102, message, Outcome.INVALID);
    }

    private Result enable(Call call) {
        Body body = call.body().requiring("llm_factory", "llm_name");
        boolean enabled =
                body.find("status").map(node -> !node.asText().equals("0")).orElse(true);
        name(body).ifPresent(name -> models.enable(call.caller(), name, enabled));
        return Envelope.web(true);
    }

    private Result remove(Call call) {
        Body body = call.body().requiring("llm_factory", "llm_name");
        name(body).ifPresent(name -> models.remove(call.caller(), name));
        return Envelope.web(true);
    }

    /** What the body names; empty for what cannot be the name of a model. */
    private static Optional<ModelName> name(Body body) {
        String provider = body.text("llm_factory").orElse("");
        String name = body.text("llm_name").orElse("");
        return name.isBlank() || provider.isBlank() || provider.contains("@")
                ? Optional.empty()
                : Optional.of(new ModelName(name, provider));
    }

    private Result removeAll(Call call) {
        Body body = call.body().requiring("llm_factory");
        models.removeAll(call.caller(), body.text("llm_factory").orElse(""));
        return Envelope.web(true);
    }
}
