package dev.footnote.application.chat;

import dev.footnote.domain.failure.ChatException.Upstream;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.retrieval.Knowledge;
import dev.footnote.domain.retrieval.RetrievalSettings;
import dev.footnote.domain.search.SearchSettings;
import dev.footnote.ports.model.ModelCatalog.ChatEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the chunks that answer a question which belongs to no dialog. */
public final class FindBySettings {

    private final RefineQuestion refine;
    private final FindKnowledge find;
    private final ChooseDocuments choose;

    public FindBySettings(RefineQuestion refine, FindKnowledge find, ChooseDocuments choose) {
        this.refine = refine;
        this.find = find;
        this.choose = choose;
    }

    /**
     * Searches {@code bases}.
     *
     * @param usual what holds where {@code settings} say nothing
     * @param model makes the question ready, if that is asked for
     * @throws Upstream if the index cannot be read
     */
    Knowledge find(
            String question,
            List<KnowledgeBase> bases,
            SearchSettings settings,
            RetrievalSettings usual,
            ChatEntry model) {
        return find.find(
                refine.widen(model, question, settings.options()),
                bases,
                settings.effort().over(usual),
                choose.choose(model, question, bases, settings.options().documents(), within(bases, settings)),
                find.reranker(bases, settings.reranker()));
    }

    /**
     * The documents that {@code settings} search: those that are named and those that meet the filter; empty for all.
     */
    public Optional<Set<DocumentId>> within(List<KnowledgeBase> bases, SearchSettings settings) {
        if (settings.documents().isEmpty() && settings.metadata().isEmpty()) {
            return Optional.empty();
        }
        Set<DocumentId> chosen = new HashSet<>(settings.documents());
        settings.metadata().ifPresent(filter -> chosen.addAll(choose.meeting(bases, filter)));
        return Optional.of(chosen);
    }
}
