package dev.footnote.domain.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.knowledge.Metadata.Removal;
import dev.footnote.domain.knowledge.Metadata.Update;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetadataTest {

    private static final Metadata BEFORE = metadata(Map.of("tags", List.of("a", "b"), "year", 2020));

    @Test
    void splitsEnumerationsInListsAlone() {
        assertThat(metadata(Map.of("tags", List.of("a, b；c|a", 5))).values("tags"))
                .containsExactly("a", "b", "c", "5");
        assertThat(metadata(Map.of("place", "Paris, France")).values("place")).containsExactly("Paris, France");
        assertThat(BEFORE.values("unknown")).isEmpty();
    }

    @Test
    void tellsTheFieldsThatAreAskedFor() {
        assertThat(MetadataFields.ALL.of(BEFORE)).isEqualTo(BEFORE);
        assertThat(new MetadataFields(Optional.of(Set.of("year", "unknown"))).of(BEFORE))
                .isEqualTo(metadata(Map.of("year", 2020)));
        assertThat(new MetadataFields(Optional.of(Set.of())).of(BEFORE)).isEqualTo(Metadata.NONE);
    }

    @Test
    void addsToListsAndReplacesAllElse() {
        Metadata after = BEFORE.changed(
                List.of(update("tags", "b"), update("tags", List.of("c")), update("year", 2021), update("new", "n")),
                List.of());

        assertThat(after.values("tags")).containsExactly("a", "b", "c");
        assertThat(after.values("year")).containsExactly("2021");
        assertThat(after.values("new")).containsExactly("n");
    }

    @Test
    void replacesOnlyWhatMatches() {
        Metadata after = BEFORE.changed(
                List.of(matching("tags", "x", "a"), matching("year", 1, "2021"), matching("new", 1, "2")), List.of());

        assertThat(after.values("tags")).containsExactly("x", "b");
        assertThat(after.values("year")).containsExactly("2020");
        assertThat(after.values("new")).isEmpty();
    }

    @Test
    void removesFieldsAndValues() {
        assertThat(removed(new Removal("tags", Optional.of("a"))).values("tags"))
                .containsExactly("b");
        assertThat(removed(new Removal("tags", Optional.of("a")), new Removal("tags", Optional.of("b")))
                        .fields()
                        .values())
                .containsOnlyKeys("year");
        assertThat(removed(new Removal("year", Optional.of("2020"))).values("year"))
                .isEmpty();
        assertThat(removed(new Removal("year", Optional.of("2021")))).isEqualTo(BEFORE);
        assertThat(removed(new Removal("tags", Optional.empty())).values("tags"))
                .isEmpty();
    }

    private static Metadata removed(Removal... removals) {
        return BEFORE.changed(List.of(), List.of(removals));
    }

    private static Update update(String name, Object value) {
        return new Update(name, value, Optional.empty());
    }

    private static Update matching(String name, Object value, Object match) {
        return new Update(name, value, Optional.of(match));
    }

    private static Metadata metadata(Map<String, Object> values) {
        return new Metadata(new ClientSettings(Map.copyOf(values)));
    }
}
