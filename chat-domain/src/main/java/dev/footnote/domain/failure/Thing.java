package dev.footnote.domain.failure;

/** What a failure is about. */
public enum Thing {
    ATTACHMENT,
    CHUNK,
    CHAT_MODEL,
    CONVERSATION,
    CREDENTIAL,
    DATABASE,
    DIALOG,
    DOCUMENT,
    EMBEDDING_MODEL,
    INDEX,
    KNOWLEDGE_BASE,
    MEMBER,
    MESSAGE,
    MODEL,
    PROMPT_VARIABLE,
    PROVIDER,
    QUESTION,
    RERANKER,
    SEARCH_APP,
    SIGN_IN_CHANNEL,
    STORAGE,
    TENANT,
    TURN,
    USER,
    WEB_PAGE
}
