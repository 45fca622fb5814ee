package dev.footnote.domain.knowledge;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Chooses documents by their metadata. A condition holds if any value of its field meets it; a document without the
 * field meets none.
 *
 * @param conditions none chooses every document
 * @param all whether all conditions must hold, not just one
 */
public record MetadataFilter(List<Condition> conditions, boolean all) {

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?");

    public MetadataFilter {
        conditions = List.copyOf(conditions);
    }

    /** Whether a document with this metadata is chosen. */
    public boolean matches(Metadata metadata) {
        return conditions.isEmpty()
                || (all
                        ? conditions.stream().allMatch(condition -> condition.matches(metadata))
                        : conditions.stream().anyMatch(condition -> condition.matches(metadata)));
    }

    /** How a stored value is compared. Case is ignored. */
    public enum Operator {
        EQUAL,
        UNEQUAL,
        GREATER,
        LESS,
        AT_LEAST,
        AT_MOST,
        CONTAINS,
        CONTAINS_NOT,
        IN,
        NOT_IN,
        STARTS,
        ENDS,
        EMPTY,
        NOT_EMPTY,
        /** An operator that nothing meets, as one that is not known. */
        NEVER
    }

    /**
     * A comparison.
     *
     * @param names of fields, any of which may meet it
     * @param value a text, a number, a list, or an empty text for operators without one
     */
    public record Condition(List<String> names, Operator operator, Object value) {

        public Condition {
            names = List.copyOf(names);
            requireNonNull(operator, "operator");
            requireNonNull(value, "value");
        }

        private boolean matches(Metadata metadata) {
            return names.stream()
                    .flatMap(name -> metadata.values(name).stream())
                    .anyMatch(this::meets);
        }

        private boolean meets(String stored) {
            String lower = stored.toLowerCase(Locale.ROOT);
            String wanted = String.valueOf(value).toLowerCase(Locale.ROOT);
            boolean text = value instanceof String;
            return switch (operator) {
                case EQUAL -> compared(stored).stream().anyMatch(order -> order == 0);
                case UNEQUAL -> differs(stored);
                case GREATER -> compared(stored).stream().anyMatch(order -> order > 0);
                case LESS -> compared(stored).stream().anyMatch(order -> order < 0);
                case AT_LEAST -> compared(stored).stream().anyMatch(order -> order >= 0);
                case AT_MOST -> compared(stored).stream().anyMatch(order -> order <= 0);
                case CONTAINS -> text && lower.contains(wanted);
                case CONTAINS_NOT -> text && !lower.contains(wanted);
                case IN -> listable() && in(lower);
                case NOT_IN -> listable() && !in(lower);
                case STARTS -> lower.startsWith(wanted);
                case ENDS -> lower.endsWith(wanted);
                case EMPTY -> stored.isEmpty();
                case NOT_EMPTY -> !stored.isEmpty();
                case NEVER -> false;
            };
        }

        private boolean listable() {
            return value instanceof String || value instanceof List<?>;
        }

        private boolean in(String lower) {
            return value instanceof List<?> list
                    ? list.stream()
                            .anyMatch(item -> String.valueOf(item)
                                    .toLowerCase(Locale.ROOT)
                                    .equals(lower))
                    : String.valueOf(value).toLowerCase(Locale.ROOT).contains(lower);
        }

        private boolean differs(String stored) {
            boolean dated = DATE.matcher(String.valueOf(value)).matches();
            OptionalInt order = compared(stored);
            return order.isPresent()
                    ? order.getAsInt() != 0
                    : !dated; // a number and a text differ; a date is compared with dates alone
        }

        /** How the stored value stands to the wanted one; empty if they cannot be compared. */
        private OptionalInt compared(String stored) {
            String wanted = String.valueOf(value);
            if (DATE.matcher(wanted).matches()) {
                return DATE.matcher(stored).matches() ? OptionalInt.of(stored.compareTo(wanted)) : OptionalInt.empty();
            }
            boolean numbers = NUMBER.matcher(stored.strip()).matches();
            if (numbers != NUMBER.matcher(wanted.strip()).matches()) {
                return OptionalInt.empty();
            }
            return OptionalInt.of(
                    numbers
                            ? new BigDecimal(stored.strip()).compareTo(new BigDecimal(wanted.strip()))
                            : stored.toLowerCase(Locale.ROOT).compareTo(wanted.toLowerCase(Locale.ROOT)));
        }
    }
}
