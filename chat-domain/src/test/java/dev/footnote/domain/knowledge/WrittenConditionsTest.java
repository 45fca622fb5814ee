package dev.footnote.domain.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.knowledge.DocumentChoice.Field;
import dev.footnote.domain.knowledge.MetadataFilter.Condition;
import dev.footnote.domain.knowledge.MetadataFilter.Operator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenConditionsTest {

    private static final List<Field> FIELDS =
            List.of(new Field("year", Optional.empty()), new Field("author", Optional.of(Operator.CONTAINS)));

    @Test
    void readsALineEach() {
        assertThat(WrittenConditions.read("Sure:\nyear | >= | 2024\n Year|<|2026 \nauthor | = | Ann | Bob", FIELDS))
                .contains(new MetadataFilter(
                        List.of(
                                new Condition(List.of("year"), Operator.AT_LEAST, "2024"),
                                new Condition(List.of("year"), Operator.LESS, "2026"),
                                new Condition(List.of("author"), Operator.CONTAINS, "Ann | Bob")),
                        true));
    }

    @Test
    void joinsThemByOrWhereOneIsEnough() {
        assertThat(WrittenConditions.read("any\nyear | = | 2024\nyear | = | 2025", FIELDS)
                        .map(MetadataFilter::all))
                .contains(false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "none",
                "ANY",
                "{\"conditions\": []}",
                "year = 2024",
                "year | = |",
                "year | near | 2024",
                "place | = | here"
            })
    void readsNothingInWhatIsNone(String text) {
        assertThat(WrittenConditions.read(text, FIELDS)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void readsEveryOperatorAsItIsWritten(Operator operator) {
        WrittenConditions.written(operator)
                .ifPresent(written -> assertThat(WrittenConditions.read("year | %s | 7".formatted(written), FIELDS))
                        .contains(new MetadataFilter(List.of(new Condition(List.of("year"), operator, "7")), true)));
    }
}
