package dev.footnote.domain.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TagsTest {

    @Test
    void comparesItsWeightsWithThoseOfAQuestion() {
        Tags tags = new Tags(List.of("name"), Map.of("sea", 3.0, "land", 4.0));

        assertThat(tags.cosine(Map.of("sea", 2))).isCloseTo(0.6, within(1e-9));
        assertThat(tags.cosine(Map.of("sea", 6, "land", 8))).isCloseTo(1, within(1e-9));
        assertThat(tags.cosine(Map.of("sea", 3, "air", 4))).isCloseTo(0.36, within(1e-9));
        assertThat(tags.cosine(Map.of("name", 1))).isZero();
        assertThat(tags.cosine(Map.of())).isZero();
        assertThat(Tags.NONE.cosine(Map.of("sea", 1))).isZero();
        assertThat(new Tags(List.of(), Map.of("sea", 0.0)).cosine(Map.of("sea", 1)))
                .isZero();
    }

    @Test
    void isBounded() {
        assertThatIllegalArgumentException().isThrownBy(() -> Tags.named(List.of("x".repeat(101))));
        assertThatIllegalArgumentException().isThrownBy(() -> Tags.named(List.of("")));
        assertThatIllegalArgumentException().isThrownBy(() -> Tags.named(Collections.nCopies(101, "x")));
        assertThatIllegalArgumentException().isThrownBy(() -> new Tags(List.of(), Map.of("x", -1.0)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Tags(List.of(), Map.of("x", Double.NaN)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tags(List.of(), Map.of("x", Double.POSITIVE_INFINITY)));
    }
}
