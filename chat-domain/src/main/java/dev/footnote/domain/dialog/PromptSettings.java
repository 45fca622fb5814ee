package dev.footnote.domain.dialog;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.citation.CitationPolicy;
import dev.footnote.domain.knowledge.ClientSettings;
import java.util.List;
import java.util.Optional;

/**
 * What an assistant is told and says.
 *
 * @param opener how it begins a conversation; may be empty
 * @param emptyResponse what it says when nothing was found; without one the model is asked all the same
 * @param quoting whether it cites
 * @param refinesMultiTurn whether a question is completed from the ones before it
 * @param searching what is done with a question before its answer is searched for
 * @param policy what becomes of sentences that what was found does not support
 * @param other what clients sent beside and read back
 */
public record PromptSettings(
        PromptTemplate system,
        String opener,
        List<PromptVariable> variables,
        Optional<String> emptyResponse,
        boolean quoting,
        boolean refinesMultiTurn,
        SearchOptions searching,
        CitationPolicy policy,
        ClientSettings other) {
    public PromptSettings {
        requireNonNull(system, "system");
        requireNonNull(opener, "opener");
        variables = List.copyOf(variables);
        requireNonNull(emptyResponse, "emptyResponse");
        requireNonNull(searching, "searching");
        requireNonNull(policy, "policy");
        requireNonNull(other, "other");
    }

    /** With {@link SearchOptions#NONE} and {@link CitationPolicy#SHOW}. */
    public PromptSettings(
            PromptTemplate system,
            String opener,
            List<PromptVariable> variables,
            Optional<String> emptyResponse,
            boolean quoting,
            boolean refinesMultiTurn,
            ClientSettings other) {
        this(
                system,
                opener,
                variables,
                emptyResponse,
                quoting,
                refinesMultiTurn,
                SearchOptions.NONE,
                CitationPolicy.SHOW,
                other);
    }

    /** Whether what was found is to be told to the model. */
    public boolean usesKnowledge() {
        return variables.stream().anyMatch(variable -> variable.name().equals(PromptVariable.KNOWLEDGE));
    }
}
