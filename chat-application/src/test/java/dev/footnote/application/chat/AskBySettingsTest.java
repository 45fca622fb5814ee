package dev.footnote.application.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.application.Scene;
import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.dialog.SearchOptions;
import dev.footnote.domain.knowledge.ClientSettings;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.search.SearchSettings;
import dev.footnote.ports.model.Reranker;
import dev.footnote.testkit.InMemoryPorts;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a search app's settings change in how its questions are made ready, searched for and answered. */
class AskBySettingsTest {

    private static final String KEYWORDS = "keywords";
    private static final String TRANSLATE = "You translate";

    private final Respondent model =
            new Respondent("1. Ten days?").on(KEYWORDS, "Erstattungen").on(TRANSLATE, "Wie lange?");
    private final List<String> reranked = new CopyOnWriteArrayList<>();
    private final Reranker reranker = (query, texts) -> {
        reranked.add(query);
        return texts.stream().map(text -> 1.0).toList();
    };
    private final Scene scene = new Scene(InMemoryPorts.answering(model).withReranker(reranker));
    private final KnowledgeBaseId handbook =
            scene.knowing("Refunds take ten days.").id();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void makesTheQuestionReadyAndRanksAnew() {
        ask(set(new SearchOptions(List.of("German"), true, false), InMemoryPorts.RERANKER, OptionalDouble.empty()));

        assertThat(model.asked(TRANSLATE)).hasSize(1);
        assertThat(model.asked(KEYWORDS)).hasSize(1);
        assertThat(reranked).containsExactly("Wie lange? Erstattungen");
    }

    @Test
    void searchesForTheQuestionAsItIsWithoutSettings() {
        ask(SearchSettings.NONE.over(List.of(handbook)));

        assertThat(model.asked(TRANSLATE)).isEmpty();
        assertThat(model.asked(KEYWORDS)).isEmpty();
        assertThat(reranked).isEmpty();
        assertThat(model.last().generation().temperature()).hasValue(0.1);
    }

    @Test
    void writesAsTheSettingsSay() {
        SearchSettings warm = set(SearchOptions.NONE, "", OptionalDouble.of(0.7));

        ask(warm);
        assertThat(model.last().generation().temperature()).hasValue(0.7);

        scene.app.suggestQuestions().related(Scene.ANN, "How long?", warm);
        assertThat(model.last().generation().temperature()).hasValue(0.7);
        scene.app.suggestQuestions().related(Scene.ANN, "How long?", SearchSettings.NONE);
        assertThat(model.last().generation().temperature()).hasValue(0.9);
    }

    private void ask(SearchSettings settings) {
        scene.app.askKnowledge().ask(Scene.ANN, "How long?", settings, event -> true);
    }

    private SearchSettings set(SearchOptions options, String rerankerName, OptionalDouble temperature) {
        var generation = new GenerationSettings(
                temperature,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                ClientSettings.NONE);
        return new SearchSettings(
                List.of(handbook),
                List.of(),
                Optional.empty(),
                SearchSettings.NONE.effort(),
                rerankerName,
                "",
                generation,
                options,
                ClientSettings.NONE);
    }
}
