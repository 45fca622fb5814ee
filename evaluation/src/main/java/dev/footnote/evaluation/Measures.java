package dev.footnote.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Figures about scores of things that are right or wrong. */
final class Measures {

    private Measures() {}

    /** A score and whether people judged the thing as right. */
    record Scored(double score, boolean right) {}

    /** A point of the precision-recall curve: what holds for all scores from {@code threshold} on. */
    record Point(double threshold, double precision, double recall) {
        double f1() {
            return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
        }
    }

    /** The chance that a right one scores higher than a wrong one, equal scores counted half. */
    static double auroc(List<Scored> all) {
        List<Scored> sorted =
                all.stream().sorted(Comparator.comparingDouble(Scored::score)).toList();
        double ranks = 0;
        long right = 0;
        for (int from = 0; from < sorted.size(); ) {
            int end = from;
            while (end < sorted.size() && sorted.get(end).score == sorted.get(from).score) {
                end++;
            }
            double rank = (from + 1 + end) / 2.0;
            for (int i = from; i < end; i++) {
                if (sorted.get(i).right) {
                    ranks += rank;
                    right++;
                }
            }
            from = end;
        }
        long wrong = all.size() - right;
        return (ranks - right * (right + 1) / 2.0) / ((double) right * wrong);
    }

    /** Precision and recall if all from {@code threshold} on are taken. */
    static Point at(List<Scored> all, double threshold) {
        long taken = all.stream().filter(one -> one.score >= threshold).count();
        long good =
                all.stream().filter(one -> one.score >= threshold && one.right).count();
        long right = all.stream().filter(Scored::right).count();
        return new Point(threshold, taken == 0 ? 1 : (double) good / taken, right == 0 ? 0 : (double) good / right);
    }

    /** The whole curve, from the highest score to the lowest. */
    static List<Point> curve(List<Scored> all) {
        List<Scored> sorted = all.stream()
                .sorted(Comparator.comparingDouble(Scored::score).reversed())
                .toList();
        long right = all.stream().filter(Scored::right).count();
        long good = 0;
        var points = new ArrayList<Point>();
        for (int i = 0; i < sorted.size(); i++) {
            good += sorted.get(i).right ? 1 : 0;
            if (i + 1 == sorted.size() || sorted.get(i + 1).score != sorted.get(i).score) {
                points.add(new Point(sorted.get(i).score, (double) good / (i + 1), (double) good / right));
            }
        }
        return points;
    }

    /** The point of the curve with the highest F1. */
    static Point best(List<Scored> all) {
        return curve(all).stream().max(Comparator.comparingDouble(Point::f1)).orElseThrow();
    }
}
