package dev.footnote.adapter.http;

import dev.footnote.application.chat.ManageDialogs;

/** Which face the API shows. Bodies are the same in both, but for a missing API key and one weight. */
public enum Profile {
    /** The HTTP status tells the kind of a failure. */
    STANDARD,
    /** The HTTP status is nearly always 200, as existing clients expect. */
    RAGFLOW;

    int status(Outcome outcome) {
        return this == STANDARD || outcome.everywhere() ? outcome.status() : 200;
    }

    /** The code in the body when there is no usable API key in the request. */
    int codeWithoutKey() {
        return this == STANDARD ? 401 : 0;
    }

    /** What becomes of a required variable that the prompt does not use. */
    ManageDialogs.Unused unusedVariables() {
        return this == STANDARD ? ManageDialogs.Unused.ACCEPTED : ManageDialogs.Unused.REFUSED;
    }

    /** Whether a chat may rest on a dataset in which nothing is parsed yet. */
    boolean takesUnparsed() {
        return this == STANDARD;
    }

    /**
     * Whether {@code keywords_similarity_weight} means the weight of the vector when it is sent, and its rest when
     * read.
     */
    boolean swapsWeights() {
        return this == RAGFLOW;
    }
}
