package dev.footnote.domain.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.retrieval.RetrievalSettings;
import dev.footnote.domain.search.SearchSettings.Effort;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SearchSettingsTest {

    private static final KnowledgeBaseId A = new KnowledgeBaseId("a");
    private static final KnowledgeBaseId B = new KnowledgeBaseId("b");
    private static final KnowledgeBaseId C = new KnowledgeBaseId("c");

    private final SearchSettings settings = SearchSettings.NONE.over(List.of(B, A));

    @Test
    void looksElsewhereOnlyIfItNamesNothing() {
        assertThat(settings.orOver(List.of(C)).knowledgeBases()).containsExactly(B, A);
        assertThat(SearchSettings.NONE.orOver(List.of(C)).knowledgeBases()).containsExactly(C);
    }

    @Test
    void looksInBothEachOnce() {
        assertThat(settings.andOver(List.of(A, C)).knowledgeBases()).containsExactly(B, A, C);
    }

    @Test
    void leavesToTheTaskWhatIsNotSet() {
        var usual = new RetrievalSettings(12, 1024, 0.1, 0.3);
        var some = new Effort(OptionalInt.of(5), OptionalDouble.empty(), OptionalDouble.of(0.9));

        assertThat(SearchSettings.NONE.effort().over(usual)).isEqualTo(usual);
        assertThat(some.over(usual)).isEqualTo(new RetrievalSettings(12, 5, 0.1, 0.9));
    }
}
