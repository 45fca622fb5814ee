package dev.footnote.adapter.http;

import dev.footnote.domain.identity.User;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How users stand on the wire: without what opens their accounts. */
final class UserShape {

    private static final int MOST_CHARACTERS = 100;
    private static final int MOST_OF_AVATAR = 2_000_000;

    private UserShape() {}

    static Map<String, @Nullable Object> user(User user) {
        var shape = Shape.of(
                "id",
                user.id().value(),
                "email",
                user.email().value(),
                "nickname",
                user.nickname(),
                "avatar",
                user.profile().avatar().orElse(null),
                "language",
                user.profile().language(),
                "color_schema",
                user.profile().colors(),
                "timezone",
                user.profile().timezone(),
                "login_channel",
                user.channel(),
                "last_login_time",
                null,
                "is_authenticated",
                "1",
                "is_active",
                user.active() ? "1" : "0",
                "is_anonymous",
                "0",
                "is_superuser",
                false,
                "status",
                "1");
        return Shape.dated(shape, user.createdAt(), user.updatedAt());
    }

    /** What was sent of that which a user may change; the rest of it changes nothing. */
    static UnaryOperator<User> change(Body sent) {
        Optional<String> nickname = bounded(sent, "nickname");
        Optional<String> language = bounded(sent, "language");
        Optional<String> colors = bounded(sent, "color_schema");
        Optional<String> timezone = bounded(sent, "timezone");
        Optional<String> avatar = bounded(sent, "avatar", MOST_OF_AVATAR);
        return before -> before.with(
                nickname.orElse(before.nickname()),
                new User.Profile(
                        sent.has("avatar")
                                ? avatar.filter(text -> !text.isEmpty())
                                : before.profile().avatar(),
                        language.orElse(before.profile().language()),
                        colors.orElse(before.profile().colors()),
                        timezone.orElse(before.profile().timezone())),
                before.updatedAt());
    }

    /** A text that is not too long to be shown. */
    static Optional<String> bounded(Body sent, String name) {
        return bounded(sent, name, MOST_CHARACTERS);
    }

    private static Optional<String> bounded(Body sent, String name, int most) {
        Optional<String> text = sent.text(name);
        if (text.filter(value -> value.length() > most).isPresent()) {
            throw Refusal.invalid(101, "`%s` is longer than %d characters.".formatted(name, most));
        }
        return text;
    }
}
