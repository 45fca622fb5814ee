package dev.footnote.domain.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.footnote.domain.knowledge.Tags;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TagCountsTest {

    @Test
    void scoresATagByHowMuchMoreOftenItIsThereThanElsewhere() {
        var counts = new TagCounts(Map.of("rare", 49, "common", 99_951));
        List<Tags> met = Stream.concat(
                        Collections.nCopies(24, Tags.named(List.of("rare"))).stream(),
                        Collections.nCopies(76, Tags.named(List.of("common"))).stream())
                .toList();

        // 0.1 * (25 / 1100) / (50 / 101000) = 4.59, 0.1 * (77 / 1100) / (99952 / 101000) = 0.007
        assertThat(counts.best(met, 3)).containsExactly(entry("rare", 5), entry("common", 1));
        assertThat(counts.best(met, 1)).containsExactly(entry("rare", 5));
    }

    @Test
    void putsTheMoreFrequentFirstAmongAFew() {
        var counts = new TagCounts(Map.of("sea", 3, "fur", 1, "air", 1));
        List<Tags> met = List.of(
                Tags.named(List.of("fur", "fur", "sea")), Tags.named(List.of("sea")), Tags.named(List.of("air")));

        assertThat(counts.best(met, 10)).containsExactly(entry("sea", 1), entry("air", 1), entry("fur", 1));
    }

    @Test
    void writesDotsAsUnderscores() {
        assertThat(new TagCounts(Map.of("v1.0", 1)).best(List.of(Tags.named(List.of("v1.0"))), 3))
                .containsExactly(entry("v1_0", 1));
    }

    @Test
    void findsNothingWhereNothingWasMet() {
        assertThat(new TagCounts(Map.of("sea", 1)).best(List.of(), 3)).isEmpty();
        assertThat(new TagCounts(Map.of("sea", 1)).best(List.of(Tags.NONE), 3)).isEmpty();
    }
}
