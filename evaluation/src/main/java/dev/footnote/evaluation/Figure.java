package dev.footnote.evaluation;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * One line of the table.
 *
 * @param goal the bound that {@code ours} must keep
 * @param reference what the plain reference reaches on the same data
 * @param original what the original's rule reaches on the same data; NaN where it has no such figure
 */
record Figure(String id, String what, Goal goal, double ours, double reference, double original) {

    private static final String ROW = "%-4s %-58s %9s %9s %9s %9s  %s";

    Figure {
        requireNonNull(id, "id");
        requireNonNull(what, "what");
        requireNonNull(goal, "goal");
    }

    /** What stands above the rows. */
    static final String HEADING =
            String.format(Locale.ROOT, ROW, "", "", "goal", "ours", "reference", "original", "met");

    /** The first line of comma separated values. */
    static final String CSV_HEADING = "id,what,goal,ours,reference,original,met\n";

    /** A bound. */
    record Goal(boolean atLeast, double bound) {

        /** No bound; the figure is only told. */
        static final Goal NONE = new Goal(true, Double.NEGATIVE_INFINITY);

        static Goal atLeast(double bound) {
            return new Goal(true, bound);
        }

        static Goal atMost(double bound) {
            return new Goal(false, bound);
        }

        @Override
        public String toString() {
            return equals(NONE) ? "-" : (atLeast ? ">= " : "<= ") + number(bound);
        }
    }

    boolean met() {
        return goal.atLeast ? ours >= goal.bound : ours <= goal.bound;
    }

    /** The figure as a row of the table. */
    String row() {
        return String.format(
                Locale.ROOT,
                ROW,
                id,
                what,
                goal,
                number(ours),
                number(reference),
                number(original),
                goal.equals(Goal.NONE) ? "-" : met() ? "yes" : "NO");
    }

    /** The figure as a line of comma separated values. */
    String csv() {
        return String.join(
                ",",
                id,
                '"' + what + '"',
                goal.toString(),
                number(ours),
                number(reference),
                number(original),
                String.valueOf(met()));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.4f", value);
    }
}
