package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.POST;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What clients ask of speech. There are no models for it yet, and that is what they are told. */
final class Speech {

    private static final String HEARING = "/sequence2txt";
    private static final String SPEAKING = "/tts";
    private static final Set<String> FORMATS =
            new TreeSet<>(Set.of(".aac", ".flac", ".m4a", ".mp3", ".ogg", ".opus", ".wav", ".webm", ".wma"));

    private Speech() {}

    static List<Route> routes() {
        return List.of(
                web(HEARING, Speech::hear),
                web(SPEAKING, Speech::speak),
                Route.key(POST, "/api/v1" + HEARING, Route.Wording.PLAIN, Speech::hear),
                Route.key(POST, "/api/v1" + SPEAKING, Route.Wording.PLAIN, Speech::speak));
    }

    private static Route web(String action, Route.Operation operation) {
        return new Route(
                POST,
                "/v1/conversation" + action,
                Set.of("/api/conversation" + action),
                Credential.SESSION,
                Route.Wording.PLAIN,
                operation);
    }

    private static Result hear(Call call) {
        var file = call.context().uploadedFile("file");
        if (file == null) {
            throw Refusal.invalid(102, "Missing 'file' in multipart form-data");
        }
        String name = file.filename();
        String ending = name.substring(Math.max(0, name.lastIndexOf('.'))).toLowerCase(Locale.ROOT);
        if (!FORMATS.contains(ending)) {
            throw Refusal.invalid(
                    102, "Unsupported audio format: %s. Allowed: %s".formatted(ending, String.join(", ", FORMATS)));
        }
        throw Refusal.invalid(102, "No default ASR model is set");
    }

    private static Result speak(Call call) {
        call.body();
        throw Refusal.invalid(102, "No default TTS model is set");
    }
}
