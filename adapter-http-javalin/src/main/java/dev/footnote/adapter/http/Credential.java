package dev.footnote.adapter.http;

/** What a request to a route must show. */
enum Credential {
    NONE,
    /** The token of a signed-in user, or an API key as the second word. */
    SESSION,
    /** What {@link #SESSION} takes, or a ticket in the query. */
    SESSION_TICKET,
    API_KEY,
    /** An API key, or a ticket in the query. */
    TICKET,
    /** A token that opens one shared chat. */
    SHARE
}
