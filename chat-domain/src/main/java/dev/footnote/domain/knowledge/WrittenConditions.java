package dev.footnote.domain.knowledge;

import dev.footnote.domain.knowledge.DocumentChoice.Field;
import dev.footnote.domain.knowledge.MetadataFilter.Condition;
import dev.footnote.domain.knowledge.MetadataFilter.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Conditions as a model writes them: a line each, {@code field | operator | value}, and a line {@link #ANY} where one
 * of them is enough. Whatever else it writes is passed over.
 */
public final class WrittenConditions {

    /** Says that one condition is enough. */
    public static final String ANY = "ANY";

    private static final Map<String, Operator> OPERATORS = Map.ofEntries(
            Map.entry("=", Operator.EQUAL),
            Map.entry("!=", Operator.UNEQUAL),
            Map.entry(">", Operator.GREATER),
            Map.entry("<", Operator.LESS),
            Map.entry(">=", Operator.AT_LEAST),
            Map.entry("<=", Operator.AT_MOST),
            Map.entry("contains", Operator.CONTAINS),
            Map.entry("not contains", Operator.CONTAINS_NOT),
            Map.entry("starts with", Operator.STARTS),
            Map.entry("ends with", Operator.ENDS));

    private static final int PARTS = 3;

    private WrittenConditions() {}

    /** How {@code operator} is written; empty for one that a model is not told of. */
    public static Optional<String> written(Operator operator) {
        return OPERATORS.entrySet().stream()
                .filter(entry -> entry.getValue() == operator)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * The conditions in {@code text}; empty if there are none.
     *
     * @param fields that conditions may be about, named as they are noted; an operator of theirs counts whatever is
     *     written
     */
    public static Optional<MetadataFilter> read(String text, List<Field> fields) {
        var conditions = new ArrayList<Condition>();
        boolean any = false;
        for (String line : text.lines().map(String::strip).toList()) {
            any |= line.equalsIgnoreCase(ANY);
            condition(line, fields).ifPresent(conditions::add);
        }
        return conditions.isEmpty() ? Optional.empty() : Optional.of(new MetadataFilter(conditions, !any));
    }

    private static Optional<Condition> condition(String line, List<Field> fields) {
        String[] parts = line.split("\\|", PARTS);
        if (parts.length < PARTS || parts[2].isBlank()) {
            return Optional.empty();
        }
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(parts[0].strip()))
                .findFirst()
                .flatMap(field -> field.operator()
                        .or(() -> Optional.ofNullable(
                                OPERATORS.get(parts[1].strip().toLowerCase(Locale.ROOT))))
                        .map(operator -> new Condition(List.of(field.name()), operator, parts[2].strip())));
    }
}
