/** The pure model of grounded chat: no library, no input or output, no clock. */
module dev.footnote.domain {
    requires static org.jspecify;

    exports dev.footnote.domain.answer;
    exports dev.footnote.domain.citation;
    exports dev.footnote.domain.conversation;
    exports dev.footnote.domain.dialog;
    exports dev.footnote.domain.failure;
    exports dev.footnote.domain.identity;
    exports dev.footnote.domain.knowledge;
    exports dev.footnote.domain.knowledge.chunking;
    exports dev.footnote.domain.mindmap;
    exports dev.footnote.domain.model;
    exports dev.footnote.domain.prompt;
    exports dev.footnote.domain.retrieval;
    exports dev.footnote.domain.search;
    exports dev.footnote.domain.stream;
}
