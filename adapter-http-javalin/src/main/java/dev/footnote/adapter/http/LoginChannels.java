package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.identity.SignInElsewhere;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.ChatException.Upstream;
import dev.footnote.domain.identity.ForeignSignIn;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.identity.SignInChannel;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signing in by an account that somebody else keeps: the browser is sent there with a cookie for the way, and from
 * there to our own page, nowhere else. The session is behind the {@code #} of that address, which browsers keep to
 * themselves.
 */
final class LoginChannels {

    static final String COOKIE = "footnote_sign_in";

    private static final String USERS = "/v1/user";
    private static final int FOUND = 302;

    private final ChatApplication app;

    LoginChannels(ChatApplication app) {
        this.app = app;
    }

    List<Route> routes() {
        return List.of(
                Route.of(GET, Users.LOGIN + "/channels", Credential.NONE, this::list),
                Route.of(GET, Users.LOGIN + "/{channel}", Credential.NONE, this::begin),
                Route.of(
                        GET,
                        USERS + "/oauth/callback/{channel}",
                        Credential.NONE,
                        call -> end(call, call.path("channel"))),
                Route.of(GET, USERS + "/github_callback", Credential.NONE, call -> end(call, "github")),
                Route.of(GET, USERS + "/feishu_callback", Credential.NONE, call -> end(call, "feishu")));
    }

    private Result list(Call call) {
        return Envelope.web(app.signInElsewhere().channels().stream()
                .map(LoginChannels::shape)
                .toList());
    }

    private static Map<String, @Nullable Object> shape(SignInChannel channel) {
        return Shape.of("channel", channel.id(), "display_name", channel.displayName(), "icon", channel.icon());
    }

    private Result begin(Call call) {
        String channel = call.path("channel");
        try {
            SignInElsewhere.Ticket ticket = app.signInElsewhere().begin(channel);
            var cookie = cookie(ticket.kept().value(), (int) SignInElsewhere.PATIENCE.toSeconds());
            cookie.setSecure(ticket.secure());
            call.context().cookie(cookie);
            return sent(call.context(), ticket.address());
        } catch (Upstream silent) { // who is waiting is a person with a browser
            return sent(call.context(), "/?error=" + word(ForeignSignIn.Reason.CHANNEL_FAILED));
        } catch (NotFound unknown) {
            throw new Refusal(
                    Envelope.full(100, "Invalid channel name: %s".formatted(channel), null, Outcome.NOT_FOUND));
        }
    }

    private Result end(Call call, String channel) {
        @Nullable String kept = call.context().cookie(COOKIE);
        call.context().cookie(cookie("", 0));
        var answer = new HashMap<String, String>();
        call.context().queryParamMap().forEach((name, values) -> answer.put(name, values.getFirst()));
        ForeignSignIn result = app.signInElsewhere().end(channel, new Secret(kept == null ? "" : kept), answer);
        return switch (result) {
            case ForeignSignIn.SignedIn signedIn ->
                sent(call.context(), "/#auth=" + signedIn.session().value());
            case ForeignSignIn.Refused(ForeignSignIn.Reason reason) -> sent(call.context(), "/?error=" + word(reason));
        };
    }

    private static String word(ForeignSignIn.Reason reason) {
        return switch (reason) {
            case UNKNOWN_CHANNEL -> "invalid_channel";
            case NOT_BEGUN -> "invalid_state";
            case WITHOUT_CODE -> "missing_code";
            case DENIED -> "access_denied";
            case CHANNEL_FAILED -> "token_failed";
            case UNTRUSTED -> "invalid_token";
            case WITHOUT_EMAIL -> "email_missing";
            case UNVERIFIED_EMAIL -> "email_unverified";
            case NO_ACCOUNT -> "no_account";
            case DISABLED -> "user_inactive";
        };
    }

    private static Cookie cookie(String value, int seconds) {
        var cookie = new Cookie(COOKIE, value, USERS, seconds);
        cookie.setHttpOnly(true);
        cookie.setSameSite(SameSite.LAX);
        return cookie;
    }

    private static Result sent(Context context, String address) {
        context.status(FOUND)
                .header("Location", address)
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer");
        return new Result.Done();
    }
}
