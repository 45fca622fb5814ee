package dev.footnote.domain.identity;

import static java.util.Objects.requireNonNull;

/**
 * Whose things there are: dialogs, knowledge bases, keys.
 *
 * @param models which models are used where nothing else is said
 */
public record Tenant(TenantId id, String name, DefaultModels models) {
    public Tenant {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(models, "models");
    }

    /**
     * Names of models, each {@code name@factory}; empty for "none chosen", in which case the program's default is used.
     *
     * @param speech turns speech into text
     * @param image reads images
     */
    public record DefaultModels(String chat, String embedding, String reranker, String speech, String image) {
        /** Nothing chosen. */
        public static final DefaultModels NONE = new DefaultModels("", "", "", "", "");

        public DefaultModels {
            requireNonNull(chat, "chat");
            requireNonNull(embedding, "embedding");
            requireNonNull(reranker, "reranker");
            requireNonNull(speech, "speech");
            requireNonNull(image, "image");
        }
    }
}
