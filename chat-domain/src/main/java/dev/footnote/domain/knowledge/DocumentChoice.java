package dev.footnote.domain.knowledge;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.knowledge.MetadataFilter.Operator;
import java.util.List;
import java.util.Optional;

/** Which documents of the knowledge bases are searched, by what is noted of them. */
public sealed interface DocumentChoice {

    /** All of them. */
    DocumentChoice ALL = new All();

    /** All of them. */
    record All() implements DocumentChoice {}

    /** Those that {@code filter} chooses. */
    record Stated(MetadataFilter filter) implements DocumentChoice {
        public Stated {
            requireNonNull(filter, "filter");
        }
    }

    /**
     * Those that meet conditions which the chat model makes of the question.
     *
     * @param fields that conditions may be about; none for any
     */
    record Asked(List<Field> fields) implements DocumentChoice {
        public Asked {
            fields = List.copyOf(fields);
        }
    }

    /**
     * A field that the model may make conditions about.
     *
     * @param operator the only one that it may use; empty for any
     */
    record Field(String name, Optional<Operator> operator) {
        public Field {
            requireNonNull(name, "name");
            requireNonNull(operator, "operator");
        }
    }
}
