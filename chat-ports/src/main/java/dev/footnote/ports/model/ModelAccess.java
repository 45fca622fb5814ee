package dev.footnote.ports.model;

import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.model.ModelKind;
import dev.footnote.domain.model.Provider;
import java.util.List;

/**
 * Reaches models at addresses that users name. An address that is none of the web, or must not be reached on behalf of
 * a user, is as one where nothing answers.
 *
 * <p>Safe for use by several threads at once.
 */
public interface ModelAccess {

    /** The providers that are known, each name once, in the order in which they are shown. */
    List<Provider> providers();

    /** A chat model. Nothing is sent before it is asked. */
    ChatModel chat(Endpoint endpoint);

    /** An embedding model. Nothing is sent before it is asked. */
    EmbeddingModel embedding(Endpoint endpoint);

    /** A reranker. Nothing is sent before it is asked. */
    Reranker reranker(Endpoint endpoint);

    /**
     * Asks a model for something small, once, to see that it answers.
     *
     * @throws ModelException if it does not, within ten seconds or so
     */
    void check(ModelKind kind, Endpoint endpoint);

    /**
     * Where a model is.
     *
     * @param base what its API's paths are appended to, as the user wrote it
     * @param key empty for none
     * @param model what the API calls it
     * @param contextTokens how much it can read and write together, at least 1
     */
    record Endpoint(String base, Secret key, String model, int contextTokens) {}
}
