package dev.footnote.domain.mindmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutlineTest {

    private final Outline outline = new Outline();

    @Test
    void headingsAndListsBecomeOneTree() {
        outline.read("""
                # Bees
                ## Honey
                - made of **nectar**
                  - by workers
                - keeps for years
                ## Hive
                1. comb
                """);

        assertThat(outline.toMindMap())
                .isEqualTo(topic(
                        "Bees",
                        topic("Honey", topic("made of nectar", topic("by workers")), topic("keeps for years")),
                        topic("Hive", topic("comb"))));
    }

    @Test
    void severalTopicsStandBelowARoot() {
        outline.read("# Bees\n- honey\n# Ants\n- leaves");

        assertThat(outline.toMindMap())
                .isEqualTo(topic("root", topic("Bees", topic("honey")), topic("Ants", topic("leaves"))));
    }

    @Test
    void aLaterTextAddsToWhatIsThere() {
        outline.read("# Bees\n## Honey\n- sweet");
        outline.read("```markdown\n# Bees\n## Honey\n- golden\n## Wax\n- white\n```");

        assertThat(outline.toMindMap())
                .isEqualTo(
                        topic("Bees", topic("Honey", topic("sweet"), topic("golden")), topic("Wax", topic("white"))));
    }

    @Test
    void aTopicWithChildrenStandsOnce() {
        outline.read("# Bees\n## Honey\n- sweet\n## Trade\n### Honey\n- dear");

        assertThat(outline.toMindMap()).isEqualTo(topic("Bees", topic("Honey", topic("sweet")), topic("Trade")));
    }

    @Test
    void flatListsKeepTheirLeaves() {
        outline.read("- honey\n- wax");

        assertThat(outline.toMindMap()).isEqualTo(topic("root", topic("honey"), topic("wax")));
    }

    @Test
    void nothingIsARootWithoutChildren() {
        outline.read("\n```\n```\n");

        assertThat(outline.toMindMap()).isEqualTo(topic("root"));
    }

    private static MindMap topic(String title, MindMap... children) {
        return new MindMap(title, List.of(children));
    }
}
