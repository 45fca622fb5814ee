package dev.footnote.adapter.http;

/** Which face the API shows. Bodies are the same in both, but for a missing API key. */
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
}
