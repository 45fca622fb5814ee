package dev.footnote.domain.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.knowledge.MetadataFilter.Condition;
import dev.footnote.domain.knowledge.MetadataFilter.Operator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataFilterTest {

    private static final Map<String, Metadata> DOCUMENTS = new LinkedHashMap<>(Map.of(
            "d1", metadata(Map.of("character", "Zhuge Liang", "year", 208, "d", "2024-01-01")),
            "d2", metadata(Map.of("character", List.of("Cao Cao"), "year", "210", "d", "2024-05-05")),
            "d3", metadata(Map.of("d", "x", "none", ""))));

    @Test
    void comparesTextsIgnoringCase() {
        assertThat(chosen("character", Operator.EQUAL, "zhuge liang")).containsExactly("d1");
        assertThat(chosen("character", Operator.UNEQUAL, "Cao Cao")).containsExactly("d1");
        assertThat(chosen("character", Operator.STARTS, "ZHU")).containsExactly("d1");
        assertThat(chosen("character", Operator.ENDS, "CAO")).containsExactly("d2");
        assertThat(chosen("character", Operator.CONTAINS, "zhuge")).containsExactly("d1");
        assertThat(chosen("character", Operator.CONTAINS_NOT, "zhuge")).containsExactly("d2");
    }

    @Test
    void comparesNumbersAndDatesByTheirValue() {
        assertThat(chosen("year", Operator.EQUAL, "208.0")).containsExactly("d1");
        assertThat(chosen("year", Operator.EQUAL, 208)).containsExactly("d1");
        assertThat(chosen("year", Operator.AT_LEAST, 209)).containsExactly("d2");
        assertThat(chosen("year", Operator.LESS, "1000")).containsExactly("d1", "d2");
        assertThat(chosen("d", Operator.GREATER, "2024-02-01")).containsExactly("d2");
        assertThat(chosen("d", Operator.UNEQUAL, "2024-01-01")).containsExactly("d2");
        assertThat(chosen("year", Operator.GREATER, "abc")).isEmpty();
        assertThat(chosen("year", Operator.CONTAINS, 208)).isEmpty();
    }

    @Test
    void looksIntoListsAndTexts() {
        assertThat(chosen("character", Operator.IN, "zhuge liang,x")).containsExactly("d1");
        assertThat(chosen("character", Operator.NOT_IN, List.of("zhuge liang"))).containsExactly("d2");
        assertThat(chosen("year", Operator.IN, List.of(208, 210))).containsExactly("d1", "d2");
        assertThat(chosen("none", Operator.EMPTY, "")).containsExactly("d3");
        assertThat(chosen("character", Operator.NOT_EMPTY, "")).containsExactly("d1", "d2");
        assertThat(chosen("unknown", Operator.UNEQUAL, "x")).isEmpty();
        assertThat(chosen("year", Operator.NEVER, 208)).isEmpty();
    }

    @Test
    void joinsConditionsTruly() {
        var nobody = new Condition(List.of("character"), Operator.EQUAL, "nobody");
        var early = new Condition(List.of("year"), Operator.EQUAL, 208);

        assertThat(chosen(new MetadataFilter(List.of(nobody, early), true))).isEmpty();
        assertThat(chosen(new MetadataFilter(List.of(early, nobody), true))).isEmpty();
        assertThat(chosen(new MetadataFilter(List.of(nobody, early), false))).containsExactly("d1");
        assertThat(chosen(new MetadataFilter(List.of(), true))).containsExactly("d1", "d2", "d3");
    }

    private static List<String> chosen(String name, Operator operator, Object value) {
        return chosen(new MetadataFilter(List.of(new Condition(List.of(name), operator, value)), true));
    }

    private static List<String> chosen(MetadataFilter filter) {
        return DOCUMENTS.entrySet().stream()
                .filter(entry -> filter.matches(entry.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static Metadata metadata(Map<String, Object> values) {
        return new Metadata(new ClientSettings(new LinkedHashMap<>(values)));
    }
}
