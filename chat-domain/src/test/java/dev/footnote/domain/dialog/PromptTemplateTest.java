package dev.footnote.domain.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PromptTemplateTest {

    @Test
    void neverReadsAValueAsATemplate() {
        var template = new PromptTemplate("{a} and {b}");

        assertThat(template.fill(Map.of("a", "{b}", "b", "{a}"))).isEqualTo("{b} and {a}");
    }

    @Test
    void keepsStrayBracesAndUnknownNames() {
        var template = new PromptTemplate("{ {x} {{a}} } {a");

        assertThat(template.fill(Map.of("a", "1"))).isEqualTo("{ {x} {1} } {a");
        assertThat(template.uses("x")).isTrue();
        assertThat(template.uses("y")).isFalse();
    }
}
