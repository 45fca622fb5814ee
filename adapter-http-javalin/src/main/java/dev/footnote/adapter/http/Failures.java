package dev.footnote.adapter.http;

import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.failure.ChatException.Conflict;
import dev.footnote.domain.failure.ChatException.Fault;
import dev.footnote.domain.failure.ChatException.Forbidden;
import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.failure.ChatException.Upstream;
import dev.footnote.domain.failure.Thing;
import java.util.Locale;

/** Words failures for clients: code, text and kind. */
final class Failures {

    private Failures() {}

    static Envelope envelope(ChatException failure, Route.Wording wording) {
        return switch (failure) {
            case NotFound missing -> Envelope.error(102, missing(missing, wording), Outcome.NOT_FOUND);
            case Forbidden forbidden -> Envelope.full(109, "No authorization.", false, Outcome.FORBIDDEN);
            case Invalid invalid -> invalid(invalid);
            case Conflict conflict -> conflict(conflict);
            case Upstream upstream -> upstream(upstream);
        };
    }

    private static String missing(NotFound failure, Route.Wording wording) {
        String text = wording.missing().getOrDefault(failure.thing(), usual(failure.thing()));
        return text.replace("%s", failure.subject());
    }

    private static String usual(Thing thing) {
        return switch (thing) {
            case DIALOG -> "You don't own the chat %s";
            case CONVERSATION -> "You don't own the session %s";
            case KNOWLEDGE_BASE -> "You don't own the dataset %s.";
            case DOCUMENT -> "You don't own the document %s.";
            case ATTACHMENT -> "File not found!";
            case CHUNK -> "Can't find this chunk %s";
            case TENANT -> "Tenant not found!";
            case TURN -> "You don't own the turn %s";
            default -> name(thing) + " not found: %s";
        };
    }

    private static Envelope invalid(Invalid failure) {
        if (failure.thing() == Thing.DOCUMENT && failure.problem() == Problem.TOO_LONG) {
            return Envelope.error(102, "The file is too large.", Outcome.TOO_LARGE);
        }
        String subject = failure.subject();
        String text = switch (failure.problem()) {
            case UNUSED -> "Parameter '%s' is not used".formatted(subject);
            case WITHOUT_CHUNKS -> "The dataset %s doesn't own parsed file".formatted(subject);
            case UNSUPPORTED -> "This type of file has not been supported yet!";
            case UNAVAILABLE -> unavailable(failure);
            case MISSING -> missing(failure);
            case TOO_LONG ->
                failure.thing() == Thing.PROVIDER
                        ? "Too many models, or too long a text, for %s.".formatted(subject)
                        : "The %s is too long.".formatted(name(failure.thing()));
            case MALFORMED -> "The %s is malformed: %s".formatted(name(failure.thing()), subject);
        };
        return Envelope.error(102, text, Outcome.INVALID);
    }

    private static String unavailable(Invalid failure) {
        return switch (failure.thing()) {
            case CHAT_MODEL -> "`model_name` %s doesn't exist".formatted(failure.subject());
            case RERANKER ->
                "`rerank_model` %s doesn't exist, nor any other: name a model of type `rerank` in the setting `models.list`"
                        .formatted(failure.subject());
            case PROVIDER -> "LLM factory %s is not allowed".formatted(failure.subject());
            case EMBEDDING_MODEL -> "Unsupported model: <%s>".formatted(failure.subject());
            default -> "%s is not available".formatted(failure.subject());
        };
    }

    private static String missing(Invalid failure) {
        return switch (failure.thing()) {
            case QUESTION -> "`question` is required.";
            case CHUNK -> "`content` is required";
            case PROVIDER -> "%s needs a `base_url`.".formatted(failure.subject());
            case MODEL -> "%s lists no models: add them by name.".formatted(failure.subject());
            case PROMPT_VARIABLE -> "Miss parameter: " + failure.subject();
            default -> "The %s is missing.".formatted(name(failure.thing()));
        };
    }

    private static Envelope conflict(Conflict failure) {
        return switch (failure.clash()) {
            case NAME_TAKEN -> Envelope.error(102, "Duplicated name.", Outcome.CONFLICT);
            case ID_TAKEN ->
                Envelope.full(100, "The id %s is taken.".formatted(failure.subject()), null, Outcome.CONFLICT);
            case TURN_RUNNING -> Envelope.error(102, "The session is still answering a question.", Outcome.CONFLICT);
            case BEING_PARSED ->
                Envelope.error(102, "Can't parse document that is currently being processed", Outcome.CONFLICT);
            case NOT_BEING_PARSED ->
                Envelope.error(102, "Can't stop parsing document with progress at 0 or 1", Outcome.CONFLICT);
            case MIXED_EMBEDDING_MODELS ->
                Envelope.error(109, "Datasets use different embedding models.\"", Outcome.CONFLICT);
            case HAS_CHUNKS -> Envelope.error(102, "The dataset has chunks already.", Outcome.CONFLICT);
            case EMBEDDING_CHANGES ->
                Envelope.error(
                        102,
                        "The dataset is being embedded by %s; stop that first.".formatted(failure.subject()),
                        Outcome.CONFLICT);
        };
    }

    private static Envelope upstream(Upstream failure) {
        return switch (failure.thing()) {
            case DATABASE, INDEX, STORAGE -> Envelope.full(100, reason(failure), null, Outcome.UNAVAILABLE);
            default -> Envelope.full(500, reason(failure), null, Outcome.UPSTREAM);
        };
    }

    private static String reason(Upstream failure) {
        String name = name(failure.thing());
        return failure.fault() == Fault.RATE_LIMITED
                ? "The %s asks to try again later.".formatted(name)
                : "The %s is not available.".formatted(name);
    }

    private static String name(Thing thing) {
        return thing.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
