package dev.footnote.domain.dialog;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.retrieval.RetrievalSettings;
import java.time.Instant;
import java.util.List;

/** A chat assistant. */
public record Dialog(DialogId id, TenantId tenant, Settings settings, Instant createdAt, Instant updatedAt) {

    public Dialog {
        requireNonNull(id, "id");
        requireNonNull(tenant, "tenant");
        requireNonNull(settings, "settings");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
    }

    /** This dialog with other settings. */
    public Dialog with(Settings other, Instant at) {
        return new Dialog(id, tenant, other, createdAt, at);
    }

    /**
     * What its owner can change.
     *
     * @param name not blank, at most 255 bytes in UTF-8
     * @param icon a picture as a data URL; may be empty
     * @param model {@code name@factory}; empty for the tenant's default
     * @param reranker as {@code model}; empty for none
     * @param knowledgeBases where it looks, in the client's order; none for an assistant that only talks
     */
    public record Settings(
            String name,
            String description,
            String icon,
            String language,
            String model,
            GenerationSettings generation,
            PromptSettings prompt,
            RetrievalSettings retrieval,
            String reranker,
            List<KnowledgeBaseId> knowledgeBases) {
        public Settings {
            requireNonNull(name, "name");
            requireNonNull(description, "description");
            requireNonNull(icon, "icon");
            requireNonNull(language, "language");
            requireNonNull(model, "model");
            requireNonNull(generation, "generation");
            requireNonNull(prompt, "prompt");
            requireNonNull(retrieval, "retrieval");
            requireNonNull(reranker, "reranker");
            knowledgeBases = List.copyOf(knowledgeBases);
            if (name.isBlank()) {
                throw new IllegalArgumentException("a dialog has a name");
            }
        }

        /** These settings under another name. */
        public Settings named(String other) {
            return new Settings(
                    other, description, icon, language, model, generation, prompt, retrieval, reranker, knowledgeBases);
        }

        /** These settings with another model. */
        public Settings withModel(String other) {
            return new Settings(
                    name, description, icon, language, other, generation, prompt, retrieval, reranker, knowledgeBases);
        }
    }
}
