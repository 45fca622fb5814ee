package dev.footnote.adapter.http;

/** What kind of answer a request got; a profile makes an HTTP status of it. */
enum Outcome {
    FINE(200, true),
    INVALID(400, false),
    UNKNOWN_KEY(401, false),
    NOT_SIGNED_IN(401, true),
    FORBIDDEN(403, false),
    NOT_FOUND(404, false),
    NO_ROUTE(404, true),
    WRONG_METHOD(405, false),
    CONFLICT(409, true),
    TOO_LARGE(413, true),
    LIMITED(429, true),
    UNFORESEEN(500, false),
    UPSTREAM(502, false),
    UNAVAILABLE(503, true);

    private final int status;
    private final boolean everywhere;

    Outcome(int status, boolean everywhere) {
        this.status = status;
        this.everywhere = everywhere;
    }

    /** The status that says so. */
    int status() {
        return status;
    }

    /** Whether every profile tells it by the status. */
    boolean everywhere() {
        return everywhere;
    }
}
