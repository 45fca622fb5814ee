package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import dev.footnote.application.ChatApplication;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.identity.SignInResult;
import dev.footnote.domain.identity.Tenant;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.User;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Accounts: register, sign in and out, and the tenant that comes with one. */
final class Users {

    static final String LOGIN = "/v1/user/login";
    static final String REGISTER = "/v1/user/register";
    static final String SETTING = "/v1/user/setting";

    private static final String PATH = "/v1/user";
    private static final Secret NO_SESSION = new Secret("");
    private static final String PARSERS =
            "naive:General,qa:Q&A,resume:Resume,manual:Manual,table:Table,paper:Paper,book:Book,laws:Laws,"
                    + "presentation:Presentation,picture:Picture,one:One,audio:Audio,email:Email,tag:Tag";

    private final ChatApplication app;

    Users(ChatApplication app) {
        this.app = app;
    }

    List<Route> routes() {
        return List.of(
                Route.of(POST, REGISTER, Credential.NONE, this::register),
                Route.of(POST, LOGIN, Credential.NONE, this::login),
                Route.of(GET, LOGIN, Credential.NONE, this::login),
                Route.of(GET, LOGIN + "/key", Credential.NONE, this::passwordKey),
                Route.of(GET, PATH + "/logout", Credential.SESSION, this::logout),
                Route.of(POST, PATH + "/logout", Credential.SESSION, this::logout),
                Route.of(GET, PATH + "/info", Credential.SESSION, this::info),
                Route.of(POST, SETTING, Credential.SESSION, this::change),
                Route.of(GET, PATH + "/tenant_info", Credential.SESSION, this::tenant),
                Route.of(POST, PATH + "/set_tenant_info", Credential.SESSION, this::changeTenant));
    }

    /** What a request to sign in carries: never its query, where a password would stand in logs. */
    static Body sent(Call call) {
        return Json.body(call.context().bodyAsBytes());
    }

    private Result passwordKey(Call call) {
        return Envelope.web(Shape.of(
                "algorithm", "RSAES-PKCS1-v1_5", "public_key", app.signIn().passwordKey()));
    }

    private Result register(Call call) {
        Body body = call.body().requiring("nickname", "email", "password");
        String address = body.text("email").orElse("");
        Email email = Email.parse(address)
                .orElseThrow(() -> new Refusal(
                        Envelope.full(103, "Invalid email address: %s!".formatted(address), false, Outcome.INVALID)));
        var password = new Secret(body.text("password").orElse(""));
        String nickname = UserShape.bounded(body, "nickname").orElse("");
        try {
            var signedIn = app.manageUsers().register(email, nickname, password);
            return welcome(call, signedIn, nickname + ", welcome aboard!");
        } catch (ChatException.Forbidden closed) {
            throw new Refusal(Envelope.full(103, "User registration is disabled!", false, Outcome.FORBIDDEN));
        } catch (ChatException.Invalid empty) {
            throw unreadable();
        } catch (ChatException.Conflict taken) {
            throw new Refusal(Envelope.full(
                    103, "Email: %s has already registered!".formatted(address), false, Outcome.CONFLICT));
        }
    }

    private static Refusal unreadable() {
        return new Refusal(Envelope.full(500, "Fail to crypt password", false, Outcome.INVALID));
    }

    private Result login(Call call) {
        Body body = sent(call);
        if (body.json().isEmpty()) {
            return Envelope.full(109, "Unauthorized!", false, Outcome.UNKNOWN_KEY);
        }
        String email = body.text("email").orElse("");
        var password = new Secret(body.text("password").orElse(""));
        return switch (app.signIn().signIn(email, password)) {
            case SignInResult.SignedIn signedIn -> welcome(call, signedIn, "Welcome back!");
            case SignInResult.UnknownUser unknown ->
                Envelope.full(109, "Email: %s is not registered!".formatted(email), false, Outcome.UNKNOWN_KEY);
            case SignInResult.WrongPassword wrong ->
                password.value().isEmpty()
                        ? unreadable().envelope()
                        : Envelope.full(109, "Email and password do not match!", false, Outcome.UNKNOWN_KEY);
            case SignInResult.Disabled disabled ->
                Envelope.full(
                        403,
                        "This account has been disabled, please contact the administrator!",
                        false,
                        Outcome.FORBIDDEN);
        };
    }

    private Result change(Call call) {
        Body body = call.body();
        UnaryOperator<User> profile = UserShape.change(body);
        if (body.has("password")) {
            var current = new Secret(body.text("password").orElse(""));
            var wanted = new Secret(body.text("new_password").orElse(""));
            Secret session = Authentication.session(call.context()).orElse(NO_SESSION);
            if (!changed(call, current, wanted, session)) {
                return Envelope.full(109, "Password error!", false, Outcome.UNKNOWN_KEY);
            }
        }
        app.manageUsers().change(call.caller(), profile);
        return Envelope.web(true);
    }

    private boolean changed(Call call, Secret current, Secret wanted, Secret session) {
        try {
            return app.manageUsers().changePassword(call.caller(), current, wanted, session);
        } catch (ChatException.Invalid empty) {
            throw unreadable();
        }
    }

    private static Envelope welcome(Call call, SignInResult.SignedIn signedIn, String message) {
        call.context().header("Authorization", signedIn.session().value());
        Map<String, @Nullable Object> user = UserShape.user(signedIn.user());
        user.put("access_token", signedIn.session().value());
        return Envelope.full(0, message, user, Outcome.FINE);
    }

    private Result logout(Call call) {
        Authentication.session(call.context()).ifPresent(app.signIn()::signOut);
        return Envelope.web(true);
    }

    private Result info(Call call) {
        return Envelope.web(UserShape.user(app.manageUsers().find(call.caller())));
    }

    private Result tenant(Call call) {
        Tenant tenant = app.manageUsers().tenant(call.caller());
        Tenant.DefaultModels models = tenant.models();
        return Envelope.web(Shape.of(
                "tenant_id", tenant.id().value(),
                "name", tenant.name(),
                "llm_id", models.chat(),
                "embd_id", models.embedding(),
                "rerank_id", models.reranker(),
                "asr_id", models.speech(),
                "img2txt_id", models.image(),
                "tts_id", null,
                "parser_ids", PARSERS,
                "role", "owner"));
    }

    private Result changeTenant(Call call) {
        Body body = call.body().requiring("tenant_id", "asr_id", "embd_id", "img2txt_id", "llm_id");
        String id = body.text("tenant_id")
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new Refusal(Envelope.full(109, "No authorization.", false, Outcome.FORBIDDEN)));
        var models = new Tenant.DefaultModels(
                body.text("llm_id").orElse(""),
                body.text("embd_id").orElse(""),
                body.text("rerank_id").orElse(""),
                body.text("asr_id").orElse(""),
                body.text("img2txt_id").orElse(""));
        UserShape.bounded(body, "name")
                .ifPresentOrElse(
                        name -> app.manageUsers().changeTenant(call.caller(), new TenantId(id), name, models),
                        () -> app.manageUsers().changeTenant(call.caller(), new TenantId(id), models));
        return Envelope.web(true);
    }
}
