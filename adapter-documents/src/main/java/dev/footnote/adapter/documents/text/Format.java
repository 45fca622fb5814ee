package dev.footnote.adapter.documents.text;

/** What can be parsed. */
public enum Format {
    TEXT,
    MARKDOWN,
    HTML,
    JSON,
    XML,
    CSV,
    MAIL,
    PDF,
    /** Something in a ZIP file: what it is, its entries tell. */
    ZIP,
    /** Something in the container of the older office programs, or an encrypted newer one. */
    OLE
}
