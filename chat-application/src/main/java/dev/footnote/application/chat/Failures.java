package dev.footnote.application.chat;

import dev.footnote.domain.failure.ChatException;
import dev.footnote.ports.model.ModelException;
import dev.footnote.ports.store.StoreException;

/** Why a turn failed, in words that help whoever asked and tell nobody anything else. */
final class Failures {

    static final String NOT_STORED = "The answer could not be stored. Please ask again.";

    private Failures() {}

    static String reason(Throwable failure) {
        return switch (failure) {
            case ModelException model ->
                switch (model) {
                    case ModelException.Unauthorized e -> "The model refused the configured key.";
                    case ModelException.RateLimited e -> "The model is asked too often. Please try again later.";
                    case ModelException.Refused e -> "The model refused the request.";
                    case ModelException.Unavailable e -> "The model cannot be reached or broke off.";
                    case ModelException.Unintelligible e -> "The model answered with something that is no answer.";
                };
            case StoreException.Busy e -> "The database has too much to do. Please try again later.";
            case StoreException e -> "The database cannot be reached. Please try again later.";
            case ChatException e -> "The documents cannot be searched at the moment.";
            default -> "Something went wrong. Please ask again.";
        };
    }

    /** For the log: the kind of failure; its message too where that is known to hold no content. */
    static String describe(Throwable failure) {
        return switch (failure) {
            case ModelException e -> e.getClass().getSimpleName() + ": " + e.getMessage();
            case ChatException e -> String.valueOf(e.getMessage());
            case StoreException e -> String.valueOf(e.getMessage());
            default -> failure.getClass().getName() + at(failure);
        };
    }

    private static String at(Throwable failure) {
        return failure.getStackTrace().length == 0 ? "" : " at " + failure.getStackTrace()[0];
    }
}
