package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import io.javalin.http.HandlerType;
import java.util.List;

/**
 * What clients ask who forgot a password. No mail is sent here, and that is what they are told, alike for every
 * address.
 */
final class PasswordReset {

    private static final String PATH = "/v1/user/forget";

    private PasswordReset() {}

    static List<Route> routes() {
        return List.of(
                refused(GET, "/captcha"),
                refused(POST, "/otp"),
                refused(POST, "/verify-otp"),
                refused(POST, "/reset-password"));
    }

    private static Route refused(HandlerType method, String step) {
        return Route.of(
                method,
                PATH + step,
                Credential.NONE,
                call -> Envelope.full(
                        102,
                        "Resetting a password by mail is not available; ask whoever runs this server.",
                        false,
                        Outcome.INVALID));
    }
}
