package dev.footnote.adapter.documents;

/** What can be parsed. */
enum Format {
    TEXT,
    MARKDOWN,
    HTML,
    PDF
}
