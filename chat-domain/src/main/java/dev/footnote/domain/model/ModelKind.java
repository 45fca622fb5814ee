package dev.footnote.domain.model;

/** What a model does. */
public enum ModelKind {
    /** It writes. */
    CHAT,
    /** It turns texts into vectors. */
    EMBEDDING,
    /** It says how well texts answer a question. */
    RERANK
}
