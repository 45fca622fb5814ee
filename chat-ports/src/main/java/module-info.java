/** What the application needs from the world. */
module dev.footnote.ports {
    requires static org.jspecify;
    requires transitive dev.footnote.domain;

    exports dev.footnote.ports;
    exports dev.footnote.ports.document;
    exports dev.footnote.ports.identity;
    exports dev.footnote.ports.index;
    exports dev.footnote.ports.model;
    exports dev.footnote.ports.runtime;
    exports dev.footnote.ports.store;
}
