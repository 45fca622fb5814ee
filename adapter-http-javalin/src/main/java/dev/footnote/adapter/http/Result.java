package dev.footnote.adapter.http;

/** What an operation leaves to be done. */
sealed interface Result permits Envelope, Result.Done {

    /** Nothing: the operation writes the response itself. */
    record Done() implements Result {}
}
